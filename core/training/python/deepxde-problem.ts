import { isLeaf, type Id, type Leaf, type Order } from '../../autodiff/graph.ts'
import { leavesOf } from '../../problem/calculus.ts'
import { fixedAxes, periodicPair, timeAxis } from '../../problem/classify.ts'
import type { CompiledCondition, CompiledProblem } from '../../problem/compile.ts'

export type UnknownLeaf = Extract<Leaf, { op: 'unknown' }>

/** A condition as DeepXDE has it. */
export type StatedCondition =
  | { kind: 'at'; id: string; text: string; left: Id; right: Id; fixed: ReadonlyMap<number, number>; isPoint: boolean }
  | { kind: 'periodic'; id: string; text: string; axis: number; unknown: number; order: number }

export interface Statement {
  /** axis of time, where DeepXDE is to have a time domain; -1 where not */
  time: number
  /** axes in the order of DeepXDE's inputs: space first, time last */
  inputs: number[]
  conditions: StatedCondition[]
}

/** The problem in DeepXDE's terms, or why it has no such terms, in words. */
export function stated(problem: CompiledProblem): Statement | string {
  if (problem.domain !== undefined) return 'its domain is given by an inequality'
  const [unknown] = problem.functions
  if (unknown !== undefined)
    return `the unknown function ${unknown.name} is found by a network of its own; give it as an expression with numbers to be estimated`
  if (problem.variables.some(({ role }) => role === 'parameter')) return 'the network reads a parameter'
  const residuals = problem.equations.map(({ residual }) => residual)
  if (leavesOf(problem.graph, residuals, 'unknown').some(({ leaf }) => leaf.at !== undefined))
    return 'an equation reads the solution at other points'
  const time = problem.variables.length === 1 ? -1 : timeAxis(problem)
  const axes = problem.variables.map((_, axis) => axis)
  const conditions: StatedCondition[] = []
  for (const condition of problem.conditions) {
    const found = statedCondition(problem, condition, time)
    if (typeof found === 'string') return found
    conditions.push(found)
  }
  return { time, inputs: time < 0 ? axes : [...axes.filter((axis) => axis !== time), time], conditions }
}

function statedCondition(problem: CompiledProblem, condition: CompiledCondition, time: number): StatedCondition | string {
  const { id, text, left, right } = condition
  const leaves = leavesOf(problem.graph, [left, right], 'unknown').map(({ leaf }) => leaf)
  const axis = periodicPair(problem, condition)
  if (axis !== undefined) {
    const [leaf] = leaves
    const order = leaf?.order[axis] ?? 0
    if (leaf === undefined || axis === time || order > 1 || sum(leaf.order) !== order)
      return `${text} is periodic in a way that it does not know`
    return { kind: 'periodic', id, text, axis, unknown: leaf.unknown, order }
  }
  if (new Set(leaves.map(({ at }) => String(at))).size > 1) return `${text} reads the solution at several places`
  const fixed = fixedAxes(problem, condition)
  const isPoint = fixed.size === problem.variables.length
  const ends = [...fixed].every(
    ([on, value]) => value === problem.variables[on]!.from || (value === problem.variables[on]!.to && on !== time)
  )
  if (fixed.size === 0 || (!isPoint && (fixed.size > 1 || !ends))) return `${text} stands neither on a side of the domain nor at a point`
  return { kind: 'at', id, text, left, right, fixed, isPoint: isPoint && !(ends && fixed.size === 1) }
}

export const sum = (order: Order): number => order.reduce((total, n) => total + n, 0)

/** Every derivative of an unknown that the roots read, by unknown and order. */
export function derivativesOf({ graph }: CompiledProblem, roots: readonly Id[]): { unknown: number; order: Order }[] {
  const found = new Map<string, { unknown: number; order: Order }>()
  for (const id of graph.reachable(roots)) {
    const node = graph.node(id)
    if (isLeaf(node) && node.op === 'unknown')
      found.set(`${node.unknown}:${node.order.join()}`, { unknown: node.unknown, order: node.order })
  }
  return [...found.values()].sort((a, b) => a.unknown - b.unknown || sum(a.order) - sum(b.order))
}
