import { LabError } from '../errors.ts'
import { listed, nearest } from '../expression/nearest.ts'
import type { CompiledProblem } from './compile.ts'
import { linspace } from './points.ts'

/** How a solution is looked at. What it leaves out is as the lab chooses it. */
export interface Lens {
  /** one or two variables that are drawn; unless given the first two that are no parameters */
  axes?: readonly string[]
  /** where the other variables stand; unless given in the middle of their intervals */
  at?: Readonly<Record<string, number>>
  /** intervals that are drawn in place of the problem's own: what lies beyond those is extrapolated */
  over?: Readonly<Record<string, readonly [number, number]>>
  /** also the parts of which the trial solution is made */
  anatomy?: boolean
}

/** Points along each drawn variable, where one is drawn and where two are. */
const POINTS = { view: [201, 61], tiles: [25, 13] } as const

/** Along every variable the points at which a solution is drawn: one alone where a variable is held. Throws a LabError for what is not there. */
export function lensAxes(problem: Pick<CompiledProblem, 'variables'>, grid: keyof typeof POINTS, lens: Lens = {}): Float64Array[] {
  const { variables } = problem
  for (const name of [...(lens.axes ?? []), ...Object.keys(lens.at ?? {}), ...Object.keys(lens.over ?? {})]) refuseStray(problem, name)
  const chosen = lens.axes?.length ? [...new Set(lens.axes)] : variables.filter(({ role }) => role === 'variable').map(({ name }) => name)
  const drawn = chosen.slice(0, 2)
  return variables.map(({ name, from, to }) => {
    if (!drawn.includes(name)) return Float64Array.of(finite(name, lens.at?.[name] ?? (from + to) / 2))
    const [low, high] = lens.over?.[name] ?? [from, to]
    if (!(finite(name, low) < finite(name, high)))
      throw new LabError('lens-interval', `${name} cannot be drawn from ${low} to ${high}`, 'Give the smaller end first.')
    return linspace(low, high, POINTS[grid][drawn.length - 1]!)
  })
}

function refuseStray({ variables }: Pick<CompiledProblem, 'variables'>, name: string): void {
  const names = variables.map((variable) => variable.name)
  if (names.includes(name)) return
  const close = nearest(name, names)
  const cure = close === undefined ? `Its variables are ${listed(names)}.` : `Write ${close.word}.`
  throw new LabError('lens-variable', `${name} is not a variable of this problem`, cure)
}

function finite(name: string, value: number): number {
  if (Number.isFinite(value)) return value
  throw new LabError('lens-number', `${name} cannot be ${value}`, 'Give a finite number.')
}
