import { latexName } from '../../expression/latex-name.ts'
import type { Id } from '../graph.ts'
import type { Label, Subject } from './subject.ts'

export type FullLabel = Required<Label>

/** The board's letters for intermediates; e, f, i, t, x, y, z and what looks like a digit are left to other uses. */
const LETTERS = 'abcdghkmnpqrsuvw'

/** A letter for every node: inputs keep their names, intermediates are a, b, c, …, and v_17 once the letters are used up. */
export function labelNodes({ inputs, labels }: Pick<Subject, 'inputs' | 'labels'>, order: readonly Id[]): Map<Id, FullLabel> {
  const taken = new Set([...inputs.map(({ name }) => name), ...[...labels.values()].map(({ name }) => name)])
  const free = [...LETTERS].filter((letter) => !taken.has(letter))
  const result = new Map<Id, FullLabel>()
  const byId = new Map(inputs.map((input) => [input.id, input]))
  const add = (id: Id, label: Label): void =>
    void result.set(id, { name: label.name, latex: label.latex, adjoint: label.adjoint ?? barred(label.latex), about: label.about ?? '' })
  order.forEach((id, k) => {
    const label = byId.get(id) ?? labels.get(id)
    if (label !== undefined) add(id, label)
    else {
      const name = free.shift() ?? numbered(k + 1, taken)
      add(id, { name, latex: latexName(name) })
    }
  })
  return result
}

function numbered(k: number, taken: ReadonlySet<string>): string {
  const name = `v_${k}`
  return taken.has(name) ? `${name}_` : name
}

/** The mark stands over the letter alone, not over what is raised or lowered beside it. */
const accented = (mark: string, latex: string): string => latex.replace(/^(\\[A-Za-z]+(?:\{[^{}]*\})?|[^\\])/, `\\${mark}{$1}`)
export const barred = (latex: string): string => accented('bar', latex)
export const dotted = (latex: string): string => accented('dot', latex)
