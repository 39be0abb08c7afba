import { generatorFor } from '../network/initialize.ts'
import { rebound, evaluateGroup, type BoundProblem } from '../problem/bound.ts'
import { insideOf } from '../problem/domain.ts'
import { pointTotal, scatteredPoints } from '../problem/points.ts'
import { isSecondOrder } from './methods/stepper.ts'
import { phasesOf } from './phases.ts'
import type { Settings } from './settings.ts'

/** Iterations from one move of the points to the next; undefined where they stay. Second-order methods come far in few. */
export function adaptiveEvery({ points, training }: Pick<Settings, 'points' | 'training'>): number | undefined {
  if (points.adaptive === undefined) return undefined
  const quick = phasesOf(training).some(({ method }) => method.optimizer === 'auto' || isSecondOrder(method.optimizer))
  return points.adaptive.every ?? (quick ? 25 : 1000)
}

/**
 * Collocation points moved to where the residual is large, as many as there are: residual-based adaptive distribution (RAD; C. Wu, M. Zhu, Q. Tan,
 * Y. Kartha & L. Lu, Comput. Methods Appl. Mech. Engrg. 403 (2023) 115671, eq. 2). Of a dense set of random points each is drawn, without replacement, with a
 * probability that is proportional to e^k / mean(e^k) + c, e being the size of the residuals there at the present weights, each equation in its own units.
 * @param draw counts how often points were moved: what is drawn follows from the seed and this number
 */
export function adaptivePoints(bound: BoundProblem, settings: Settings, draw: number): Float64Array[] {
  const { problem, built, bindings } = bound
  const { k, c, candidates } = settings.points.adaptive!
  const { interior } = built.groups
  const present = bindings.points[interior]!
  const count = present[0]!.length
  const generator = generatorFor(settings.seed, `adaptive points ${draw}`)
  const dense = insideOf(
    problem,
    scatteredPoints('random', candidates * pointTotal(settings, problem.variables), problem.variables, generator)
  )
  const sizes = residualSizes(bound, dense)
  const powers = sizes.map((size) => size ** k)
  const mean = powers.reduce((sum, power) => sum + power, 0) / powers.length
  // where the residual is zero everywhere all points are alike
  const density = powers.map((power) => (mean > 0 && Number.isFinite(mean) ? power / mean : 1) + c)
  // the smallest of exponential variables with these rates (Efraimidis & Spirakis, Inform. Process. Lett. 97 (2006) 181)
  const keys = density.map((rate) => -Math.log(1 - generator.uniform()) / rate)
  const order = Array.from(keys, (_, p) => p).sort((a, b) => keys[a]! - keys[b]! || a - b)
  const chosen = order.slice(0, count).sort((a, b) => a - b)
  return chosen.length < count ? [...present] : dense.map((axis) => Float64Array.from(chosen, (p) => axis[p]!))
}

/** Root of the weighted sum of the squared residuals of all equations at points; 0 where it is not a number. */
function residualSizes(bound: BoundProblem, at: readonly Float64Array[]): Float64Array {
  const { problem, built, bindings } = bound
  const { interior } = built.groups
  const moved = rebound(bound, { ...bindings, points: bindings.points.map((group, index) => (index === interior ? at : group)) })
  const residuals = evaluateGroup(moved, interior).slice(problem.unknowns.length)
  const weights = built.scalars.equationWeight.map((index) => bindings.scalars[index]!)
  return Float64Array.from(at[0]!, (_, p) => {
    const square = residuals.reduce((sum, values, k) => sum + weights[k]! * values[p]! * values[p]!, 0)
    return Number.isFinite(square) ? Math.sqrt(square) : 0
  })
}
