import { expect, test } from 'vitest'
import { checkProblem } from './check.ts'

const problem = (integrand: string, more = '') => `schema: ansatz.problem/1
name: Integrals
variables: { x: [0, 1] }
unknowns: [u]
equations: ["u' = ${integrand}"]
conditions: ["u(0) = 1"]
${more}`

const integrals = (source: string) => checkProblem({ source, id: 'p' })

test('the rule of an integral is stated, and a finer one changes nothing where the integrand is smooth', () => {
  const { integrals: known, warnings } = integrals(problem('integral(u^2, x)'))
  expect(known?.rules).toEqual([{ text: 'integral(u^2, x)', over: ['x'], points: 24, domain: false }])
  expect(known?.change).toBeLessThan(1e-11)
  expect(warnings.map(({ code }) => code)).not.toContain('rough-integral')
  expect(integrals(problem('-u')).integrals).toBeUndefined()
})

test('too few points are told with how many would do better', () => {
  const { integrals: known, warnings } = integrals(problem('integral(sin(60*s)*u(s), s, 0, 1)', 'quadrature: 6\n'))
  expect(known?.rules[0]).toMatchObject({ over: ['s'], points: 6 })
  expect(known?.change).toBeGreaterThan(1e-2)
  expect(warnings.find(({ code }) => code === 'rough-integral')?.cure).toBe('Write quadrature: 12.')
})

test('an integral over a domain says so', () => {
  const disc = `schema: ansatz.problem/1
name: Disc
variables: { x: [-1, 1], y: [-1, 1] }
domain: x^2 + y^2 < 1
unknowns: [u]
equations: ["u_xx + u_yy = integral(integral(u, x), y) - 1"]
conditions: [{ at: "u = 0", on: boundary }]
quadrature: 8
`
  const { errors, integrals: known } = integrals(disc)
  expect(errors).toEqual([])
  expect(known?.rules).toMatchObject([{ over: ['y', 'x'], points: 8, domain: true }])
  expect(known?.change).toBeLessThan(1e-6)
})
