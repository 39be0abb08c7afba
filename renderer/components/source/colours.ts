import { RangeSetBuilder } from '@codemirror/state'
import { Decoration, ViewPlugin } from '@codemirror/view'
import type { DecorationSet, EditorView, ViewUpdate } from '@codemirror/view'
import { declaredNames, tokensOf } from './tokens.ts'
import type { TokenKind } from './tokens.ts'

const CLASSES: Record<TokenKind, Decoration> = {
  number: Decoration.mark({ class: 'cm-number' }),
  operator: Decoration.mark({ class: 'cm-operator' }),
  function: Decoration.mark({ class: 'cm-function' }),
  declared: Decoration.mark({ class: 'cm-declared' }),
  name: Decoration.mark({ class: 'cm-name' }),
  comment: Decoration.mark({ class: 'cm-comment' })
}

function colour(view: EditorView): DecorationSet {
  const { doc } = view.state
  const declared = declaredNames(doc.toString())
  const builder = new RangeSetBuilder<Decoration>()
  for (const { from, to } of view.visibleRanges) {
    for (let at = from; at <= to;) {
      const line = doc.lineAt(at)
      for (const token of tokensOf(line.text, declared, line.from)) builder.add(token.from, token.to, CLASSES[token.kind])
      at = line.to + 1
    }
  }
  return builder.finish()
}

export const colours = ViewPlugin.define(
  (view) => ({
    decorations: colour(view),
    update(update: ViewUpdate) {
      if (update.docChanged || update.viewportChanged) this.decorations = colour(update.view)
    }
  }),
  { decorations: (plugin) => plugin.decorations }
)
