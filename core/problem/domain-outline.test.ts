import { expect, test } from 'vitest'
import { compileProblem } from './compile.ts'
import { domainOutline } from './domain-outline.ts'
import { loadProblem } from './document.ts'
import { linspace } from './points.ts'

/** The outline of a domain over a square, as segments between points. */
function segments(domain: string, [from, to]: [number, number], count = 61): [number, number, number, number][] {
  const problem = compileProblem(
    loadProblem(`schema: ansatz.problem/1
name: On a domain
variables: { x: [${from}, ${to}], y: [${from}, ${to}] }
unknowns: [u]
domain: "${domain}"
equations: ["u_xx + u_yy = -1"]
conditions: [{ at: "u(x, y) = 0", on: boundary }]
`)
  )
  const grid = linspace(from, to, count)
  const [x, y] = domainOutline(problem, [grid, grid], (a, b) => [a, b])
  return Array.from(x!.slice(1), (end, k): [number, number, number, number] => [x![k]!, y![k]!, end, y![k + 1]!]).filter(
    (one) => !one.some(Number.isNaN)
  )
}
const length = (lines: readonly (readonly number[])[]): number => lines.reduce((sum, [a, b, c, d]) => sum + Math.hypot(c! - a!, d! - b!), 0)

test('the outline of the unit disc is a circle of length 2 pi, its points on it to round-off', () => {
  const lines = segments('x^2 + y^2 < 1', [-1.5, 1.5])
  for (const [x, y] of lines) expect(Math.abs(Math.hypot(x, y) - 1)).toBeLessThan(1e-12)
  expect(Math.abs(length(lines) - 2 * Math.PI)).toBeLessThan(2e-3)
})

test('an L has its six corners, the re-entrant one among them, and straight sides', () => {
  const L = 'x > -1 and y > -1 and x < 1 and y < 1 and not (x > 0.013 and y > 0.017)'
  const lines = segments(L, [-1.1, 1.1])
  for (const [a, b] of [
    [-1, -1],
    [1, -1],
    [1, 0.017],
    [0.013, 0.017],
    [0.013, 1],
    [-1, 1]
  ] as const)
    // prettier-ignore
    expect(Math.min(...lines.map(([x, y]) => Math.hypot(x - a, y - b)))).toBeLessThan(1e-9)
  expect(Math.abs(length(lines) - 8)).toBeLessThan(1e-9)
})

test('a corner that lies on the grid, and curves that meet', () => {
  const square = segments('not (x > 0 and y > 0)', [-1, 1])
  expect(Math.min(...square.map(([x, y]) => Math.hypot(x, y)))).toBeLessThan(1e-9)
  const lens = segments('(x - 0.5)^2 + y^2 < 1 and (x + 0.5)^2 + y^2 < 1', [-1, 1])
  for (const sign of [-1, 1]) expect(Math.min(...lens.map(([x, y]) => Math.hypot(x, y - (sign * Math.sqrt(3)) / 2)))).toBeLessThan(1e-9)
})

test('where a domain fills the plane its rim is the outline', () => {
  expect(Math.abs(length(segments('x^2 + y^2 < 9', [-1, 1])) - 8)).toBeLessThan(1e-12)
  expect(Math.abs(length(segments('not (x > 0 and y > 0)', [-1, 1])) - 8)).toBeLessThan(1e-9)
})
