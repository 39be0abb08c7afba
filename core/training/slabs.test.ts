import { expect, test } from 'vitest'
import { LabError } from '../errors.ts'
import { resolveExperiment } from './experiment.ts'
import { Session } from './session.ts'
import { evaluateSolution } from './solution.ts'

// a travelling front of Burgers' equation: u = (1 - tanh((x - t/2) / (4 nu))) / 2
const front = `schema: ansatz.problem/1
name: front
variables: { x: [-1, 1], t: [0, 0.2] }
unknowns: [u]
parameters: { nu: 0.02 }
equations: ["u_t + u*u_x = nu*u_xx"]
conditions: ["u(x, 0) = (1 - tanh(x/(4*nu)))/2", "u(-1, t) = (1 - tanh((-1 - t/2)/(4*nu)))/2", "u(1, t) = (1 - tanh((1 - t/2)/(4*nu)))/2"]
exact: { u: "(1 - tanh((x - t/2)/(4*nu)))/2" }
settings: { training: { windows: 4 } }
`

test('slabs of time follow a front to 1e-6, are read wherever they lie, and go on from a checkpoint with the same bits', () => {
  const experiment = resolveExperiment({ source: front, id: 'front' })
  const session = new Session(experiment)
  session.advance(9)
  const again = new Session(experiment, session.checkpoint())
  session.advance(Infinity)
  again.advance(Infinity)
  expect(session.form?.windows).toHaveLength(4)
  expect(session.metrics().max_abs_error).toBeLessThan(1e-6)
  const { parameters, form } = session.checkpoint()
  expect(again.checkpoint().parameters).toEqual(parameters)
  const { columns } = evaluateSolution(experiment, parameters, { x: [0.05, 0.05], t: [0.1, 0.2] }, [], form)
  const exact = [0, -0.05].map((d) => (1 - Math.tanh(d / 0.08)) / 2)
  exact.forEach((value, p) => expect(Math.abs(columns[0]!.values[p]! - value)).toBeLessThan(1e-6))
}, 60_000)

test('a method of the user has no slabs: that is said', () => {
  const trained = front.replace('windows: 4', 'windows: 4, optimizer: lbfgs')
  expect(() => new Session(resolveExperiment({ source: trained, id: 'trained' }))).toThrow(LabError)
  expect(() => new Session(resolveExperiment({ source: trained, id: 'trained' }))).toThrow(/optimizer: auto alone/)
})
