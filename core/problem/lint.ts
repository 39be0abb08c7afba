import { adjoints } from '../autodiff/differentiate.ts'
import type { Id } from '../autodiff/graph.ts'
import { graphOf } from '../engine/group-runner.ts'
import { evaluateNodes, withoutNetworks } from '../engine/hoisted.ts'
import { LabError, type LabErrorJson } from '../errors.ts'
import { listed } from '../expression/nearest.ts'
import type { Settings } from '../training/settings.ts'
import type { BoundProblem } from './bound.ts'
import { totalOrders } from './classify.ts'
import type { CompiledCondition } from './compile.ts'
import { leavesOf } from './calculus.ts'
import { pointsKey } from './bind.ts'
import { readsUnknown } from './hard-conditions.ts'
import { fixesLevel, hasFreeLevel } from './structure.ts'
import { LARGE_EMPTY_SHARE, largestEmptyBox } from './coverage.ts'

/** Beyond this many time constants one network seldom holds a solution (measured on decay and oscillators). */
const LONG = 60

/**
 * What a physicist would say before pressing the button: warnings on a sound problem that is likely to train badly. From the
 * settings, and from the trial solution without its network (all weights zero: T = h1).
 */
export function lint(bound: BoundProblem, settings: Settings): LabErrorJson[] {
  const { problem, built, bindings } = bound
  const order = Math.max(...Object.values(totalOrders(problem)))
  const warnings: LabErrorJson[] = []
  const warn = (code: string, message: string, cure: string, path: (string | number)[]): void => {
    warnings.push(new LabError(code, message, cure, problem.loaded.place(path)).toJSON())
  }

  const rough = [settings.network.activation].flat().find((activation) => activation === 'relu' || activation === 'leaky_relu')
  if (rough !== undefined && order > 1) {
    warn(
      'lint-activation',
      `The second derivative of ${rough} is zero: an equation of order ${order} cannot be learnt with it`,
      'Use a smooth activation such as tanh or sine.',
      ['settings', 'network', 'activation']
    )
  }

  const { share, from, to } = largestEmptyBox(problem, bindings.points[built.groups.interior]!)
  if (share > LARGE_EMPTY_SHARE) {
    const box = problem.variables.map(({ name }, axis) => `${name} from ${short(from[axis]!)} to ${short(to[axis]!)}`)
    warn(
      'lint-coverage',
      `The training points leave ${Math.floor(100 * share)} % of the domain empty: there is none with ${listed(box)}`,
      'Use more points, or another layout: where there are no points, nothing is learnt.',
      ['settings', 'points']
    )
  }
  const { points } = settings
  const used = problem.conditions.flatMap((condition, k) => (built.scalars.conditionWeight.has(k) ? [pointsKey(problem, condition)] : []))
  for (const key of ['boundary', 'initial'] as const) {
    if (points[key] === undefined || used.includes(key)) continue
    const which = key === 'initial' ? 'at the beginning of time' : 'at a boundary'
    warn('lint-points', `points.${key} changes nothing: the loss holds no condition ${which}`, 'Leave it out, or write trial: none.', [
      'settings',
      'points',
      key
    ])
  }

  const [unknownFunction] = problem.functions
  if (unknownFunction !== undefined && problem.observations.length === 0) {
    warn(
      'lint-function',
      `Nothing is measured: many functions ${unknownFunction.name} go with one ${problem.unknowns[0]} each, and training finds any of them`,
      'Add data: { file: …, columns: … }.',
      ['estimate', unknownFunction.name]
    )
  }

  problem.unknowns.forEach((name, unknown) => {
    // a normalisation or an eigenvalue's sign is no level; data may fix one
    if (problem.observations.length > 0 || !hasFreeLevel(problem, unknown) || problem.document.equations.length === 0) return
    if (problem.conditions.some((condition) => readsUnknown(problem, condition) && mayFixLevel(problem, unknown, condition))) return
    const size = problem.scope.variables.reduce((inner, variable) => `integral(${inner}, ${variable})`, name)
    const corner = problem.scope.variables.map((_, axis) => problem.variables[axis]!.from).join(', ')
    warn(
      'lint-level',
      `${name} + c is a solution for every number c: the equations and conditions read derivatives and differences of ${name} alone, so that training finds any of these solutions`,
      `Fix it by a mean or at a point: add ${size} = 0 or ${name}(${corner}) = 0.`,
      ['conditions']
    )
  })

  const bare = { ...bindings, parameters: new Float64Array(bindings.parameters.length) }
  const h1 = withoutNetworks(built.plan, graphOf(built.plan), built.groups.interior, bare)
  const unknowns = problem.unknowns.length
  const [solution, residual] = [
    Math.max(...h1.slice(0, unknowns).map(maxAbs)),
    h1.slice(unknowns).map((values) => values.map(Math.abs).sort())
  ]
  const largest = Math.max(...residual.map((values) => values.at(-1) ?? 0))
  // soft conditions and data speak of the solution as well: h1 alone does not meet them
  const others = built.terms.length > problem.document.equations.length
  if (!others && solution === 0 && largest === 0) {
    warn(
      'lint-trivial',
      `${problem.unknowns[0]} = 0 meets the equation and all conditions: training will find it`,
      'Add a condition or a source that forbids it.',
      ['equations', 0]
    )
  } else if (!others && largest <= 1e-12 * Math.max(1, solution)) {
    warn(
      'lint-solved',
      'The trial solution without its network already solves the equation: there is nothing to learn',
      'Use it as the exact solution, or make the problem harder.',
      ['equations', 0]
    )
  }
  const spread = residual.map((values) => (values.at(-1) ?? 0) / (values[values.length >> 1] || Infinity))
  if (Math.max(...spread) > 1e4) {
    warn(
      'lint-scale',
      `The residual of the start is ${Math.max(...spread).toExponential(0)} times larger at some points than at most: training will see those alone`,
      'Divide the equation by what grows there, or place fewer points there.',
      ['equations', 0]
    )
  }
  const length = horizon(bound, h1.slice(0, unknowns))
  if (length > LONG) {
    warn(
      'lint-horizon',
      `The interval holds about ${Math.round(length)} time constants: one network seldom carries a solution that far`,
      'Shorten the interval, or solve it in pieces.',
      ['variables', problem.variables[0]!.name]
    )
  }
  return warnings
}

/** Whether a condition may say more of an unknown than its derivatives and differences: on the boundary of a domain it is read as it is written. */
function mayFixLevel(problem: BoundProblem['problem'], unknown: number, condition: CompiledCondition): boolean {
  const own = leavesOf(problem.graph, [condition.left, condition.right], 'unknown').filter(({ leaf }) => leaf.unknown === unknown)
  if (own.length === 0 || own.every(({ leaf }) => leaf.order.some((n) => n > 0))) return false
  return fixesLevel(problem, unknown, condition)
}

/**
 * Length of the interval in time constants, for one equation in one variable: (|dE/du| / |dE/du^(n)|)^(1/n) times the
 * interval, the median over the training points at u = h1; 0 for other problems.
 */
function horizon({ problem, bindings, built }: BoundProblem, h1: readonly Float64Array[]): number {
  const { graph } = problem
  if (problem.variables.length !== 1 || problem.unknowns.length !== 1) return 0
  const [equation] = problem.equations
  const leaves = leavesOf(graph, [equation!.residual], 'unknown').filter(({ leaf }) => leaf.at === undefined)
  const top = leaves.reduce<(typeof leaves)[number] | undefined>(
    (best, next) => (best === undefined || next.leaf.order[0]! > best.leaf.order[0]! ? next : best),
    undefined
  )
  const bottom = leaves.find(({ leaf }) => leaf.order[0] === 0)
  if (top === undefined || bottom === undefined || top === bottom) return 0
  const partial = adjoints(graph, [{ id: equation!.residual, adjoint: graph.constant(1) }], [top.id, bottom.id])
  const points = bindings.points[built.groups.interior]!
  const at = (id: Id): Float64Array => {
    const used = leavesOf(graph, [id], 'unknown')
    if (used.some(({ leaf }) => leaf.order[0] !== 0 || leaf.at !== undefined) || leavesOf(graph, [id], 'trainable').length > 0)
      return new Float64Array(points[0]!.length)
    return evaluateNodes(graph, [id], points, bindings.scalars, points[0]!.length, h1)[0]!
  }
  const [low, high] = [at(partial.get(bottom.id) ?? graph.constant(0)), at(partial.get(top.id) ?? graph.constant(0))]
  const rates = low
    .map((value, p) => (Math.abs(value) / Math.abs(high[p]!)) ** (1 / top.leaf.order[0]!))
    .filter(Number.isFinite)
    .sort()
  const { from, to } = problem.variables[0]!
  return (rates[rates.length >> 1] ?? 0) * (to - from)
}

function maxAbs(values: Float64Array): number {
  return values.reduce((max, x) => Math.max(max, Math.abs(x)), 0)
}

const short = (value: number): string => String(Number(value.toPrecision(4)))
