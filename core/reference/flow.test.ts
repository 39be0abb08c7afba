import { expect, test } from 'vitest'
import { compileProblem } from '../problem/compile.ts'
import { loadProblem } from '../problem/document.ts'
import { directionField } from './flow.ts'

const problem = (text: string) => compileProblem(loadProblem(text))
const window = { x: { unknown: 'x', from: 0, to: 2 }, y: { unknown: 'y', from: 0, to: 1 }, points: 2 }
const PREY = "x' = a*x - b*x*y\ny' = d*x*y - c*y\nx(0) = 1.5\ny(0) = 1\nt in [0, 12]\na = 1, b = 2, c = 3, d = 4\n"

test('predators and prey, at the middles of four cells', () => {
  const { fit } = directionField(problem(PREY), window)
  expect([...fit!.x]).toEqual([0.5, 1.5, 0.5, 1.5])
  expect([...fit!.y]).toEqual([0.25, 0.25, 0.75, 0.75])
  fit!.x.forEach((x, p) => {
    const y = fit!.y[p]!
    expect(fit!.dx[p]).toBeCloseTo(x - 2 * x * y, 14)
    expect(fit!.dy[p]).toBeCloseTo(4 * x * y - 3 * y, 14)
  })
})

test('the plane may be turned: the other unknown across', () => {
  const turned = directionField(problem(PREY), { ...window, x: { ...window.x, unknown: 'y' }, y: { ...window.y, unknown: 'x' } }).fit!
  const [y, x] = [turned.x[1]!, turned.y[1]!]
  expect(turned.dx[1]).toBeCloseTo(4 * x * y - 3 * y, 14)
  expect(turned.dy[1]).toBeCloseTo(x - 2 * x * y, 14)
})

test('derivatives that are mixed in the equations are solved for', () => {
  // (1 1; 1 -1)(x', y') = (2 x, 2 y), so x' = x + y and y' = x - y
  const { fit } = directionField(problem("x' + y' = 2*x\nx' - y' = 2*y\nx(0) = 1\ny(0) = 0\nt in [0, 1]\n"), window)
  fit!.x.forEach((x, p) => {
    expect(fit!.dx[p]).toBeCloseTo(x + fit!.y[p]!, 14)
    expect(fit!.dy[p]).toBeCloseTo(x - fit!.y[p]!, 14)
  })
})

test.each([
  ["x' = t*y\ny' = -x\nx(0) = 1\ny(0) = 0\nt in [0, 1]\n", 'not autonomous'],
  ["x'' = y\ny' = -x\nx(0) = 1\nx'(0) = 0\ny(0) = 0\nt in [0, 1]\n", 'first order'],
  ["x'^2 = y\ny' = -x\nx(0) = 1\ny(0) = 0\nt in [0, 1]\n", 'not linear'],
  ["x' = -x\nx(0) = 1\nt in [0, 1]\n", 'two unknowns']
])('what has none says why: %s', (text, reason) => {
  expect(directionField(problem(text), window).reason).toContain(reason)
})
