import { add, div, mul, pow, sub } from '../autodiff/fold.ts'
import type { Id } from '../autodiff/graph.ts'
import type { Expression } from '../expression/ast.ts'
import { fromGraph, type Names } from '../expression/from-graph.ts'
import { parseExpression } from '../expression/parse.ts'
import { toGraph } from '../expression/to-graph.ts'
import { interpolated, joined, simpleAxis, type SimpleAxis, type SplitTrial } from './auto-trial.ts'
import { num } from '../expression/simplify.ts'
import { asValueCondition, fixedAxes, mentionsUnknown, periodicPair, type ValueCondition } from './classify.ts'
import { problemMeaning, type CompiledCondition, type CompiledProblem } from './compile.ts'
import { constrained, isLinearCondition } from './constrained.ts'
import { leavesOf } from './calculus.ts'

/** Variables along which every condition says that the function repeats: the network then reads Fourier inputs there, unless these are terms of the loss. */
export function periodicAxes(problem: CompiledProblem): boolean[] {
  return problem.variables.map((_, axis) => {
    const here = [...problem.conditions.entries()].filter(([, condition]) => fixedAxes(problem, condition).has(axis))
    return here.length > 0 && here.every(([k, condition]) => periodicPair(problem, condition) === axis && problem.weighted?.has(k) !== true)
  })
}

/** Whether a condition speaks of an unknown, and not of unknown functions alone. */
export function readsUnknown({ graph, unknowns }: CompiledProblem, { left, right }: CompiledCondition): boolean {
  return leavesOf(graph, [left, right], 'unknown').some(({ leaf }) => leaf.unknown < unknowns.length)
}

/** Why a condition cannot be held exactly by a trial solution, or undefined where it can. */
export function whySoft(problem: CompiledProblem, condition: CompiledCondition): string | undefined {
  if (!readsUnknown(problem, condition)) return 'it holds for an unknown function, which has no trial solution'
  if (condition.onBoundary)
    return boundaryValue(problem, condition) === undefined ? 'only values are held on the boundary of a domain' : undefined
  const axes = fixedAxes(problem, condition)
  if (axes.size > 1) return 'it holds at a point of the plane alone'
  const unknowns = new Set(leavesOf(problem.graph, [condition.left, condition.right], 'unknown').map(({ leaf }) => leaf.unknown))
  if (unknowns.size > 1) return 'it couples several unknowns'
  if (!isLinearCondition(problem, condition, mayVary(problem, condition))) return 'it is not linear with constant coefficients'
  return undefined
}

/** Coefficients may differ along the edge where nothing is differentiated along it, neither in the condition nor in those on other edges. */
function mayVary(problem: CompiledProblem, condition: CompiledCondition): boolean {
  const [axis] = fixedAxes(problem, condition).keys()
  if (axis === undefined || alongEdge(problem, condition, axis) > 0) return false
  const others = problem.conditions.filter((other) => !fixedAxes(problem, other).has(axis))
  return others.every((other) => asValueCondition(problem, other)?.order.every((n) => n === 0) === true)
}

/**
 * The trial solution of an unknown that holds the given conditions: plain interpolation where initial values and values at
 * two ends allow it, constrained expressions around that for everything else. Values on the boundary of a domain are held by
 * its function: T = g + omega N. `network.node` makes the graph of an expression.
 */
export function holding(
  problem: CompiledProblem,
  unknown: number,
  conditions: readonly CompiledCondition[],
  network: { name: string; node: (expression: Expression) => Id }
): { split: SplitTrial | undefined; node: Id; failed: CompiledCondition[] } {
  const { graph } = problem
  const boundary = conditions.find((condition) => condition.onBoundary)
  const given = boundary && boundaryValue(problem, boundary)
  const { plain, general } = sorted(problem, conditions, given !== undefined)
  const omega = given === undefined ? undefined : problem.domain!.omega
  const split =
    given === undefined
      ? interpolated(plain)
      : { h1: given, h2: general.length > 0 ? num(1) : fromGraph(graph, omega!, domainNames(problem)) }
  const bubble = general.reduce(
    (product, { axis, conditions: here }) => mul(graph, product, vanishing(problem, axis, here)),
    omega === undefined || general.length === 0 ? graph.constant(1) : omega
  )
  let node = add(graph, network.node(split.h1), mul(graph, bubble, network.node(joined(problem, { ...split, h1: num(0) }, network.name))))
  const failed: CompiledCondition[] = []
  for (const { axis, conditions: given } of general) {
    const here = given.map((condition) => fromStart(problem, condition, conditions))
    const made = constrained(problem, unknown, axis, here, node)
    if (made !== undefined) {
      node = made
      continue
    }
    // those that are independent are held together, derivatives along the edge last: u_t(0, t) = 0 leaves u(1, t) = 0 as it is
    const held: CompiledCondition[] = []
    let best = node
    for (const condition of here.toSorted((a, b) => alongEdge(problem, a, axis) - alongEdge(problem, b, axis))) {
      const together = constrained(problem, unknown, axis, [...held, condition], node)
      if (together === undefined) failed.push(given[here.indexOf(condition)]!)
      else {
        held.push(condition)
        best = together
      }
    }
    node = best
  }
  return { split: general.length === 0 ? split : undefined, node, failed }
}

/** What the function of a domain is written with: it reads no network. */
function domainNames({ scope, variables }: CompiledProblem): Names {
  return {
    variables: variables.map(({ name }) => name),
    parameters: scope.parameters,
    network: () => {
      throw new RangeError('a domain reads no network')
    }
  }
}

/** Conditions by variable: those that plain interpolation holds, initial values first, and the rest. */
function sorted(
  problem: CompiledProblem,
  conditions: readonly CompiledCondition[],
  onlyGeneral: boolean
): { plain: SimpleAxis[]; general: { axis: number; conditions: readonly CompiledCondition[] }[] } {
  const simple: { axis: number; made: SimpleAxis }[] = []
  const general: { axis: number; conditions: readonly CompiledCondition[] }[] = []
  problem.variables.forEach((_, axis) => {
    const here = conditions.filter((condition) => fixedAxes(problem, condition).has(axis))
    if (here.length === 0) return
    const values = here.flatMap((condition) => plainValue(problem, condition) ?? [])
    const made = values.length === here.length && !onlyGeneral ? simpleAxis(problem, axis, values) : undefined
    if (made === undefined) general.push({ axis, conditions: here })
    else simple.push({ axis, made })
  })
  // after the first axis only values are corrected, and no derivative of h1 is needed
  simple.sort((a, b) => Number(b.made.initial) - Number(a.made.initial))
  const plain = simple.filter(({ made }, k) => k === 0 || made.conditions.every((condition) => condition.order.every((n) => n === 0)))
  for (const { axis, made } of simple) {
    if (!plain.some((other) => other.axis === axis)) general.push({ axis, conditions: made.conditions.map((value) => value.condition) })
  }
  return { plain: plain.map(({ made }) => made), general }
}

/**
 * u_t(0, t) = g as the value u(0, t) = u(0, t0) + g (t - t0), where the start gives u(x, t0) and g stays as it is: with the start it says the same, and a value can be held. Other
 * conditions as they are.
 */
function fromStart(problem: CompiledProblem, condition: CompiledCondition, all: readonly CompiledCondition[]): CompiledCondition {
  const { graph, calculus } = problem
  const rate = asValueCondition(problem, condition)
  const along = rate?.order.findIndex((n, axis) => n === 1 && axis !== rate.axis) ?? -1
  if (rate === undefined || along < 0 || rate.order.reduce((sum, n) => sum + n, 0) !== 1) return condition
  const start = all
    .flatMap((other) => plainValue(problem, other) ?? [])
    .find(({ axis, order }) => axis === along && order.every((n) => n === 0))
  const [g, f] = [rate.value, start?.value].map((value) => value && toGraph(graph, value, problemMeaning(problem)))
  if (start === undefined || g === undefined || f === undefined) return condition
  if (leavesOf(graph, [g], 'coordinate').some(({ leaf }) => leaf.axis === along)) return condition
  const unknown = leavesOf(graph, [condition.left, condition.right], 'unknown')[0]!.leaf
  const edge = problem.variables.map((_, axis) => (axis === rate.axis ? graph.constant(rate.point.value) : graph.coordinate(axis)))
  const passed = mul(graph, g, sub(graph, graph.coordinate(along), graph.constant(start.point.value)))
  return {
    ...condition,
    left: graph.leaf({ ...unknown, order: unknown.order.map(() => 0) }),
    right: add(graph, calculus.at(f, edge), passed)
  }
}

/** 1 where a condition along an axis reads derivatives by other variables, else 0. */
function alongEdge({ graph }: CompiledProblem, { left, right }: CompiledCondition, axis: number): number {
  const leaves = leavesOf(graph, [left, right], 'unknown')
  return Number(leaves.some(({ leaf }) => leaf.order.some((n, other) => n > 0 && other !== axis)))
}

/** What the unknown is on the boundary, where a condition says so: u(x, y) = …, or u = …. */
export function boundaryValue(problem: CompiledProblem, { ast, onBoundary }: CompiledCondition): Expression | undefined {
  const [read, value] = ast.left.kind === 'unknown' ? [ast.left, ast.right] : [ast.right, ast.left]
  if (!onBoundary || read.kind !== 'unknown' || mentionsUnknown(value) || read.order.some((n) => n > 0)) return undefined
  const own = read.at?.every((argument, axis) => argument.kind === 'variable' && argument.name === problem.variables[axis]!.name) ?? true
  return own ? value : undefined
}

/** A value condition without derivatives along its edge. */
function plainValue(problem: CompiledProblem, condition: CompiledCondition): ValueCondition | undefined {
  const value = asValueCondition(problem, condition)
  return value?.order.every((n, axis) => n === 0 || axis === value.axis) ? value : undefined
}

/**
 * Where the conditions give values and all lower derivatives at points, the product of ((s - point) / L)^m, L being the length of the interval: then what the network
 * adds vanishes there by itself and need not be read at those points. 1 for other conditions.
 */
function vanishing(problem: CompiledProblem, axis: number, conditions: readonly CompiledCondition[]): Id {
  const { graph } = problem
  const values = conditions.flatMap((condition) => plainValue(problem, condition) ?? [])
  const points = [...new Set(values.map((value) => value.point.value))]
  const orders = points.map((point) =>
    values
      .filter((value) => value.point.value === point)
      .map((value) => value.order[axis]!)
      .sort((a, b) => a - b)
  )
  if (values.length !== conditions.length || orders.some((list) => list.some((order, k) => order !== k))) return graph.constant(1)
  const s = graph.coordinate(axis)
  const length = intervalLength(problem, axis)
  return points.reduce(
    (product, point, k) =>
      mul(graph, product, pow(graph, div(graph, sub(graph, s, graph.constant(point)), length), graph.constant(orders[k]!.length))),
    graph.constant(1)
  )
}

/** Length of a variable's interval, in the parameters that its ends are given by: those are run-time numbers. */
function intervalLength(problem: CompiledProblem, axis: number): Id {
  const { graph, scope, document, variables } = problem
  const bounds = document.variables[variables[axis]!.name] ?? [variables[axis]!.from, variables[axis]!.to]
  const [from, to] = bounds.map((bound) =>
    toGraph(graph, parseExpression(String(bound), { ...scope, variables: [], unknowns: [] }), problemMeaning(problem))
  ) as [Id, Id]
  return sub(graph, to, from)
}
