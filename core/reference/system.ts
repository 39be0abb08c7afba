import { adjoints } from '../autodiff/differentiate.ts'
import { sub } from '../autodiff/fold.ts'
import { Graph } from '../autodiff/graph.ts'
import type { Id, Leaf, Order } from '../autodiff/graph.ts'
import { rewrite } from '../autodiff/rewrite.ts'
import { leavesOf } from '../problem/calculus.ts'
import { fixedAxes, periodicPair } from '../problem/classify.ts'
import type { CompiledProblem } from '../problem/compile.ts'

/** A derivative of an unknown that an expression reads; `at` where it is not the point itself. */
export interface Read {
  id: Id
  unknown: number
  order: Order
  at: readonly Id[] | undefined
}

/** An expression E with everything that a linearisation of it needs: E, what it reads of the unknowns, dE/d(each), dE/d(each trained number). */
export interface Linearised {
  residual: Id
  reads: readonly Read[]
  partials: readonly Id[]
  trained: readonly { trainable: number; partial: Id }[]
}

export interface SystemCondition extends Linearised {
  text: string
  onBoundary: boolean
  /** variables that it fixes, with the value; NaN where it integrates over one */
  fixed: ReadonlyMap<number, number>
  /** the variable along which it says that something repeats */
  periodic: number | undefined
}

/** A problem as numbers: parameters have their values, equations and conditions are E = 0 in coordinates, unknowns' derivatives and trained numbers. */
export interface NumericSystem {
  graph: Graph
  problem: CompiledProblem
  unknowns: readonly string[]
  variables: readonly { name: string; from: number; to: number }[]
  equations: readonly Linearised[]
  conditions: readonly SystemCondition[]
  exact: readonly (Id | null)[]
  /** first values of the numbers that are found with the solution (eigenvalues) */
  trainables: readonly number[]
}

/** The problem as numbers, with exact partial derivatives from the one differentiator. */
export function numericSystem(problem: CompiledProblem): NumericSystem {
  const graph = new Graph()
  const move = (id: Id): Id => rewrite(problem.graph, [id], graph, (leaf) => replaced(leaf))[0]!
  const replaced = (leaf: Leaf): Id | undefined => {
    if (leaf.op === 'scalar') return graph.constant(problem.parameters[leaf.scalar]!.value)
    if (leaf.op === 'unknown' && leaf.at !== undefined) return graph.leaf({ ...leaf, at: leaf.at.map(move) })
    return undefined
  }
  return {
    graph,
    problem,
    unknowns: problem.unknowns,
    variables: problem.variables.map(({ name, from, to }) => ({ name, from, to })),
    equations: problem.equations.map(({ residual }) => linearised(graph, move(residual))),
    conditions: problem.conditions.map((condition) => ({
      ...linearised(graph, sub(graph, move(condition.left), move(condition.right))),
      text: condition.text,
      onBoundary: condition.onBoundary,
      fixed: fixedAxes(problem, condition),
      periodic: periodicPair(problem, condition)
    })),
    exact: problem.unknowns.map((unknown) => {
      const exact = problem.exact.get(unknown)
      return exact === undefined ? null : move(exact.node)
    }),
    trainables: problem.trainables.map(({ initial }) => initial)
  }
}

function linearised(graph: Graph, residual: Id): Linearised {
  const reads = leavesOf(graph, [residual], 'unknown').map(({ id, leaf }) => ({
    id,
    unknown: leaf.unknown,
    order: leaf.order,
    at: leaf.at
  }))
  const trained = leavesOf(graph, [residual], 'trainable')
  const wanted = [...reads.map(({ id }) => id), ...trained.map(({ id }) => id)]
  const found = adjoints(graph, [{ id: residual, adjoint: graph.constant(1) }], wanted)
  const partial = (id: Id): Id => found.get(id) ?? graph.constant(0)
  return {
    residual,
    reads,
    partials: reads.map(({ id }) => partial(id)),
    trained: trained.map(({ id, leaf }) => ({ trainable: leaf.trainable, partial: partial(id) }))
  }
}

/** Whether any of the nodes depends on an unknown (or on a trained number). */
export function dependsOnSolution({ graph }: Pick<NumericSystem, 'graph'>, nodes: readonly Id[]): boolean {
  return leavesOf(graph, nodes, 'unknown').length > 0 || leavesOf(graph, nodes, 'trainable').length > 0
}

/** Linear: no partial derivative of an equation or a condition depends on the unknowns or on trained numbers. */
export function isLinearSystem(system: NumericSystem): boolean {
  const parts = [...system.equations, ...system.conditions]
  return !dependsOnSolution(
    system,
    parts.flatMap(({ partials, trained }) => [...partials, ...trained.map(({ partial }) => partial)])
  )
}

/** Highest order of each unknown along one variable, over the equations. */
export function highestOrders({ equations, unknowns }: NumericSystem, axis: number): number[] {
  return unknowns.map((_, unknown) =>
    Math.max(0, ...equations.flatMap(({ reads }) => reads.flatMap((read) => (read.unknown === unknown ? [read.order[axis] ?? 0] : []))))
  )
}
