import { generatorFor } from '../network/initialize.ts'
import { rebound, type BoundProblem } from '../problem/bound.ts'
import { linspace } from '../problem/points.ts'
import { densityOf } from './start-density.ts'
import type { Settings } from './settings.ts'

/** Width of the thinnest layer at an end that is resolved, as a share of the interval. */
const THINNEST = 5e-4
/** Places at which the density of units and points is made. */
const PLACES = 20_001
/** Steepness of a unit, in units of what is to be resolved where it stands. */
const STEEPNESS = 1

/** What is to be resolved where thin layers form at both ends of an interval. */
export function layersAt(x: Float64Array, share: number): Float64Array {
  const [from, to] = [x[0]!, x.at(-1)!]
  const width = share * (to - from)
  return x.map((place) => Math.exp((from - place) / width) + Math.exp((place - to) / width))
}

/**
 * A boundary-value problem in one variable with its points and its layer of fixed units tanh(a (x - c)) crowded at both ends, where boundary layers of any thinness form:
 * the places follow a graded mesh (as of Gartland, Math. Comp. 51 (1988) 631), the steepness its local length.
 */
export function withLayers(bound: BoundProblem, settings: Settings, stream: number): BoundProblem {
  const { problem, built, bindings } = bound
  const { from, to } = problem.variables[0]!
  const places = linspace(from, to, PLACES)
  const density = densityOf(places, [layersAt(places, THINNEST)])
  const { interior } = built.groups
  const count = bindings.points[interior]![0]!.length
  const nodes = Float64Array.from({ length: count }, (_, k) => density.at((k + 0.5) / count))
  const parameters = bindings.parameters.fill(0)
  built.plan.networks.forEach(({ blocks }, n) => {
    const generator = generatorFor(settings.seed, `layers ${stream} ${n}`)
    const { offset, rows, columns } = built.plan.blocks[blocks[0]!]!
    for (let i = 0; i < rows; i++) {
      const centre = density.at((i + generator.uniform()) / rows)
      const steepness = (STEEPNESS * (0.5 + generator.uniform()) * (generator.uniform() < 0.5 ? -1 : 1)) / density.length(centre)
      parameters[offset + i * columns] = steepness * ((from + to) / 2 - centre)
      parameters[offset + i * columns + 1] = (steepness * (to - from)) / 2
    }
  })
  return rebound(bound, { ...bindings, points: bindings.points.map((group, index) => (index === interior ? [nodes] : group)) })
}
