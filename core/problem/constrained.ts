import { evaluate } from '../autodiff/evaluate.ts'
import { add, mul, neg, pow, sub } from '../autodiff/fold.ts'
import type { Id } from '../autodiff/graph.ts'
import { rewrite } from '../autodiff/rewrite.ts'
import { adjoints } from '../autodiff/differentiate.ts'
import { leavesOf } from './calculus.ts'
import type { CompiledCondition, CompiledProblem } from './compile.ts'
import { invertible } from './varying.ts'

/*
 * Constrained expressions of the theory of functional connections (D. Mortari, Mathematics 5 (2017) 57): for linear conditions
 * F_k = 0 along one variable s and any function g,
 *     C[g] = g - sum_k phi_k(s) F_k[g],   L_j[phi_k] = delta_jk,
 * meets every condition, L_j being the linear part of F_j and phi_k polynomials in s. Values and derivatives at ends and
 * interior points, Robin and mixed conditions, periodic pairs and integrals are all such conditions.
 */

/** Highest power of s that the polynomials may use beyond the number of conditions. */
const SPARE_POWERS = 4

/** F[w]: the condition left - right with a function of the point in the place of the unknown. */
export function conditionOn(problem: CompiledProblem, condition: CompiledCondition, unknown: number, w: Id): Id {
  const { graph, calculus } = problem
  const [result] = rewrite(graph, [sub(graph, condition.left, condition.right)], graph, (leaf) => {
    if (leaf.op !== 'unknown' || leaf.unknown !== unknown) return undefined
    const value = calculus.derivative(w, leaf.order)
    return leaf.at === undefined ? value : calculus.at(value, leaf.at)
  })
  return result!
}

/**
 * Linear in one unknown alone: what C[g] can hold exactly.
 * @param varying whether coefficients may differ along the edge
 */
export function isLinearCondition(problem: CompiledProblem, condition: CompiledCondition, varying = false): boolean {
  const { graph } = problem
  const root = sub(graph, condition.left, condition.right)
  const leaves = leavesOf(graph, [root], 'unknown')
  if (new Set(leaves.map(({ leaf }) => leaf.unknown)).size !== 1) return false
  const ids = leaves.map(({ id }) => id)
  const partials = adjoints(graph, [{ id: root, adjoint: graph.constant(1) }], ids)
  const coefficients = ids.flatMap((id) => partials.get(id) ?? [])
  return leavesOf(graph, coefficients, 'unknown').length === 0 && (varying || leavesOf(graph, coefficients, 'coordinate').length === 0)
}

/** C[g] for the conditions of one unknown along one axis; undefined where the conditions are not independent. */
export function constrained(
  problem: CompiledProblem,
  unknown: number,
  axis: number,
  conditions: readonly CompiledCondition[],
  g: Id
): Id | undefined {
  const { graph } = problem
  const s = graph.coordinate(axis)
  const powers = Array.from({ length: conditions.length + SPARE_POWERS }, (_, k) => pow(graph, s, graph.constant(k)))
  // L_j[s^i] = F_j[s^i] - F_j[0], numbers by the conditions' linearity
  const zero = graph.constant(0)
  const parts = conditions.map((condition) => {
    const origin = conditionOn(problem, condition, unknown, zero)
    return powers.map((power) => sub(graph, conditionOn(problem, condition, unknown, power), origin))
  })
  const varies = leavesOf(graph, parts.flat(), 'coordinate').length > 0
  const solution = varies
    ? invertible(
        problem,
        conditions.map((condition) => powers.map((power) => linearPart(problem, condition, unknown, power)))
      )
    : constantInverse(problem, parts)
  if (solution === undefined) return undefined
  let result = g
  conditions.forEach((condition, k) => {
    const terms = solution.chosen.map((i, row) => mul(graph, solution.inverse[row]![k]!, powers[i]!))
    const phi = terms.reduce((sum, term) => add(graph, sum, term), zero)
    result = sub(graph, result, mul(graph, phi, conditionOn(problem, condition, unknown, g)))
  })
  return result
}

/**
 * Whether a condition is a normalisation, Q[u] = c with Q[a u] = a^2 Q[u], such as integral(u^2, x) = 1: then any w becomes
 * one that meets it as w sqrt(c / Q[w]). Tried on a polynomial.
 */
export function isNormalisation(problem: CompiledProblem, unknown: number, condition: CompiledCondition): boolean {
  const { graph } = problem
  const c = neg(graph, conditionOn(problem, condition, unknown, graph.constant(0)))
  const probe = problem.variables.reduce((sum, _, axis) => add(graph, sum, graph.coordinate(axis)), graph.constant(1.3))
  const quadratic = (v: Id): number => numberOf(problem, add(graph, conditionOn(problem, condition, unknown, v), c))
  const [one, two] = [quadratic(probe), quadratic(mul(graph, graph.constant(2), probe))]
  return one > 0 && numberOf(problem, c) > 0 && Math.abs(two - 4 * one) <= 1e-9 * two
}

/** The value of a node that holds no unknowns; coordinates of other variables do not matter by linearity and stand at 0.5. */
function numberOf(problem: CompiledProblem, id: Id): number {
  const [value] = evaluate(problem.graph, [id], (leaf) =>
    leaf.op === 'scalar' ? problem.parameters[leaf.scalar]!.value : leaf.op === 'coordinate' ? 0.5 : NaN
  )
  return value!
}

/** L[w] of a linear condition by its coefficients, so that what stands beside the unknown does not enter. */
function linearPart(problem: CompiledProblem, condition: CompiledCondition, unknown: number, w: Id): Id {
  const { graph, calculus } = problem
  const root = sub(graph, condition.left, condition.right)
  const leaves = leavesOf(graph, [root], 'unknown').filter(({ leaf }) => leaf.unknown === unknown)
  const coefficients = adjoints(
    graph,
    [{ id: root, adjoint: graph.constant(1) }],
    leaves.map(({ id }) => id)
  )
  return leaves.reduce((sum, { id, leaf }) => {
    const value = calculus.derivative(w, leaf.order)
    const coefficient = coefficients.get(id)
    if (coefficient === undefined) return sum
    return add(graph, sum, mul(graph, coefficient, leaf.at === undefined ? value : calculus.at(value, leaf.at)))
  }, graph.constant(0))
}

/** As of `invertible`, where the coefficients are numbers. */
function constantInverse(problem: CompiledProblem, parts: readonly (readonly Id[])[]): { chosen: number[]; inverse: Id[][] } | undefined {
  const found = independentPowers(parts.map((row) => row.map((id) => numberOf(problem, id))))
  return found && { chosen: found.chosen, inverse: found.inverse.map((row) => row.map((x) => problem.graph.constant(x))) }
}

/**
 * The lowest powers on which the conditions are independent, and the inverse of their square matrix: inverse[row][k] is the
 * coefficient of the power chosen[row] in phi_k. Gauss-Jordan elimination with the largest pivot of each power's column.
 */
function independentPowers(matrix: readonly (readonly number[])[]): { chosen: number[]; inverse: number[][] } | undefined {
  const m = matrix.length
  const chosen: number[] = []
  const work = matrix.map((row, j) => [...row, ...Array.from({ length: m }, (_, k) => (k === j ? 1 : 0))])
  const columns = matrix[0]!.length
  const rowOf: number[] = []
  for (let c = 0; c < columns && chosen.length < m; c++) {
    const open = work.map((_, j) => j).filter((j) => !rowOf.includes(j))
    const pivot = open.reduce((best, j) => (Math.abs(work[j]![c]!) > Math.abs(work[best]![c]!) ? j : best), open[0]!)
    const size = Math.max(...matrix.map((row) => Math.abs(row[c]!)))
    if (!(Math.abs(work[pivot]![c]!) > 1e-10 * (size || 1))) continue
    const scale = work[pivot]![c]!
    work[pivot] = work[pivot]!.map((x) => x / scale)
    work.forEach((row, j) => {
      const factor = row[c]!
      if (j !== pivot && factor !== 0) work[j] = row.map((x, k) => x - factor * work[pivot]![k]!)
    })
    chosen.push(c)
    rowOf.push(pivot)
  }
  if (chosen.length < m) return undefined
  return { chosen, inverse: rowOf.map((j) => work[j]!.slice(columns).map(tidy)) }
}

/** Numbers that elimination left one rounding beside a simple fraction. */
function tidy(x: number): number {
  const near = Math.round(x * 5040) / 5040
  return Math.abs(near - x) <= 1e-14 * Math.max(1, Math.abs(x)) ? near : x
}
