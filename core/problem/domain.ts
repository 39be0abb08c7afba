import { add, call, mul, neg, sub } from '../autodiff/fold.ts'
import type { Id } from '../autodiff/graph.ts'
import { evaluateNodes } from '../engine/hoisted.ts'
import { LabError } from '../errors.ts'
import type { Expression } from '../expression/ast.ts'
import { parseExpression } from '../expression/parse.ts'
import { toGraph, type Meaning } from '../expression/to-graph.ts'
import { StreamGenerator } from '../network/random.ts'
import { leavesOf } from './calculus.ts'
import type { CompiledProblem } from './compile.ts'
import { placedAt } from './document-check.ts'
import type { LoadedProblem } from './document.ts'

/** A domain given by inequalities. */
export interface Domain {
  text: string
  /** positive inside, zero on the boundary, negative outside */
  omega: Id
  /** one function per inequality; where two of them vanish together the boundary has a corner */
  parts: Id[]
}

/**
 * The domain's function by R-functions (V. L. Rvachev; Shapiro, Acta Numerica 16 (2007) 239): a < b becomes b - a, `and` and
 * `or` become a + b -+ sqrt(a^2 + b^2), which are analytic except where both vanish, `not` changes the sign.
 */
export function compileDomain(
  loaded: LoadedProblem,
  graph: CompiledProblem['graph'],
  scope: CompiledProblem['scope'],
  meaning: Meaning
): Domain | undefined {
  const text = loaded.document.domain
  if (text === undefined) return undefined
  const path = ['domain']
  return placedAt(loaded, path, () => {
    if (scope.variables.length < 2)
      throw new LabError('domain', 'A domain needs at least two variables', 'Use the interval of the variable.')
    const ast = parseExpression(text, { ...scope, unknowns: [] })
    const parts: Id[] = []
    const build = (expression: Expression): Id => {
      if (expression.kind === 'where') return build(expression.body)
      if (expression.kind !== 'apply') throw notInequality()
      const [a, b] = expression.args as [Expression, Expression]
      switch (expression.operation) {
        case 'lt':
        case 'le':
        case 'gt':
        case 'ge': {
          const [left, right] = [toGraph(graph, a, meaning), toGraph(graph, b, meaning)]
          const part = expression.operation[0] === 'l' ? sub(graph, right, left) : sub(graph, left, right)
          parts.push(part)
          return part
        }
        case 'and':
        case 'or': {
          const [p, q] = [build(a), build(b)]
          const root = call(graph, 'sqrt', add(graph, mul(graph, p, p), mul(graph, q, q)))
          return expression.operation === 'and' ? sub(graph, add(graph, p, q), root) : add(graph, add(graph, p, q), root)
        }
        case 'not':
          return neg(graph, build(a))
        default:
          throw notInequality()
      }
    }
    const omega = build(ast)
    if (leavesOf(graph, [omega], 'coordinate').length === 0) throw notInequality()
    return { text, omega, parts }
  })
}

/** Values of the domain's function at points, one array per variable. */
export function omegaAt(problem: Pick<CompiledProblem, 'graph' | 'domain' | 'parameters'>, points: readonly Float64Array[]): Float64Array {
  const scalars = Float64Array.from(problem.parameters, (parameter) => parameter.value)
  return evaluateNodes(problem.graph, [problem.domain!.omega], points, scalars, points[0]!.length)[0]!
}

/** The points that lie inside the domain; all of them where the problem has none. */
export function insideOf(
  problem: Pick<CompiledProblem, 'graph' | 'domain' | 'parameters'>,
  points: readonly Float64Array[]
): Float64Array[] {
  if (problem.domain === undefined) return [...points]
  const omega = omegaAt(problem, points)
  const largest = omega.reduce((max, value) => Math.max(max, value), 0)
  const kept = [...omega.keys()].filter((p) => omega[p]! > NEAR * largest)
  return points.map((axis) => Float64Array.from(kept, (p) => axis[p]!))
}

/** Points nearer to the boundary than this, relative to the function's largest value, are left out: derivatives grow in corners. */
const NEAR = 1e-6

/** Points of the boundary, by bisection between random points inside and outside of it; fewer where the box is all inside. */
export function boundaryPoints(problem: CompiledProblem, count: number): Float64Array[] {
  const generator = new StreamGenerator(0, 'boundary')
  const { variables } = problem
  const moving = new Set(leavesOf(problem.graph, [problem.domain!.omega], 'coordinate').map(({ leaf }) => leaf.axis))
  const draw = (): number[] => variables.map(({ from, to }) => from + (to - from) * generator.uniform())
  const isInside = (points: readonly (readonly number[])[]): boolean[] =>
    Array.from(
      omegaAt(
        problem,
        variables.map((_, axis) => Float64Array.from(points, (point) => point[axis]!))
      ),
      (value) => value > 0
    )
  const inside: number[][] = []
  const outside: number[][] = []
  for (let attempt = 0; attempt < 40 && inside.length < count; attempt++) {
    const pairs = Array.from({ length: count }, () => {
      const a = draw()
      return [a, a.map((x, axis) => (moving.has(axis) ? draw()[axis]! : x))] as const
    })
    const [inA, inB] = [isInside(pairs.map(([a]) => a)), isInside(pairs.map(([, b]) => b))]
    pairs.forEach(([a, b], k) => {
      if (inA[k] === inB[k] || inside.length === count) return
      inside.push(inA[k] ? a : b)
      outside.push(inA[k] ? b : a)
    })
  }
  for (let step = 0; step < 60 && inside.length > 0; step++) {
    const middle = inside.map((point, k) => point.map((x, axis) => (x + outside[k]![axis]!) / 2))
    isInside(middle).forEach((is, k) => ((is ? inside : outside)[k] = middle[k]!))
  }
  return variables.map((_, axis) => Float64Array.from(inside, (point) => point[axis]!))
}

/** Whether two inequalities' boundaries meet: the boundary then has corners, where the trial solution is not smooth. */
export function hasCorners(problem: CompiledProblem, boundary: readonly Float64Array[]): boolean {
  const { parts } = problem.domain!
  if (parts.length < 2 || boundary[0]!.length === 0) return false
  const scalars = Float64Array.from(problem.parameters, (parameter) => parameter.value)
  const values = evaluateNodes(problem.graph, parts, boundary, scalars, boundary[0]!.length)
  const scale = Math.max(...values.map((row) => row.reduce((max, x) => Math.max(max, Math.abs(x)), 0)))
  return boundary[0]!.some((_, p) => values.filter((row) => Math.abs(row[p]!) < 0.05 * scale).length > 1)
}

function notInequality(): LabError {
  return new LabError('domain', 'A domain is an inequality in the variables', 'Write for example "x^2 + y^2 < 1", joined by and, or, not.')
}
