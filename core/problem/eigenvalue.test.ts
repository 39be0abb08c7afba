import { expect, test } from 'vitest'
import { resolveExperiment } from '../training/experiment.ts'
import { Session } from '../training/session.ts'
import { checkProblem } from './check.ts'

const box = (conditions: string, initial = 8, states = 1): string => `schema: ansatz.problem/1
name: Particle in a box
variables: { x: [0, 1] }
unknowns: [u]
equations: ["-u'' = E*u"]
conditions: [${conditions}]
eigenvalue: { E: { initial: ${initial}, states: ${states} } }
exact: { u: "sqrt(2)*sin(pi*x)" }
`
const ENDS = '"u(0) = 0", "u(1) = 0"'
const NORM = '"integral(u^2, x) = 1"'

test('the normalisation is held by construction, and the text can be taken over', () => {
  const report = checkProblem({ source: box(`${ENDS}, ${NORM}`) })
  expect(report.errors).toEqual([])
  expect(report.conditions.map(({ how, met }) => `${how} ${met}`)).toEqual(['hard true', 'hard true', 'hard true'])
  expect(report.trial.u).toContain('integral(')
  const own = `${box(`${ENDS}, ${NORM}`)}trial: { u: ${JSON.stringify(report.trial.u)} }\n`
  expect(checkProblem({ source: own }).errors).toEqual([])
})

test('the ground state of the box: E = pi^2, whatever the sign of u', () => {
  const settings = {
    network: { hidden: [8] },
    points: { count: 24 },
    training: { optimizer: 'adam', learning_rate: 0.02, iterations: 1500 }
  }
  const session = new Session(resolveExperiment({ source: box(`${ENDS}, ${NORM}`), settings }))
  session.advance(Infinity)
  const { estimates, max_abs_error, condition_violation } = session.metrics()
  expect(Math.abs(estimates!.E! - Math.PI ** 2)).toBeLessThan(0.2)
  expect(max_abs_error).toBeLessThan(0.05)
  expect(condition_violation).toBeLessThan(1e-12)
})

test('without a normalisation the size of the solution is free, and the lab says so', () => {
  const [error] = checkProblem({ source: box(ENDS) }).errors
  expect(error).toMatchObject({ code: 'missing-condition', line: 7 })
  expect(error!.cure).toContain('integral(u^2, x) = 1')
})

test('several states at once are refused, not ignored', () => {
  expect(checkProblem({ source: box(`${ENDS}, ${NORM}`, 8, 3) }).errors[0]).toMatchObject({ code: 'not-built' })
})
