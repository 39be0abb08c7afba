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

// a wave that travels around and fades, and repeats along space
const around = `schema: ansatz.problem/1
name: around
variables: { x: [-1, 1], t: [0, 0.5] }
unknowns: [u]
equations: ["u_t + u_x = 0.1*u_xx"]
conditions: ["u(x, 0) = sin(pi*x)", "u(-1, t) = u(1, t)", "u_x(-1, t) = u_x(1, t)"]
exact: { u: "exp(-0.1*pi^2*t)*sin(pi*(x - t))" }
settings: { training: { windows: 5 } }
`

test('what repeats along space is a term of the loss of every slab', () => {
  const session = new Session(resolveExperiment({ source: around, id: 'around' }))
  session.advance(3)
  expect(session.history().parts?.map(({ name }) => name)).toContain('c3')
  session.advance(Infinity)
  expect(session.form?.windows).toHaveLength(5)
  expect(session.metrics().max_abs_error).toBeLessThan(1e-6)
})

test('ends that no trial solution holds are terms of the loss of every slab', () => {
  const end = 'u_x(-1, t) = u(-1, t)^3 - pi*exp(-0.1*pi^2*t)*cos(pi*t) - (exp(-0.1*pi^2*t)*sin(pi*t))^3'
  const nonlinear = around
    .replace('u(-1, t) = u(1, t)', end)
    .replace('u_x(-1, t) = u_x(1, t)', 'u(1, t) = exp(-0.1*pi^2*t)*sin(pi*t)')
    .replace('settings:', 'trial: none\nsettings:')
  const session = new Session(resolveExperiment({ source: nonlinear, id: 'nonlinear' }))
  session.advance(Infinity)
  expect(session.metrics().max_abs_error).toBeLessThan(1e-6)
})

// a kink of the sine-Gordon equation that travels: what a slab takes over is the solution and its velocity
const kink = `schema: ansatz.problem/1
name: kink
variables: { x: [-4, 4], t: [0, 1] }
unknowns: [u]
parameters: { v: 0.6 }
equations: ["u_tt = u_xx - sin(u)"]
conditions:
  - "u(x, 0) = 4*atan(exp(x/sqrt(1 - v^2)))"
  - "u_t(x, 0) = -2*v/sqrt(1 - v^2)/cosh(x/sqrt(1 - v^2))"
  - "u(-4, t) = 4*atan(exp((-4 - v*t)/sqrt(1 - v^2)))"
  - "u(4, t) = 4*atan(exp((4 - v*t)/sqrt(1 - v^2)))"
exact: { u: "4*atan(exp((x - v*t)/sqrt(1 - v^2)))" }
settings: { training: { windows: 5 } }
`

test('an evolution of second order hands its velocity from slab to slab', () => {
  const session = new Session(resolveExperiment({ source: kink, id: 'kink' }))
  session.advance(Infinity)
  expect(session.form?.windows).toHaveLength(5)
  expect(session.metrics().max_abs_error).toBeLessThan(1e-6)
})

test('a method of the user has no slabs: that is said', () => {
  const trained = front.replace('windows: 4', 'windows: 4, optimizer: lbfgs')
  expect(() => new Session(resolveExperiment({ source: trained, id: 'trained' }))).toThrow(LabError)
  expect(() => new Session(resolveExperiment({ source: trained, id: 'trained' }))).toThrow(/optimizer: auto alone/)
})

test('a start that jumps at an end is led over to it within a layer that is soon forgotten', () => {
  const source = `schema: ansatz.problem/1
name: a bar whose end is dipped into ice
variables: { x: [0, 1], t: [0, 1] }
unknowns: [u]
equations: ["u_t = u_xx"]
conditions: ["u(x, 0) = 1", "u(0, t) = 0", "u_x(1, t) = 0"]
settings: { training: { windows: auto, iterations: 110 } }
`
  const experiment = resolveExperiment({ source, id: 'jump' })
  const session = new Session(experiment)
  session.advance(Infinity)
  const { parameters, form } = session.checkpoint()
  // erf(x / (2 sqrt(t))) at erf(1/2) and erf(1) (Abramowitz & Stegun, table 7.1)
  const { columns } = evaluateSolution(experiment, parameters, { x: [0.1, 0.2, 0], t: [0.01, 0.01, 0.5] }, [], form)
  ;[0.5204998778, 0.8427007929, 0].forEach((value, p) => expect(Math.abs(columns[0]!.values[p]! - value)).toBeLessThan(1e-3))
}, 60_000)
