import type { BoundProblem } from '../problem/bound.ts'
import { automaticMethod, MOST_DENSE } from './automatic.ts'
import { phasesOf } from './phases.ts'
import { pointCounts } from '../problem/points.ts'
import type { Settings } from './settings.ts'
import type { Shape } from './solution-form.ts'
import { notWindowable, refuseWindows } from './windows.ts'

/** How a run goes about its problem. */
export interface Strategy {
  automatic: boolean
  /** fits of the whole from fresh weights, at most */
  attempts: number
  /** network and points of an attempt; undefined: as the settings say */
  shapeOf: (attempt: number) => Shape | undefined
  /** windows in time: never, from the beginning, or after the first attempt */
  windows: 'never' | 'first' | 'second'
  windowable: boolean
  /** whether self-scaled Broyden takes over where Gauss-Newton stays far from round-off */
  hasFallback: boolean
  /** a fixed length, and how many there are; else windows adapt */
  windowLength?: number
  windowCount?: number
  windowShape?: Shape
  /** a residual between the points, in units of its scale, that is good enough */
  tolerance: number
  windowTolerance: number
}

const ATTEMPTS = 5

/** Whether the automatic method decides: nothing says how to train. */
export function isAutomatic({ training }: Settings): boolean {
  return training.phases === undefined && phasesOf(training)[0]!.method.optimizer === 'auto'
}

export function strategyOf(bound: BoundProblem, settings: Settings): Strategy {
  const { problem, bindings } = bound
  const { restarts, windows, from } = settings.training
  const several = problem.variables.length > 1
  const common = {
    shapeOf: () => undefined,
    hasFallback: false,
    tolerance: several ? Math.max(1e-9, (settings.target?.max_abs_error ?? 0) / 10) : 1e-11,
    windowTolerance: 5e-12
  }
  if (windows !== undefined) {
    refuseWindows(problem)
    const { from: start, to } = problem.variables[0]!
    const fixed = typeof windows === 'number' ? { windowLength: (to - start) / windows, windowCount: windows } : {}
    return { ...common, automatic: isAutomatic(settings), attempts: 1, windows: 'first', windowable: true, ...fixed }
  }
  if (!isAutomatic(settings) || from !== undefined)
    return { ...common, automatic: false, attempts: 1 + (restarts ?? 0), windows: 'never', windowable: false }
  // the automatic method
  const quick = automaticMethod(bound, settings.training.l2) === 'gauss_newton'
  const windowable = notWindowable(problem) === undefined
  // a loss with data or several terms does not fall to round-off, however often one begins
  const isPure = bound.engine.rows === problem.equations.length * bindings.points[bound.built.groups.interior]![0]!.length
  const attempts = restarts === undefined ? (quick && isPure ? ATTEMPTS : 1) : 1 + restarts
  const wide = wider(bound, settings)
  const affordable = quick && wide.work(bindings.parameters.length) <= 1e8
  return {
    ...common,
    automatic: true,
    attempts: affordable ? attempts : Math.min(attempts, 3),
    shapeOf: (attempt) => (attempt >= 3 ? wide.shape : undefined),
    hasFallback: several && bindings.parameters.length <= MOST_DENSE,
    windows: windowable && quick ? 'second' : 'never',
    windowable: windowable && quick,
    windowShape: { hidden: [16, 16], count: 32 }
  }
}

/** A network half as wide again, and more points. */
function wider({ problem, engine }: BoundProblem, settings: Settings): { shape: Shape; work: (parameters: number) => number } {
  const counts = pointCounts(settings, problem.variables)
  const factor = problem.variables.length === 1 ? 5 / 3 : 4 / 3
  const more = counts.map((count) => Math.ceil(count * factor))
  const count =
    typeof settings.points.count === 'number'
      ? Math.ceil(settings.points.count * factor)
      : Object.fromEntries(problem.variables.map(({ name }, axis) => [name, more[axis]!]))
  const hidden = settings.network.hidden.map((width) => Math.ceil(width * 1.5))
  const rows = engine.rows * factor ** problem.variables.length
  return { shape: { hidden, count }, work: (parameters) => rows * 2.25 * parameters * Math.min(rows, 2.25 * parameters) }
}
