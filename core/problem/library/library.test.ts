import { describe, expect, it } from 'vitest'
import { evaluate } from '../../autodiff/evaluate.ts'
import { add, call, sub } from '../../autodiff/fold.ts'
import { isLeaf, type Graph, type Id } from '../../autodiff/graph.ts'
import { rewrite } from '../../autodiff/rewrite.ts'
import { evaluateNodes } from '../../engine/hoisted.ts'
import { resolveExperiment } from '../../training/experiment.ts'
import { Session } from '../../training/session.ts'
import { checkProblem } from '../check.ts'
import { fixedAxes, totalOrders } from '../classify.ts'
import { compileProblem, type CompiledProblem } from '../compile.ts'
import { loadProblem } from '../document.ts'
import { boundaryPoints, insideOf } from '../domain.ts'
import { linspace, tensor } from '../points.ts'
import { LIBRARY } from './index.ts'

const documents = LIBRARY.map(({ id, yaml }) => ({ id, document: loadProblem(yaml).document }))
const ids = LIBRARY.map(({ id }) => id)
const sourceOf = (id: string) => {
  const { yaml, files } = LIBRARY.find((entry) => entry.id === id)!
  return { source: yaml, id, files }
}

describe('the library', () => {
  it('lists every file once', () => {
    const files = Object.keys(import.meta.glob('./*.yaml')).map((path) => path.slice(2, -5))
    expect([...ids].sort()).toEqual(files.sort())
    for (const id of ids) expect(id).toMatch(/^[a-z][a-z0-9]*(-[a-z0-9]+)*$/)
  })

  it('shows a group in one piece, the lecture first', () => {
    const groups = documents.map(({ document }) => document.about!.group!)
    const begun = groups.filter((group, k) => group !== groups[k - 1])
    expect(begun).toEqual([...new Set(begun)])
    expect(begun[0]).toBe('Lecture')
  })

  it('says of every problem what it is, where it comes from and how to train it', () => {
    for (const { id, document } of documents) {
      expect(document.name, id).toMatch(/^[A-Z]/)
      expect(document.about!.text, id).toMatch(/^[A-Z].{20,180}\.$/)
      expect(document.about!.source, id).toMatch(/.{10,}/)
      expect(document.settings, id).toHaveProperty('training.iterations')
      expect(document.settings, id).toHaveProperty('points.count')
      expect(document.settings, id).toHaveProperty('network.hidden')
    }
    expect(new Set(documents.map(({ document }) => document.name)).size).toBe(LIBRARY.length)
  })
})

const problemOf = (id: string): CompiledProblem => compileProblem(loadProblem(sourceOf(id).source), {}, sourceOf(id).files)

/** Problems whose conditions are weighted terms of the loss because their file says so. */
const SOFT = documents.filter(({ document }) => document.trial === 'none').map(({ id }) => id)

/** What the lab warns of, and rightly: a residual of very different sizes, a boundary with corners, what two demonstrations do on purpose. */
const WARNED: Record<string, string[]> = {
  'poisson-2d-steep': ['lint-scale'],
  'gray-scott-pulse': ['lint-scale'],
  'lie-half': ['lint-coverage'],
  'lie-kinks': ['lint-activation'],
  'poisson-l-shape': ['domain-corners']
}

it.each(ids)('%s: the trial solution is proved', (id) => {
  const report = checkProblem(sourceOf(id))
  expect(report.errors).toEqual([])
  expect(report.warnings.map(({ code }) => code)).toEqual(WARNED[id] ?? [])
  for (const condition of report.conditions) {
    // what the lab adds between several states is a term of the loss
    const soft = SOFT.includes(id) || condition.id.startsWith('orthogonal')
    expect(condition.how).toBe(soft ? 'soft' : 'hard')
    expect(condition.met).toBe(!soft)
  }
})

it.each(ids)('%s: trains without a number that is not finite', (id) => {
  // a thousand random waves are solved for in one step, as are fewer
  const { optimizer } = documents.find((entry) => entry.id === id)!.document.settings!.training as { optimizer?: string }
  const few = optimizer === 'instant' ? { network: { hidden: [200] } } : {}
  const session = new Session(resolveExperiment({ ...sourceOf(id), settings: { ...few, training: { iterations: 20 } } }))
  session.advance(20)
  expect(session.status).toBe('finished')
  expect([...session.history().loss].filter((loss) => !Number.isFinite(loss))).toEqual([])
  expect(session.loss).toBeGreaterThan(0)
})

/** The terms of a sum, each by its absolute value. */
function magnitude(graph: Graph, id: Id): Id {
  const node = graph.node(id)
  if (!isLeaf(node)) {
    if (node.op === 'add' || node.op === 'sub') return add(graph, magnitude(graph, node.args[0]!), magnitude(graph, node.args[1]!))
    if (node.op === 'neg') return magnitude(graph, node.args[0]!)
  }
  return call(graph, 'abs', id)
}

/** What training is to find, where the solution is known. */
const FOUND: Record<string, Record<string, number>> = {
  'particle-in-a-box': { E: Math.PI ** 2 / 2 },
  'particle-in-a-box-excited': { E: 2 * Math.PI ** 2 },
  'particle-in-a-box-states': { E_1: Math.PI ** 2 / 2, E_2: 2 * Math.PI ** 2, E_3: 4.5 * Math.PI ** 2 },
  'particle-in-a-square': { E: Math.PI ** 2 },
  'quantum-oscillator': { E: 0.5 },
  'quantum-oscillator-states': { E_1: 0.5, E_2: 1.5, E_3: 2.5 },
  'diffusion-inverse': { C: 1 },
  'decay-inverse': { gamma: 2, g0: 10 },
  'flow-inverse': { lambda1: 1, lambda2: 0.05 }
}

/** The unknowns, then the unknown functions, as the graph numbers them. */
const suppliedNames = ({ unknowns, functions }: CompiledProblem): string[] => [...unknowns, ...functions.map(({ name }) => name)]

/** Points of a problem: all over it, along an edge where some variables are fixed by the condition itself, or on the boundary of its domain. */
function pointsOf(problem: CompiledProblem, where: readonly number[] | 'boundary'): Float64Array[] {
  if (where === 'boundary') return boundaryPoints(problem, 50)
  const many = [101, 21, 11, 7][problem.variables.length - 1]!
  const grid = tensor(problem.variables.map(({ from, to }, axis) => linspace(from, to, where.includes(axis) ? 1 : many)))
  return where.length === 0 ? insideOf(problem, grid) : grid
}

/**
 * Mean square of left - right with the exact solution put in, over that of the sum of the terms' absolute values; of a
 * condition, where the terms may all vanish, over that of the solution as well.
 */
function misfit(id: string, problem: CompiledProblem, left: Id, right: Id, where: readonly number[] | 'boundary' = []): number {
  const { graph, calculus, exact, trainables } = problem
  const unknowns = suppliedNames(problem)
  const sides = rewrite(graph, [left, right], graph, (leaf) => {
    if (leaf.op === 'trainable') return graph.constant(FOUND[id]![trainables[leaf.trainable]!.name]!)
    if (leaf.op !== 'unknown') return undefined
    const value = calculus.derivative(exact.get(unknowns[leaf.unknown]!)!.node, leaf.order)
    return leaf.at === undefined ? value : calculus.at(value, leaf.at)
  })
  const size = add(graph, magnitude(graph, sides[0]!), magnitude(graph, sides[1]!))
  const scalars = Float64Array.from(problem.parameters, (parameter) => parameter.value)
  const meanSquares = (nodes: readonly Id[], points: readonly Float64Array[]): number[] =>
    evaluateNodes(graph, nodes, points, scalars, points[0]!.length).map(
      (values) => values.reduce((sum, value) => sum + value * value, 0) / values.length
    )
  const [difference, terms] = meanSquares([sub(graph, sides[0]!, sides[1]!), size], pointsOf(problem, where)) as [number, number]
  const solution = where.length === 0 ? [] : [...exact.values()].map(({ node }) => meanSquares([node], pointsOf(problem, []))[0]!)
  // a residual that folds to nothing has no terms either
  return difference === 0 ? 0 : difference / Math.max(terms, ...solution)
}

const solved = documents.filter(({ document }) => document.exact !== undefined).map(({ id }) => id)

describe('closed forms', () => {
  it.each(solved)('%s: satisfies its equations', (id) => {
    const problem = problemOf(id)
    expect([...problem.exact.keys()]).toEqual(suppliedNames(problem))
    for (const { residual } of problem.equations) expect(misfit(id, problem, residual, problem.graph.constant(0))).toBeLessThan(1e-20)
  })

  it.each(solved)('%s: satisfies its conditions', (id) => {
    const problem = problemOf(id)
    for (const condition of problem.conditions) {
      const where = condition.onBoundary ? 'boundary' : [...fixedAxes(problem, condition).keys()]
      expect(misfit(id, problem, condition.left, condition.right, where), condition.text).toBeLessThan(1e-20)
    }
  })

  it('would show a wrong sign', () => {
    const { source } = sourceOf('kovasznay')
    const problem = compileProblem(loadProblem(source.replace('exact: { u: "1 - exp', 'exact: { u: "1 + exp')))
    expect(misfit('kovasznay', problem, problem.equations[0]!.residual, problem.graph.constant(0))).toBeGreaterThan(1e-3)
  })
})

/** The unknowns at `end`, by the Runge-Kutta method of order 4 with a fixed step, from the problem's equations and conditions as they are typed. */
function integrate(problem: CompiledProblem, end: number, steps: number): number[] {
  const { graph, variables, unknowns, conditions, equations } = problem
  const orders = unknowns.map((name) => totalOrders(problem)[name]!)
  const scalars = problem.parameters.map(({ value }) => value)
  const at = (t: number, lower: readonly number[][], top: number): number[] =>
    evaluate(
      graph,
      equations.map(({ residual }) => residual),
      (leaf) => {
        if (leaf.op === 'coordinate') return t
        if (leaf.op === 'scalar') return scalars[leaf.scalar]!
        return leaf.op === 'unknown' ? (lower[leaf.unknown]![leaf.order[0]!] ?? top) : NaN
      }
    )
  // each equation is linear in the highest derivative of its own unknown
  const slope = (t: number, state: readonly number[][]): number[][] => {
    const [zero, one] = [at(t, state, 0), at(t, state, 1)]
    return state.map((values, k) => [...values.slice(1), -zero[k]! / (one[k]! - zero[k]!)])
  }
  const moved = (state: readonly number[][], rate: readonly number[][], by: number): number[][] =>
    state.map((values, k) => values.map((value, n) => value + by * rate[k]![n]!))
  let state = orders.map((order) => new Array<number>(order).fill(NaN))
  for (const { ast, right } of conditions) {
    if (ast.left.kind !== 'unknown') throw new Error('an initial value')
    state[unknowns.indexOf(ast.left.name)]![ast.left.order[0]!] = evaluate(graph, [right], (leaf) =>
      leaf.op === 'scalar' ? scalars[leaf.scalar]! : NaN
    )[0]!
  }
  const start = variables[0]!.from
  const h = (end - start) / steps
  for (let k = 0; k < steps; k++) {
    const t = start + k * h
    const a = slope(t, state)
    const b = slope(t + h / 2, moved(state, a, h / 2))
    const c = slope(t + h / 2, moved(state, b, h / 2))
    const d = slope(t + h, moved(state, c, h))
    state = state.map((values, i) => values.map((value, n) => value + (h / 6) * (a[i]![n]! + 2 * b[i]![n]! + 2 * c[i]![n]! + d[i]![n]!)))
  }
  return state.map((values) => values[0]!)
}

describe('the flow of Yi, Fu and Tang', () => {
  // printed in the course's project of 2019 to 2022, and 2 - 2 cos(k pi/7)
  const source = sourceOf('eigenvalue-flow').source
  const quotient = (parameters: string, end: number): { lambda: number; size: number } => {
    const x = integrate(compileProblem(loadProblem(source.replace('{ s: 1 }', parameters))), end, 100 * end)
    const square = x.reduce((sum, value) => sum + value * value, 0)
    const product = x.reduce((sum, value, k) => sum + value * (2 * value - (x[k - 1] ?? 0) - (x[k + 1] ?? 0)), 0)
    return { lambda: product / square, size: Math.sqrt(square) }
  }
  it.each([
    [5, 3.7950086, 1e-7],
    [10, 3.8019105, 1e-7],
    [20, 3.8019377354, 1e-10]
  ])('leads to the largest eigenvalue: at t = %d it is %d', (end, value, tolerance) => {
    const { lambda, size } = quotient('{ s: 1 }', end)
    expect(Math.abs(lambda - value)).toBeLessThan(tolerance)
    expect(Math.abs(size - 1)).toBeLessThan(1e-8)
  })
  it('and with the other sign to the smallest', () => {
    expect(Math.abs(quotient('{ s: -1 }', 20).lambda - 0.1980622642)).toBeLessThan(1e-6)
    expect(Math.abs(quotient('{ s: -1 }', 60).lambda - (2 - 2 * Math.cos(Math.PI / 7)))).toBeLessThan(1e-10)
  })

  it('gives all six where what was found is projected out, the largest first', () => {
    const entry = (i: number, j: number): number => (i === j ? 2 : Math.abs(i - j) === 1 ? -1 : 0)
    let matrix = Array.from({ length: 6 }, (_, i) => Array.from({ length: 6 }, (_, j) => entry(i, j)))
    const found: number[] = []
    while (found.length < 6) {
      const x = integrate(compileProblem(loadProblem(flowOf(source, matrix))), 120, 1200)
      const size = Math.hypot(...x)
      const v = x.map((value) => value / size)
      const lambda = v.reduce((sum, value, i) => sum + value * v.reduce((row, other, j) => row + matrix[i]![j]! * other, 0), 0)
      matrix = matrix.map((row, i) => row.map((value, j) => value - lambda * v[i]! * v[j]!))
      found.push(lambda)
    }
    // printed: 3.801938, 3.246980, 2.445042, 1.554958, 0.753020, 0.198062
    found.forEach((lambda, k) => expect(Math.abs(lambda - (2 - 2 * Math.cos(((6 - k) * Math.PI) / 7)))).toBeLessThan(1e-9))
  })
})

/** The flow of another symmetric matrix, from the same start. */
function flowOf(source: string, matrix: readonly (readonly number[])[]): string {
  const times = (row: readonly number[]) => row.map((value, j) => `(${value})*x${j + 1}`).join(' + ')
  const quadratic = matrix.map((row, i) => `x${i + 1}*(${times(row)})`).join(' + ')
  const equations = matrix.map((row, i) => `  - "x${i + 1}' = xx*(${times(row)}) - xAx*x${i + 1}"`).join('\n')
  return source.replace(/xAx: .*/, `xAx: "${quadratic}"`).replace(/equations:\n(?: {2}- .*\n)+/, `equations:\n${equations}\n`)
}

describe('problems without a closed form', () => {
  // values of SciPy's DOP853 and Radau with rtol 1e-11 to 1e-12; Robertson's start stands at t = 1e-5 in place of 0
  it.each<[string, number, number, number[], number]>([
    ['lotka-volterra', 12, 4000, [1.288681967, 0.6935704914], 1e-8],
    ['lorenz', 3, 6000, [5.43185, 5.38841, 13.44865], 1e-5],
    ['van-der-pol', 10, 4000, [-2.0083407826], 1e-8],
    ['pendulum', 8, 2000, [1.9441536], 1e-7],
    ['duffing', 10, 2000, [-0.00478355], 1e-7],
    ['epidemic', 10, 2000, [0.05913073, 0.0015512, 0.93931807], 1e-7],
    ['robertson', Math.log10(0.4), 6000, [9.85172114e-1, 3.38639538e-1, 1.47940222e-2], 1e-6]
  ])('%s: its equations lead to the value at %f', (id, end, steps, values, tolerance) => {
    const found = integrate(problemOf(id), end, steps)
    values.forEach((value, k) => expect(Math.abs(found[k]! - value)).toBeLessThan(tolerance))
  })
})

describe('estimates from noisy measurements', () => {
  // the values' noise is 1 %
  it.each([
    ['flow-inverse', 200, { lambda1: 1, lambda2: 0.05 }, 0.03],
    ['kdv-inverse', 1100, { lambda1: 1, lambda2: 0.0025 }, 0.03]
  ] as const)('%s: come near the true ones', (id, iterations, truth, tolerance) => {
    const session = new Session(resolveExperiment({ ...sourceOf(id), settings: { training: { iterations } } }))
    session.advance(iterations)
    const { estimates } = session.metrics()
    for (const [name, value] of Object.entries(truth)) expect(Math.abs(estimates![name]! / value - 1)).toBeLessThan(tolerance)
  })
})
