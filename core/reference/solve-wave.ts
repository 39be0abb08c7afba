import type { Id } from '../autodiff/graph.ts'
import { coefficientOf, dependsOnUnknown, sameOrder, solvedFor, symbol, without } from './equation.ts'
import type { Fit, NumericEquation } from './equation.ts'
import { endValues, evolution, largestOver, onGrid, orderOf, startLevel } from './evolution.ts'
import type { Evolution } from './evolution.ts'
import { uniform } from './grid.ts'
import { digits } from './judge.ts'
import { keepLevels } from './levels.ts'
import { cellsAlong, timeInterval, unusable } from './steps.ts'
import { timeStep } from './time-step.ts'
import type { ReferenceOptions, ReferenceResult } from './types.ts'
import { courantLimit, leapfrog, leapfrogGrowth } from './wave.ts'

/** u_tt = c2(x, t) u_xx + source(x, t). */
export interface WaveFit extends Evolution {
  speedSquared: Id
  source: Id
}

/** The equation as a wave equation in one space variable, or why it is none. */
export function waveProblem(equation: NumericEquation, timeAxis: number): Fit<WaveFit> {
  const problem = evolution(equation, timeAxis, 2)
  if (problem.reason !== undefined) return problem
  const { graph } = equation
  const [twice, second] = [orderOf(problem.fit, 2, 0), orderOf(problem.fit, 0, 2)]
  const solved = solvedFor(equation, twice)
  if (solved.reason !== undefined) return solved
  const foreign = equation.derivatives.find(({ order }) => !sameOrder(order, twice) && !sameOrder(order, second))
  if (foreign !== undefined) return { reason: `leapfrog here does not know ${symbol(equation, foreign.order)} in a wave equation` }
  const speedSquared = coefficientOf({ graph, residual: solved.fit }, second)
  if (graph.constantValue(speedSquared) === 0) return { reason: `the equation has no ${symbol(equation, second)}` }
  if (dependsOnUnknown(graph, speedSquared))
    return { reason: `the coefficient of ${symbol(equation, second)} depends on ${equation.unknown}` }
  return { fit: { ...problem.fit, speedSquared, source: without(graph, solved.fit, () => true) } }
}

/** Leapfrog on `standard` points in space where the options do not say otherwise, at Courant number 1. */
export function solveWave(problem: WaveFit, options: ReferenceOptions, standard: number): Omit<ReferenceResult, 'label' | 'seconds'> {
  const { equation, space } = problem
  const { graph } = equation
  const notes: string[] = []
  const time = { ...problem.time, ...timeInterval(problem.time, options.until) }
  const cells = cellsAlong(space, options, Math.max(3, standard), notes)
  if (cells < 2) throw unusable(`The scheme needs a point between the ends of ${space.name}.`, 'Give at least 3 points.')
  const x = uniform(space.from, space.to, cells)
  const dx = (space.to - space.from) / cells
  const speed = onGrid(problem, [problem.speedSquared], x)
  const constant = graph.constantValue(problem.speedSquared)
  const fastest = Math.sqrt(constant ?? largestOver(speed, time.from, time.to))
  if (!(fastest > 0) || !Number.isFinite(fastest)) {
    throw unusable(
      `The coefficient of ${symbol(equation, orderOf(problem, 0, 2))} is not positive and finite.`,
      'It is the square of the wave speed: check its sign.'
    )
  }
  const ratioOf = (dt: number) => (fastest * dt) / dx
  const { dt, steps } = timeStep(time, options, 1, { ratioOf, dtOf: (ratio) => (ratio * dx) / fastest, points: x.length }, notes)
  const courant = ratioOf(dt)

  const ends = endValues(problem)
  const start = startLevel(problem, x, ends, notes)
  const [velocity] = onGrid(problem, problem.start.slice(1, 2), x)(time.from)
  const levels = keepLevels(problem, x, steps, notes)
  const source = onGrid(problem, [problem.source], x)
  leapfrog(
    {
      x,
      from: time.from,
      dt,
      steps,
      start,
      velocity: velocity ?? new Float64Array(x.length),
      ends,
      speedSquared: constant === undefined ? (t, out) => out.set(speed(t)[0] ?? []) : new Float64Array(x.length).fill(constant),
      source: graph.constantValue(problem.source) === 0 ? undefined : (t, out) => out.set(source(t)[0] ?? [])
    },
    levels.visit
  )
  const limit = courantLimit(cells)
  const growth = leapfrogGrowth(courant, cells)
  const stable = courant <= limit * (1 + 1e-12)
  if (!stable)
    notes.push(
      `The Courant number ${digits(courant)} is above the limit ${limit.toFixed(5)} for ${cells} cells: the zig-zag mode grows by a factor ${growth.toFixed(5)} a step. Take at most 1.`
    )
  return {
    method: options.method,
    ...levels.judged(),
    steps: { [space.name]: cells, [time.name]: steps },
    spacing: { [space.name]: dx, [time.name]: dt },
    stability: { name: `c d${time.name}/d${space.name}`, value: courant, limit, growth, stable },
    selfCheck: null,
    notes
  }
}
