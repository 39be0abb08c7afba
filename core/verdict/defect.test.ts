import { expect, test } from 'vitest'
import { compileProblem } from '../problem/compile.ts'
import { loadProblem } from '../problem/document.ts'
import { LIBRARY } from '../problem/library/index.ts'
import { periodicAxesOf } from '../reference/collocation/discretise.ts'
import { numericSystem } from '../reference/system.ts'
import { linearisedDefect } from './defect.ts'
import { perturbed, systemOf } from './testing/fields.ts'

const SIZES = [1e-2, 1e-4, 1e-6, 1e-8, 1e-10, 1e-12]

// numbers found with the solution stand at their true values here
const TRUE_NUMBERS: Record<string, number> = {
  'particle-in-a-box': Math.PI ** 2 / 2,
  'particle-in-a-box-excited': 2 * Math.PI ** 2,
  'quantum-oscillator': 0.5
}

const known = LIBRARY.filter(({ yaml, files }) => {
  const problem = compileProblem(loadProblem(yaml), {}, files)
  return problem.variables.length < 3 && problem.exact.size === problem.unknowns.length && problem.observations.length === 0
})

test('there are enough problems to say so', () => {
  expect(known.length).toBeGreaterThan(50)
})

test.each(known.map(({ id }) => id))('%s: the estimate is within a factor of two of the truth, or flagged', (id) => {
  const system = systemOf(id)
  // the closed form of the whole line misses the ends of the interval by 1e-11
  const sizes = id.startsWith('quantum-oscillator') ? SIZES.slice(0, 5) : SIZES
  const rows = sizes.map((size) => {
    const { field, truth } = perturbed(system, size)
    const { error, trusted, floor } = linearisedDefect(system, field, id in TRUE_NUMBERS ? [TRUE_NUMBERS[id]!] : [])
    return { size, ratio: truth < floor && error! < 10 * floor ? 1 : (error ?? NaN) / truth, trusted }
  })
  const wrong = rows.filter(({ ratio, trusted }) => trusted && !(ratio > 0.5 && ratio < 2))
  expect(wrong).toEqual([])
  // it does not hide behind the flag: errors of middling size are always told
  expect(rows.slice(1, 4).every(({ trusted }) => trusted)).toBe(true)
})

test('errors that oscillate as a residual does between collocation points', () => {
  for (const [id, frequency] of [
    ['lecture-decay', 150],
    ['oscillator', 150],
    ['lagaris-3-boundary', 150],
    ['poisson-2d', 30]
  ] as const) {
    const system = systemOf(id)
    const { field, truth } = perturbed(system, 1e-5, frequency)
    const { error, trusted } = linearisedDefect(system, field)
    expect(trusted, id).toBe(true)
    expect(error! / truth, id).toBeGreaterThan(0.5)
    expect(error! / truth, id).toBeLessThan(2)
  }
})

test('the logistic equation on its unstable equilibrium: a tiny residual, and no trust', () => {
  const source = `variables: { t: [0, 10] }
unknowns: [g]
equations: ["g' = 2*g*(1 - g)"]
conditions: ["g(0) = 0.01"]
exact: { g: "0.01*exp(-2*t)" }
`
  const system = numericSystem(compileProblem(loadProblem(`schema: ansatz.problem/1\n${source}`)))
  const { field } = perturbed(system, 1e-9)
  const defect = linearisedDefect(system, field)
  expect(defect.residual).toBeLessThan(0.05)
  expect(defect.trusted).toBe(false)
})

test('periodic problems are perturbed periodically', () => {
  expect(periodicAxesOf(systemOf('advection'))).toEqual([true, false])
})
