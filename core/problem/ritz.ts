import { Interpreter } from '../engine/interpreter.ts'
import type { Bindings } from '../engine/plan.ts'
import { LabError } from '../errors.ts'
import { gaussLegendre } from '../expression/quadrature.ts'
import { symmetricEigen } from '../linear/symmetric-eigen.ts'
import type { Settings } from '../training/settings.ts'
import { bind } from './bind.ts'
import { evaluateGroup } from './bound.ts'
import { buildPlan, type BuiltPlan } from './build-plan.ts'
import { isLinear } from './classify.ts'
import type { CompiledProblem } from './compile.ts'
import { omegaAt } from './domain.ts'
import { supplyOf } from './networks.ts'
import { tensor } from './points.ts'
import type { TrialForm } from './trial.ts'

/** Points of the quadrature along each variable, by the number of variables. */
const POINTS = [80, 24, 10, 6]
/** Combinations of hidden units that are smaller than this beside the largest are left out: their weights would be huge. */
const SMALLEST = 1e-5

/**
 * The first weights of several states: for every state the hidden layers as they are drawn, and the output layer and the eigenvalue by the
 * Rayleigh-Ritz method (W. Ritz, J. reine angew. Math. 135 (1909) 1) in the space that the hidden units span with the conditions held.
 * With E u B = u A that is the symmetric problem (φ_i, A φ_j) c = E (φ_i, B φ_j) c; the states are numbered from the side on which the
 * spectrum is bounded. So training begins near the lowest states, in their order, whatever the seed.
 * Writes into the parameters of `bindings`. Throws a LabError for an equation that is not linear in the unknown and the eigenvalue.
 */
export function beginStates(problem: CompiledProblem, form: TrialForm, settings: Settings, built: BuiltPlan, bindings: Bindings): void {
  const { states } = problem.loaded
  if (states === undefined) return
  const refuse = (message: string, cure: string): never => {
    throw new LabError('eigenvalue-states', message, cure, problem.loaded.place(['eigenvalue', states.eigenvalues[0]!, 'states']))
  }
  if (!isLinear(problem))
    refuse('Several states can be found of a linear equation alone', 'Find one state at a time: begin near its eigenvalue.')
  // a trial solution of the user's own may hold the normalisation in ways that are not linear in the network
  if (form.unknowns.some(({ linear }) => linear === undefined)) return
  const bare: TrialForm = { ...form, unknowns: form.unknowns.map((unknown) => ({ ...unknown, node: unknown.linear! })) }
  const plan = buildPlan(problem, bare, settings)
  const { at, weights } = quadrature(problem)
  const first = bind(problem, plan, settings)
  const own = { ...first, points: first.points.map((points, group) => (group === plan.groups.interior ? at : points)) }
  const engine = new Interpreter(plan.plan, own)
  const supply = supplyOf(problem, settings.network.separate === true)
  const count = states.unknowns.length
  states.unknowns.forEach((_, k) => {
    const { network, output } = supply.from[k]!
    const { offset, columns } = plan.plan.blocks[plan.plan.networks[network]!.blocks.at(-1)!]!
    const start = offset + output * columns
    const { offset: eigenvalue } = plan.plan.trainables[k]!
    const outputs = (): Float64Array[] => evaluateGroup({ problem, built: plan, bindings: own, engine }, plan.groups.interior)
    const units = Array.from({ length: columns }, (__, j) => {
      own.parameters.fill(0, start, start + columns)
      own.parameters[start + j] = 1
      const [zero, one, two] = [0, 1, 2].map((value) => {
        own.parameters[eigenvalue] = value
        return outputs()
      }) as [Float64Array[], Float64Array[], Float64Array[]]
      const a = zero[count + k]!
      const b = a.map((value, p) => value - one[count + k]![p]!)
      const bent = two[count + k]!.some((value, p) => Math.abs(value - a[p]! + 2 * b[p]!) > 1e-8 * (1 + Math.abs(value) + Math.abs(a[p]!)))
      if (bent) refuse(`Several states can be found where ${states.eigenvalue} enters linearly alone`, 'Find one state at a time.')
      return { u: zero[k]!, a, b }
    })
    const product = (f: Float64Array, g: Float64Array): number => f.reduce((sum, value, p) => sum + weights[p]! * value * g[p]!, 0)
    const matrix = (of: 'a' | 'b'): number[][] => units.map((f) => units.map((g) => (product(f.u, g[of]) + product(g.u, f[of])) / 2))
    const found = ritz(matrix('a'), matrix('b'))
    if (found === undefined)
      return refuse(
        `What ${states.eigenvalue} multiplies in the equation is not of one sign`,
        'Find one state at a time: begin near its eigenvalue.'
      )
    const { values, vectors } = found
    if (values.length < count)
      return refuse(`The network can hold ${values.length} states, not ${count}`, 'Give its last hidden layer more units.')
    const size = Math.max(...vectors[k]!.map(Math.abs))
    vectors[k]!.forEach((value, j) => (bindings.parameters[start + j] = value / size))
    bindings.parameters[built.plan.trainables[k]!.offset] = values[k]!
    own.parameters.fill(0, start, start + columns)
  })
}

/** A c = E B c for symmetric A and definite B, in the directions in which B is not too small, from the bounded side of the spectrum on. */
function ritz(a: readonly (readonly number[])[], b: readonly (readonly number[])[]): { values: number[]; vectors: number[][] } | undefined {
  const inner = symmetricEigen(b)
  const sign = Math.abs(inner.values[0]!) > inner.values.at(-1)! ? -1 : 1
  const scaled = inner.values.map((value) => sign * value)
  const largest = Math.max(...scaled)
  if (Math.min(...scaled) < -1e-6 * largest) return undefined
  const basis = inner.vectors.flatMap((vector, k) =>
    scaled[k]! > SMALLEST * largest ? [vector.map((value) => value / Math.sqrt(scaled[k]!))] : []
  )
  const image = basis.map((vector) => a.map((row) => sign * row.reduce((sum, x, j) => sum + x * vector[j]!, 0)))
  const reduced = symmetricEigen(basis.map((vector) => image.map((other) => vector.reduce((sum, x, j) => sum + x * other[j]!, 0))))
  const order = reduced.values.map((_, k) => k)
  if (Math.abs(reduced.values[0]!) > Math.abs(reduced.values.at(-1)!)) order.reverse()
  return {
    values: order.map((k) => reduced.values[k]!),
    vectors: order.map((k) => a.map((_, j) => basis.reduce((sum, vector, i) => sum + reduced.vectors[k]![i]! * vector[j]!, 0)))
  }
}

/** Gauss-Legendre points and weights over the box of the variables, or what of it lies in the domain. */
function quadrature(problem: CompiledProblem): { at: Float64Array[]; weights: Float64Array } {
  const rule = gaussLegendre(POINTS[problem.variables.length - 1]!)
  const at = tensor(problem.variables.map(({ from, to }) => Float64Array.from(rule.nodes, (x) => (from + to) / 2 + ((to - from) / 2) * x)))
  const factors = tensor(problem.variables.map(() => Float64Array.from(rule.weights)))
  const omega = problem.domain === undefined ? undefined : omegaAt(problem, at)
  const weights = at[0]!.map((_, p) =>
    omega !== undefined && omega[p]! < 0 ? 0 : factors.reduce((product, axis) => product * axis[p]!, 1)
  )
  return { at, weights }
}
