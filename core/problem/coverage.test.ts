import { expect, test } from 'vitest'
import { StreamGenerator } from '../network/random.ts'
import { Settings } from '../training/settings.ts'
import { examine } from './check.ts'
import { largestEmptyBox } from './coverage.ts'
import { chebyshev, collocationPoints, linspace, tensor } from './points.ts'
import { compileProblem, type CompiledProblem } from './compile.ts'
import { loadProblem } from './document.ts'

const problem = (variables: string, more = ''): CompiledProblem =>
  compileProblem(loadProblem(`schema: ansatz.problem/1\nvariables: { ${variables} }\nunknowns: [u]\nequations: ["u = 1"]\n${more}`))
const line = problem('x: [-1, 3]')
const square = problem('x: [0, 1], t: [0, 2]')
const cube = problem('x: [0, 1], y: [0, 1], t: [0, 1]')

test('along a line the largest gap between points', () => {
  expect(largestEmptyBox(line, [linspace(-1, 3, 5)]).share).toBeCloseTo(0.25, 2)
  const { share, from, to } = largestEmptyBox(line, [Float64Array.of(-1, 0, 2.9)])
  expect(share).toBeCloseTo(2.9 / 4, 2)
  expect([from[0], to[0]]).toEqual([expect.closeTo(0, 1), expect.closeTo(2.9, 1)])
})

// accuracy.md 2.5: a digit of the sampler was correlated with a variable
test('points that all lie in one half of a domain leave the other half empty', () => {
  const generator = new StreamGenerator(1, 'half')
  const n = 500
  const half = [
    Float64Array.from({ length: n }, () => generator.uniform()),
    Float64Array.from({ length: n }, () => 1 + generator.uniform())
  ]
  const { share, from, to } = largestEmptyBox(square, half)
  expect(share).toBeGreaterThan(0.46)
  expect(share).toBeLessThan(0.54)
  expect(from).toEqual([0, 0])
  expect(to[0]).toBe(1)
  const corner = half.map((axis) => axis.map((x) => 0.5 * x))
  expect(largestEmptyBox(cube, [...corner, corner[0]!]).share).toBeGreaterThan(0.45)
})

test.each(['uniform', 'chebyshev', 'random', 'lhs', 'sobol'] as const)('%s points leave no large part empty', (layout) => {
  const shapes: [CompiledProblem, number][] = [
    [line, 60],
    [square, 225],
    [cube, 500]
  ]
  for (const [shape, n] of shapes) {
    const grid = layout === 'uniform' || layout === 'chebyshev'
    const count = grid ? Math.round(n ** (1 / shape.variables.length)) : n
    const points = collocationPoints(Settings.parse({ points: { layout, count } }), shape.variables)
    expect(largestEmptyBox(shape, points).share).toBeLessThan(0.25)
  }
})

test('of a domain given by an inequality the inside alone counts', () => {
  const disc = problem('x: [-1, 1], y: [-1, 1]', 'domain: "x^2 + y^2 < 0.25"')
  const inside = tensor([chebyshev(-0.3, 0.3, 12), chebyshev(-0.5, 0.5, 12)])
  expect(largestEmptyBox(disc, inside).share).toBeLessThan(0.3)
  const left = inside.map((axis, k) => (k === 0 ? axis.map((x) => (x - 0.3) / 2) : axis))
  expect(largestEmptyBox(disc, left).share).toBeGreaterThan(0.3)
  expect(largestEmptyBox(disc, left).from[0]).toBeGreaterThan(-0.1)
})

test('check says so, and says nothing of the usual points', () => {
  const warnings = (points: string): string[] =>
    examine({
      source: `schema: ansatz.problem/1\nvariables: { t: [0, 1] }\nunknowns: [g]\nequations: ["g' = -g"]\nconditions: ["g(0) = 1"]\nsettings: { points: ${points} }\n`
    }).report.warnings.map(({ code, message }) => `${code}: ${message}`)
  expect(warnings('{ count: 10, layout: uniform }')).toEqual([])
  expect(warnings('{ count: 2, layout: uniform }')[0]).toMatch(
    /^lint-coverage: .* leave 99 % of the domain empty: there is none with t from 0.\d+ to 0.9/
  )
  expect(warnings('{ boundary: 10, initial: 5 }').map((text) => text.slice(0, 30))).toEqual([
    'lint-points: points.boundary c',
    'lint-points: points.initial ch'
  ])
})
