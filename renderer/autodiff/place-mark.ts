import { StateEffect, StateField } from '@codemirror/state'
import { Decoration, EditorView } from '@codemirror/view'
import type { DecorationSet } from '@codemirror/view'
import type { Stretch } from '../components/source/places.ts'

/** Which characters a node of the graph is made from; null for none. */
export const markPlace = StateEffect.define<Stretch | null>()

const mark = Decoration.mark({ class: 'cm-place' })

export const placeMark = StateField.define<DecorationSet>({
  create: () => Decoration.none,
  update(shown, transaction) {
    let next = transaction.docChanged ? Decoration.none : shown
    for (const effect of transaction.effects) {
      if (!effect.is(markPlace)) continue
      const stretch = effect.value
      next = stretch === null || stretch.to <= stretch.from ? Decoration.none : Decoration.set([mark.range(stretch.from, stretch.to)])
    }
    return next
  },
  provide: (field) => EditorView.decorations.from(field)
})
