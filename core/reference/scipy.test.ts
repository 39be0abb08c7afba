import { expect, test } from 'vitest'
import { compileProblem } from '../problem/compile.ts'
import { loadProblem } from '../problem/document.ts'
import type { Field } from './collocation/rows.ts'
import { referenceNear } from './nearby.ts'
import { dormandPrince } from './ode/dormand-prince.ts'
import { firstOrder } from './ode/first-order.ts'
import { referenceSolution } from './solution.ts'
import { numericSystem } from './system.ts'

// Numbers that SciPy 1.17.1 prints.

const posed = (variables: string, equation: string, conditions: string[]) =>
  compileProblem(
    loadProblem(
      `schema: ansatz.problem/1\nvariables: ${variables}\nunknowns: [u]\nequations: ["${equation}"]\nconditions: ${JSON.stringify(conditions)}\n`
    )
  )
const at = (...x: number[]) => [Float64Array.from(x)]

test('van der Pol with mu = 1000, over one and a half jumps: solve_ivp, Radau, rtol 1e-12', () => {
  const { fit } = referenceSolution(posed('{ t: [0, 1500] }', "u'' = 1000*(1 - u^2)*u' - u", ['u(0) = 2', "u'(0) = 0"]))
  expect(fit!.method).toBe('radau')
  const [values] = fit!.at(at(500, 800, 1500))
  ;[1.596768951055678, 1.0839233646678827, -1.3547459194983702].forEach((value, k) =>
    expect(Math.abs(values![k]! - value)).toBeLessThan(Math.max(1e-10, 2 * fit!.error))
  )
  expect(fit!.error).toBeLessThan(1e-7)
})

// solve_bvp, tol 1e-11: the values in the middle, and at 0.9
test.each([
  [2, [0.30550473, 0.790494]],
  [5, [0.0554374, 0.45506003]]
])("Troesch's problem, u'' = mu sinh(mu u), mu = %d: solve_bvp", (mu, expected) => {
  const { fit } = referenceSolution(posed('{ x: [0, 1] }', `u'' = ${mu}*sinh(${mu}*u)`, ['u(0) = 0', 'u(1) = 1']))
  const [values] = fit!.at(at(0.5, 0.9))
  expected.forEach((value, k) => expect(values![k]).toBeCloseTo(value, 7))
  expect(fit!.error).toBeLessThan(1e-8)
})

test.each([
  [1, 0.14053921440047126, 11],
  [3.5, 1.0851589477939947, 9]
])("Bratu's problem, lambda = %d: solve_bvp, tol 1e-11", (lambda, expected, digits) => {
  const { fit } = referenceSolution(posed('{ x: [0, 1] }', `u'' + ${lambda}*exp(u) = 0`, ['u(0) = 0', 'u(1) = 0']))
  expect(fit!.at(at(0.5))[0]![0]).toBeCloseTo(expected, digits)
})

test("the upper solution of Bratu's problem: solve_bvp from a parabola of height 4, to its own 1e-7", () => {
  const problem = posed('{ x: [0, 1] }', "u'' + exp(u) = 0", ['u(0) = 0', 'u(1) = 0'])
  const parabola: Field = (_, [order], [x]) => x!.map((p) => (order === 0 ? 16 * p * (1 - p) : order === 1 ? 16 - 32 * p : -32))
  const { fit } = referenceNear(problem, parabola, referenceSolution(problem))
  expect(fit!.at(at(0.5))[0]![0]).toBeCloseTo(4.091467246189261, 6)
})

test('where van der Pol with mu = 1 passes zero: solve_ivp, DOP853, rtol 1e-13, events', () => {
  const { fit } = firstOrder(numericSystem(posed('{ t: [0, 20] }', "u'' = (1 - u^2)*u' - u", ['u(0) = 2', "u'(0) = 0"])))
  const { events } = dormandPrince(fit!.slope, 0, 20, fit!.start, { rtol: 1e-12, atol: 1e-12, events: [(_, y) => y[0]!] })
  const expected = [2.1616949938687435, 5.49315584272351, 8.824793913740772, 12.156437186279506, 15.488080611334096, 18.819724040860514]
  expect(events).toHaveLength(expected.length)
  events.forEach(({ t }, k) => expect(t).toBeCloseTo(expected[k]!, 9))
})
