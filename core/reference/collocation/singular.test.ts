import { expect, test } from 'vitest'
import { compileProblem } from '../../problem/compile.ts'
import { loadProblem } from '../../problem/document.ts'
import { LIBRARY } from '../../problem/library/index.ts'
import { numericSystem } from '../system.ts'
import { singularFunctions, singularValues } from './singular.ts'
import { collocate, collocatedAt } from './solve.ts'

const library = (id: string) => numericSystem(compileProblem(loadProblem(LIBRARY.find((problem) => problem.id === id)!.yaml)))
const domain = (text: string) =>
  numericSystem(
    compileProblem(
      loadProblem(`schema: ansatz.problem/1
variables: { x: [-1, 1], y: [-1, 1] }
unknowns: [u]
domain: "${text}"
equations: ["u_xx + u_yy = -1"]
conditions: [{ at: "u(x, y) = 0", on: boundary }]
`)
    )
  )

test('an inward corner of three right angles asks for r^(2k/3), and for a logarithm where that is whole; outward ones for logarithms', () => {
  const found = singularFunctions(library('poisson-l-shape')).filter(({ part }) => part === 're')
  const inward = found.filter(({ x, y }) => Math.hypot(x, y) < 1e-9)
  inward.slice(0, 4).forEach(({ power, log }, k) => {
    expect(power).toBeCloseTo((2 * (k + 1)) / 3, 9)
    expect(log).toBe(k === 2)
  })
  // into the domain: away from the notch at x > 0, y > 0
  expect(Math.cos(inward[0]!.turn - (5 / 4) * Math.PI)).toBeCloseTo(1, 9)
  const outward = new Set(found.filter((each) => !inward.includes(each)).map(({ x, y }) => `${x.toFixed(6)},${y.toFixed(6)}`))
  expect(outward.size).toBe(5)
  expect(found.filter((each) => !inward.includes(each)).every(({ log }) => log)).toBe(true)
})

test('a hole asks for a logarithm and negative powers about its middle; what is smooth asks for nothing', () => {
  const [log, first] = singularFunctions(library('laplace-annulus'))
  expect(log).toMatchObject({ power: 0, log: true, part: 're' })
  expect(first).toMatchObject({ power: -1, log: false })
  expect(Math.hypot(log!.x, log!.y)).toBeLessThan(1e-9)
  for (const id of ['poisson-disc', 'torsion-ellipse', 'poisson-2d']) expect(singularFunctions(library(id))).toEqual([])
  // a corner that is cut by a circle: tan of the angle by the circle's tangent
  const [corner] = singularFunctions(domain('x^2 + y^2 < 0.64 and x > 0.4'))
  expect(Math.PI / corner!.power).toBeCloseTo(Math.PI / 3, 3)
})

test('derivatives are those of difference quotients, and the functions are harmonic', () => {
  const at = [Float64Array.of(0.7, -0.4, 0.2), Float64Array.of(0.3, 0.5, -0.6)]
  const moved = (axis: number, by: number) => at.map((row, k) => row.map((value) => value + (k === axis ? by : 0)))
  for (const base of [
    { power: 2 / 3, log: false },
    { power: 2, log: true },
    { power: -3, log: false }
  ])
    for (const part of ['re', 'im'] as const) {
      const each = { x: 0.1, y: -0.2, turn: 0.6, unit: 0.5, part, ...base }
      const of = (order: number[], points = at) => singularValues(each, order, points)
      const h = 1e-5
      for (const [axis, order] of [
        [0, [1, 0]],
        [1, [0, 1]],
        [1, [1, 1]]
      ] as const) {
        const below = order.map((n, k) => (k === axis ? n - 1 : n))
        const [after, before] = [of(below, moved(axis, h)), of(below, moved(axis, -h))]
        of([...order]).forEach((value, p) => expect(Math.abs(value - (after[p]! - before[p]!) / (2 * h))).toBeLessThan(1e-6))
      }
      const [xx, yy] = [of([2, 0]), of([0, 2])]
      xx.forEach((value, p) => expect(Math.abs(value + yy[p]!)).toBeLessThan(1e-10 * (1 + Math.abs(value))))
    }
})

test('the L: ten digits of Gopal and Trefethen, SIAM J. Numer. Anal. 57 (2019) 2074', () => {
  const system = library('poisson-l-shape')
  const found = collocate(system, [8, 12])!
  // v = x^2 on the boundary of the L with corners 0 and 2, Laplace's equation, has v(0.99, 0.99) = 1.0267919261073; u = (v - x^2)/2 has -1 as its Laplacian and vanishes there
  const u = collocatedAt(found, 0, [0, 0], [Float64Array.of(-0.01), Float64Array.of(-0.01)])[0]!
  expect(Math.abs(u - (1.0267919261073 - 0.99 ** 2) / 2)).toBeLessThan(1e-10)
  expect(found.error).toBeLessThan(1e-2)
})
