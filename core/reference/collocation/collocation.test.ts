import { expect, test } from 'vitest'
import { compileProblem } from '../../problem/compile.ts'
import { loadProblem } from '../../problem/document.ts'
import { LIBRARY } from '../../problem/library/index.ts'
import { rowwise } from '../rowwise.ts'
import { numericSystem } from '../system.ts'
import { axisRows } from './axis.ts'
import { checkPoints, collocate, collocatedAt, largestChange } from './solve.ts'

const systemOf = (source: string) => numericSystem(compileProblem(loadProblem(`schema: ansatz.problem/1\n${source}`)))

test('derivatives of Chebyshev polynomials and waves, by NumPy', () => {
  // numpy.polynomial.chebyshev.chebval(0.3, chebder([0,0,0,0,0,1], m)) on [-1, 1], numpy 1.24
  const axis = { from: -1, to: 1, kind: 'chebyshev', size: 6 } as const
  const row = (order: number) => [...axisRows(axis, order, Float64Array.of(0.3))].at(-1)!
  expect(row(0)).toBeCloseTo(0.99888, 12)
  expect(row(1)).toBeCloseTo(80 * 0.3 ** 4 - 60 * 0.3 ** 2 + 5, 12)
  expect(row(3)).toBeCloseTo(960 * 0.3 ** 2 - 120, 11)
  // half the interval, twice the slope
  expect(axisRows({ ...axis, from: 0, to: 1 }, 2, Float64Array.of(0.65)).at(-1)! / row(2)).toBeCloseTo(4, 12)
  const waves = axisRows({ from: 0, to: 1, kind: 'fourier', size: 3 }, 1, Float64Array.of(0.1))
  expect(waves[0]).toBe(0)
  expect(waves[1]).toBeCloseTo(-2 * Math.PI * Math.sin(0.2 * Math.PI), 12)
  expect(waves[2]).toBeCloseTo(2 * Math.PI * Math.cos(0.2 * Math.PI), 12)
})

const SMOOTH = [
  ...['lecture-decay', 'lecture-poisson', 'volterra', 'lagaris-3-boundary', 'lagaris-4', 'poisson-multiscale', 'bratu', 'fokker-planck'],
  ...[
    'beam-supported',
    'beam-clamped',
    'beam-cantilever',
    'poisson-2d',
    'lagaris-5',
    'lagaris-6',
    'lagaris-7',
    'helmholtz',
    'poisson-disc',
    'torsion-ellipse',
    'laplace-annulus'
  ]
]

test.each(SMOOTH)('%s: closed form reached, and the stated error is no smaller than a tenth of the true one', (id) => {
  const { yaml, files } = LIBRARY.find((problem) => problem.id === id)!
  const system = numericSystem(compileProblem(loadProblem(yaml), {}, files))
  const found = collocate(system)!
  const at = checkPoints(system)
  const zero = system.variables.map(() => 0)
  const truth = rowwise(
    system.graph,
    system.exact.map((id) => id!),
    at[0]!.length,
    (leaf) => (leaf.op === 'coordinate' ? at[leaf.axis]! : new Float64Array(at[0]!.length))
  )()
  const error = Math.max(...truth.map((row, k) => largestChange(collocatedAt(found, k, zero, at), row)))
  expect(error).toBeLessThan(2e-12)
  expect(error).toBeLessThan(10 * Math.max(found.error, 1e-15))
})

test('conditions of every kind: Robin, mixed, periodic, integral, inside', () => {
  // each has the solution cos(x)
  const cases = [
    `conditions: ["u(0) + u'(0) = 1", "u'(pi) = 0"]`,
    `conditions: ["u(0) = u(2*pi)", "u'(0) = u'(2*pi)"]`,
    `conditions: ["integral(u, x) = 0", "u(0) = 1"]`,
    `conditions: ["u(1) = cos(1)", "u(3) = cos(3)"]`
  ]
  for (const conditions of cases) {
    const system = systemOf(`variables: { x: [0, 2*pi] }\nunknowns: [u]\nequations: ["u'' - 3*u = -4*cos(x)"]\n${conditions}\n`)
    const found = collocate(system)!
    const at = checkPoints(system)
    expect(largestChange(collocatedAt(found, 0, [0], at), at[0]!.map(Math.cos)), conditions).toBeLessThan(1e-12)
  }
})

test("SciPy's solve_bvp on y'' = 1.5 y^2, y(0) = 4, y(1) = 1 (Stoer and Bulirsch, 7.3): y'(0) = -8 on the flat branch", () => {
  const system = systemOf(`variables: { x: [0, 1] }\nunknowns: [y]\nequations: ["y'' = 1.5*y^2"]\nconditions: ["y(0) = 4", "y(1) = 1"]\n`)
  const found = collocate(system)!
  // y = 4/(1 + x)^2
  expect(collocatedAt(found, 0, [1], [Float64Array.of(0)])[0]).toBeCloseTo(-8, 10)
  expect(collocatedAt(found, 0, [0], [Float64Array.of(0.5)])[0]).toBeCloseTo(4 / 2.25, 12)
})

test('a boundary layer is resolved by more functions, and one that is too thin is stated as not reached', () => {
  const layer = (epsilon: number) =>
    systemOf(`variables: { x: [0, 1] }\nunknowns: [u]\nequations: ["-${epsilon}*u'' + u' = 1"]\nconditions: ["u(0) = 0", "u(1) = 0"]\n`)
  expect(collocate(layer(0.01))!.error).toBeLessThan(1e-11)
  expect(collocate(layer(0.00001))!.error).toBeGreaterThan(1e-3)
})
