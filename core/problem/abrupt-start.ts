import { evaluateNodes } from '../engine/hoisted.ts'
import type { Id, Leaf } from '../autodiff/graph.ts'
import { StreamGenerator } from '../network/random.ts'
import { timeAxis } from './classify.ts'
import type { CompiledProblem } from './compile.ts'
import { linspace } from './points.ts'
import { substituteTrial, trialForm } from './trial.ts'

/** A share of the residuals along the start from which a corner's is not round-off. */
const ABRUPT = 1e-6
/** Places along the start at which the size of residuals is taken. */
const LOOKED_AT = 33

/**
 * Whether an evolution along one variable begins with what its equation does not allow at an end, as a rod at rest whose end is moved at once: the residual of a trial
 * solution that holds all conditions is there the same for every network, and not zero. Then derivatives of the solution jump at that corner, and nothing resolves the first
 * moment (the first compatibility condition; Flyer & Fornberg, J. Comput. Phys. 184 (2003) 526).
 */
export function startsAbruptly(problem: CompiledProblem): boolean {
  const time = timeAxis(problem)
  if (problem.scope.variables.length !== 2 || problem.variables.length !== 2 || time < 0) return false
  const auto = { ...problem, document: { ...problem.document, trial: 'auto' as const } }
  const residuals = substituteTrial(
    auto,
    trialForm(auto),
    problem.equations.map(({ residual }) => residual)
  )
  const { from, to } = problem.variables[1 - time]!
  const start = problem.variables[time]!.from
  const scalars = Float64Array.from(problem.parameters, ({ value }) => value)
  const at = (along: Float64Array, ids: readonly Id[], constant?: (leaf: Leaf) => number | undefined): Float64Array[] => {
    const starts = along.map(() => start)
    return evaluateNodes(problem.graph, ids, time === 0 ? [starts, along] : [along, starts], scalars, along.length, [], constant)
  }
  const sizes = at(linspace(from, to, LOOKED_AT), residuals, ({ op }) => (op === 'network' ? 0 : undefined)).map((row) =>
    row.reduce((most, value) => (Number.isFinite(value) ? Math.max(most, Math.abs(value)) : most), 0)
  )
  return [from, to].some((end) => {
    const corner = Float64Array.of(end)
    const own = time === 0 ? [start, end] : [end, start]
    const placeOf = (tap: number): number[] => {
      const place = problem.calculus.taps.list[tap]!.at
      return place === 'own' ? own : at(corner, place).map(([x]) => x!)
    }
    const [one, other] = [0, 1].map((stream) =>
      at(
        corner,
        residuals,
        smooth(stream, placeOf, (tap) => problem.calculus.taps.list[tap]!.network)
      )
    ) as [Float64Array[], Float64Array[]]
    return sizes.some((size, e) => {
      const [a, b] = [one[e]![0]!, other[e]![0]!]
      return Math.abs(a - b) <= 1e-9 * (size + Math.abs(a)) && Math.abs(a) > ABRUPT * size
    })
  })
}

/** Networks that are exponentials with exponents drawn at random, by their derivatives at the places where they are read. */
function smooth(
  stream: number,
  placeOf: (tap: number) => number[],
  networkOf: (tap: number) => number
): (leaf: Leaf) => number | undefined {
  const generator = new StreamGenerator(stream, 'abrupt start')
  const exponents = new Map<string, [number, number]>()
  return (leaf) => {
    if (leaf.op !== 'network') return undefined
    const key = `${networkOf(leaf.tap)} ${leaf.output}`
    const [x, y] = placeOf(leaf.tap) as [number, number]
    const [a, b] = exponents.get(key) ?? [generator.normal(), generator.normal()]
    exponents.set(key, [a, b])
    return a ** leaf.order[0]! * b ** leaf.order[1]! * Math.exp(a * x + b * y)
  }
}
