import type { RunStatus } from '../../main/api/types.ts'
import type { Curve } from '../../main/api/figures.ts'
import { errorOf, fitTogether } from './lines.ts'
import type { Drawn } from './lines.ts'

/** What is compared, as figures draw it. */
export interface Line {
  label: string
  style: number
  status: RunStatus | null
  curve: Curve | null
  drawn: Drawn | null
}

export interface SolutionChoice {
  show: 'solution' | 'error'
  /** two variables: where the slice is taken; null: at the end */
  at: number | null
}

/** The solutions that can lie over each other: those of the first one's problem. `apart` and `unknown` count those that cannot. */
export function solutionLines(
  lines: readonly Line[],
  show: SolutionChoice['show']
): { lines: { label: string; style: number; drawn: Drawn }[]; variable: string | undefined; apart: number; unknown: number } {
  const all = lines.flatMap(({ label, style, drawn }) => (drawn === null ? [] : [{ label, style, drawn }]))
  const [first] = all
  const fitting = all.filter(({ drawn }) => first !== undefined && fitTogether(first.drawn, drawn))
  const unknown = first?.drawn.fields[0]?.unknown
  const shown =
    show === 'solution'
      ? fitting
      : fitting.flatMap((line) => {
          const error = errorOf(line.drawn, unknown)
          return error === null ? [] : [{ ...line, drawn: error }]
        })
  return { lines: shown, variable: first?.drawn.axes[0]?.name, apart: all.length - fitting.length, unknown: fitting.length - shown.length }
}

/** The loss curves of those that have one. */
export function lossLines(lines: readonly Line[]) {
  return lines.flatMap(({ label, style, status, curve }) => (curve === null || status === null ? [] : [{ label, style, status, curve }]))
}
