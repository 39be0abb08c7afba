import { Decoration, EditorView, WidgetType } from '@codemirror/view'
import type { DecorationSet } from '@codemirror/view'
import { RangeSetBuilder, StateEffect, StateField } from '@codemirror/state'
import { ICONS } from '../icons.ts'

/** What stands at the end of a line that holds conditions. */
export interface LineMark {
  /** counts from 1 */
  line: number
  tone: 'held' | 'soft' | 'broken'
  /** one or two words: "held", "both held", "off by 10" */
  word: string
}

const ICON = { held: 'check', soft: 'minus', broken: 'cross' } as const
const SVG = 'http://www.w3.org/2000/svg'

class MarkWidget extends WidgetType {
  readonly mark: LineMark

  constructor(mark: LineMark) {
    super()
    this.mark = mark
  }

  override eq(other: MarkWidget): boolean {
    return other.mark.tone === this.mark.tone && other.mark.word === this.mark.word
  }

  override toDOM(): HTMLElement {
    const { tone, word } = this.mark
    const box = document.createElement('span')
    box.className = `cm-mark cm-mark-${tone}`
    const label = document.createElement('span')
    label.textContent = word
    const glyph = document.createElement('i')
    if (tone === 'soft') glyph.textContent = '~'
    else {
      const svg = document.createElementNS(SVG, 'svg')
      svg.setAttribute('viewBox', '0 0 16 16')
      const path = document.createElementNS(SVG, 'path')
      path.setAttribute('d', ICONS[ICON[tone]].stroke)
      svg.append(path)
      glyph.append(svg)
    }
    box.append(label, glyph)
    return box
  }
}

export const setMarks = StateEffect.define<readonly LineMark[]>()

/** Marks keep to their lines while one types, until new ones come. */
export const lineMarks = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(shown, transaction) {
    let next = shown.map(transaction.changes)
    for (const effect of transaction.effects) {
      if (!effect.is(setMarks)) continue
      const { doc } = transaction.state
      const builder = new RangeSetBuilder<Decoration>()
      const inside = effect.value.filter(({ line }) => line >= 1 && line <= doc.lines).toSorted((a, b) => a.line - b.line)
      for (const mark of inside) {
        const { to } = doc.line(mark.line)
        builder.add(to, to, Decoration.widget({ widget: new MarkWidget(mark), side: 1 }))
      }
      next = builder.finish()
    }
    return next
  },
  provide: (field) => EditorView.decorations.from(field)
})
