import type { Id, Order } from '../autodiff/graph.ts'
import { diffusionLimit, explicitDiffusion, growthFactor } from './diffusion.ts'
import type { Visit } from './diffusion.ts'
import { coefficientOf, dependsOnUnknown, sameOrder, solvedFor, symbol, without } from './equation.ts'
import type { Fit, NumericEquation } from './equation.ts'
import { endValues, evolution, largestOver, onGrid, orderOf, startLevel } from './evolution.ts'
import type { Evolution } from './evolution.ts'
import { distance, uniform } from './grid.ts'
import { digits } from './judge.ts'
import { keepLevels } from './levels.ts'
import { sineMode } from './sine-mode.ts'
import { cellsAlong, timeInterval, unusable } from './steps.ts'
import { timeStep } from './time-step.ts'
import type { ReferenceOptions, ReferenceResult } from './types.ts'

/** u_t = D u_xx + rest(x, t, u, u_x). */
export interface DiffusionFit extends Evolution {
  diffusivity: Id
  rest: Id
}

/** Cells and ratio of the assigned problem: dx = 1/10 of the interval, D dt/dx^2 = 1/2. */
const CELLS = 10
const RATIO = 0.5
/** Closed form of the scheme: agreement expected up to roundoff. */
const SELF_CHECK = 1e-12

/** The equation as a diffusion equation in one space variable, or why it is none. */
export function diffusionProblem(equation: NumericEquation, timeAxis: number): Fit<DiffusionFit> {
  const problem = evolution(equation, timeAxis, 1)
  if (problem.reason !== undefined) return problem
  const { graph } = equation
  const [inTime, second, first, none] = [
    orderOf(problem.fit, 1, 0),
    orderOf(problem.fit, 0, 2),
    orderOf(problem.fit, 0, 1),
    orderOf(problem.fit, 0, 0)
  ]
  const solved = solvedFor(equation, inTime)
  if (solved.reason !== undefined) return solved
  const known = [inTime, second, first, none]
  const foreign = equation.derivatives.find(({ order }) => !known.some((other) => sameOrder(order, other)))
  if (foreign !== undefined) return { reason: `the explicit scheme here does not know ${symbol(equation, foreign.order)}` }
  const diffusivity = coefficientOf({ graph, residual: solved.fit }, second)
  if (graph.constantValue(diffusivity) === 0) return { reason: `the equation has no ${symbol(equation, second)}` }
  if (dependsOnUnknown(graph, diffusivity))
    return { reason: `the coefficient of ${symbol(equation, second)} depends on ${equation.unknown}` }
  const rest = without(graph, solved.fit, (order) => sameOrder(order, second))
  return { fit: { ...problem.fit, diffusivity, rest } }
}

/** The explicit scheme, with its stability and, where it has one, its closed form. */
export function solveDiffusion(problem: DiffusionFit, options: ReferenceOptions): Omit<ReferenceResult, 'label' | 'seconds'> {
  const { equation, space } = problem
  const notes: string[] = []
  const time = { ...problem.time, ...timeInterval(problem.time, options.until) }
  const cells = cellsAlong(space, options, CELLS + 1, notes)
  if (cells < 2) throw unusable(`The scheme needs a point between the ends of ${space.name}.`, 'Give at least 3 points.')
  const x = uniform(space.from, space.to, cells)
  const dx = (space.to - space.from) / cells
  const diffusivity = onGrid(problem, [problem.diffusivity], x)
  const constant = equation.graph.constantValue(problem.diffusivity)
  const largest = constant ?? largestOver(diffusivity, time.from, time.to)
  if (!(largest > 0) || !Number.isFinite(largest)) {
    throw unusable(
      `The coefficient of ${symbol(equation, orderOf(problem, 0, 2))} is not positive and finite.`,
      'Backward diffusion cannot be solved forward in time: check its sign.'
    )
  }
  const ratioOf = (dt: number) => (largest * dt) / (dx * dx)
  const dtOf = (ratio: number) => (ratio * dx * dx) / largest
  const { dt, steps } = timeStep(time, options, RATIO, { ratioOf, dtOf, points: x.length }, notes)
  const alpha = ratioOf(dt)

  const ends = endValues(problem)
  const start = startLevel(problem, x, ends, notes)
  const levels = keepLevels(problem, x, steps, notes)
  const plain = equation.graph.constantValue(problem.rest) === 0
  const check = plain && constant !== undefined ? closedForm(start, alpha) : null
  explicitDiffusion(
    {
      x,
      from: time.from,
      dt,
      steps,
      start,
      ends,
      diffusivity: constant === undefined ? (t, out) => out.set(diffusivity(t)[0] ?? []) : new Float64Array(x.length).fill(constant),
      rest: plain ? undefined : restOf(problem, x)
    },
    (n, t, u) => {
      levels.visit(n, t, u)
      check?.visit(n, t, u)
    }
  )
  const limit = diffusionLimit(cells)
  const growth = Math.abs(growthFactor(alpha, cells - 1, cells))
  const stable = alpha <= limit * (1 + 1e-12)
  if (!stable)
    notes.push(
      `The ratio ${digits(alpha)} is above the limit ${limit.toFixed(5)} for ${cells} cells: the zig-zag mode grows by a factor ${growth.toFixed(5)} a step. Take at most 0.5.`
    )
  if (dependsOnUnknown(equation.graph, problem.rest))
    notes.push('The stability limit is that of the diffusion alone; the other terms may ask for smaller steps.')
  return {
    method: options.method,
    ...levels.judged(),
    steps: { [space.name]: cells, [time.name]: steps },
    spacing: { [space.name]: dx, [time.name]: dt },
    stability: {
      name: constant === 1 ? `d${time.name}/d${space.name}^2` : `D d${time.name}/d${space.name}^2`,
      value: alpha,
      limit,
      growth,
      stable
    },
    selfCheck: check?.result() ?? null,
    notes
  }
}

function restOf(problem: DiffusionFit, x: Float64Array) {
  const [uRow, uxRow] = [new Float64Array(x.length), new Float64Array(x.length)]
  const inSpace = orderOf(problem, 0, 1)
  const rows = onGrid(problem, [problem.rest], x, (order: Order) => (sameOrder(order, inSpace) ? uxRow : uRow))
  return (t: number, u: Float64Array, ux: Float64Array, out: Float64Array) => {
    uRow.set(u)
    uxRow.set(ux)
    out.set(rows(t)[0] ?? [])
  }
}

/**
 * From one sine mode between zero ends the scheme gives G^n sin(k pi x) exactly: anything else is an error of the program or of the grid (its most common
 * mistakes, one point or one step too few, show here at once).
 */
function closedForm(start: Float64Array, alpha: number): { visit: Visit; result: () => ReferenceResult['selfCheck'] } | null {
  const cells = start.length - 1
  if (cells > 4096 || start[0] !== 0 || start[cells] !== 0) return null
  const found = sineMode(start)
  if (found === null) return null
  const growth = growthFactor(alpha, found.mode, cells)
  let [largest, zeroEnds] = [0, true]
  return {
    visit(n, _t, u) {
      if (u[0] !== 0 || u[cells] !== 0) zeroEnds = false
      const factor = growth ** n
      const off = distance(
        u,
        start.map((value) => factor * value)
      )
      if (!(off <= largest)) largest = off
    },
    result: () =>
      zeroEnds
        ? {
            name: `G^n sin(${found.mode === 1 ? '' : `${found.mode} `}pi x), G = ${digits(growth)}`,
            distance: largest,
            passed: largest <= SELF_CHECK * Math.max(1, Math.abs(found.amplitude))
          }
        : null
  }
}
