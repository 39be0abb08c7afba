import { describe, expect, test } from 'vitest'
import { resolveExperiment } from '../training/experiment.ts'
import { Session } from '../training/session.ts'
import { evaluateGroup } from './bound.ts'
import { checkProblem } from './check.ts'
import { bindExperiment } from './prepare.ts'
import { orderStates } from './state-order.ts'

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

test('the lab supplies a normalisation where there is none, and says so', () => {
  const report = checkProblem({ source: box(ENDS) })
  expect(report.errors).toEqual([])
  expect(report.warnings[0]).toMatchObject({ code: 'normalisation-supplied', line: 7 })
  expect(report.warnings[0]!.message).toContain('integral(u^2, x) = 1')
  expect(report.conditions.map(({ how, met }) => `${how} ${met}`)).toEqual(['hard true', 'hard true', 'hard true'])
  // another way of saying how large the solution is stays the user's
  expect(checkProblem({ source: box(`${ENDS}, "u'(0) = 1"`) }).warnings).toEqual([])
})

test('on a domain the lab asks for a normalisation over all variables', () => {
  const disc = `schema: ansatz.problem/1
variables: { x: [-1, 1], y: [-1, 1] }
unknowns: [u]
domain: "x^2 + y^2 < 1"
equations: ["-u_xx - u_yy = E*u"]
conditions: [{ at: "u = 0", on: boundary }]
eigenvalue: { E: { initial: 5 } }
`
  expect(checkProblem({ source: disc }).errors[0]!.cure).toContain('integral(integral(u^2, x), y) = 1')
})

describe('several states', () => {
  const plain = (source: string): string => source.replace(/exact.*\n/, '')

  test('are unknowns of their own, orthogonal to each other', () => {
    const report = checkProblem({ source: plain(box(ENDS, 1, 3)) })
    expect(report.errors).toEqual([])
    expect(report.unknowns).toEqual(['u_1', 'u_2', 'u_3'])
    expect(report.equations.map(({ text }) => text)).toEqual(["-u_1'' = E_1*u_1", "-u_2'' = E_2*u_2", "-u_3'' = E_3*u_3"])
    expect(report.conditions.filter(({ how }) => how === 'soft').map(({ text }) => text)).toEqual([
      'integral(u_1*u_2, x) = 0',
      'integral(u_1*u_3, x) = 0',
      'integral(u_2*u_3, x) = 0'
    ])
    expect(report.warnings.map(({ code }) => code)).toEqual(['normalisation-supplied'])
    expect(report.yaml).toContain('states: 3')
    expect(report.yaml).not.toContain('u_1')
  })

  test('begin where the Rayleigh-Ritz method puts them, in their order, for every seed', () => {
    for (const seed of [1, 2, 3]) {
      const session = new Session(resolveExperiment({ source: plain(box(`${ENDS}, ${NORM}`, 1, 3)), settings: { seed } }))
      const { E_1, E_2, E_3 } = session.metrics().estimates!
      // the values of Ritz lie above those that are looked for
      for (const [value, n] of [
        [E_1!, 1],
        [E_2!, 2],
        [E_3!, 3]
      ] as const) {
        expect(value).toBeGreaterThan((n * Math.PI) ** 2 * (1 - 1e-9))
        expect(value).toBeLessThan((n * Math.PI) ** 2 * 1.2)
      }
    }
  })

  test('the equation, its conditions and the normalisation may be of any Sturm-Liouville problem', () => {
    // (x u')' + E u/x = 0, u(1) = u(e) = 0: E = (n pi)^2, u = sin(n pi log x)
    const source = plain(
      box('"u(1) = 0", "u(e) = 0", "integral(u^2/x, x) = 1/2"', 1, 2)
        .replace('[0, 1]', '[1, e]')
        .replace("-u'' = E*u", "x*u'' + u' + E*u/x = 0")
    )
    const report = checkProblem({ source })
    expect(report.errors).toEqual([])
    expect(report.conditions.at(-1)!.text).toBe('integral(u_1*u_2/x, x) = 0')
    const { E_1, E_2 } = new Session(resolveExperiment({ source })).metrics().estimates!
    expect(Math.abs(E_1! - Math.PI ** 2)).toBeLessThan(0.2)
    expect(Math.abs(E_2! - 4 * Math.PI ** 2)).toBeLessThan(2)
  })

  test('of the quantum oscillator are found together', () => {
    const source = `schema: ansatz.problem/1
variables: { x: [-6, 6] }
unknowns: [psi]
equations: ["-psi''/2 + x^2/2*psi = E*psi"]
conditions: ["psi(-6) = 0", "psi(6) = 0"]
eigenvalue: { E: { initial: 1, states: 3 } }
exact: { psi_1: "pi^(-1/4)*exp(-x^2/2)", psi_2: "sqrt(2)*pi^(-1/4)*x*exp(-x^2/2)", psi_3: "pi^(-1/4)/sqrt(2)*(2*x^2 - 1)*exp(-x^2/2)" }
`
    const training = { optimizer: 'adam', learning_rate: 0.01, schedule: 'cosine', iterations: 1500 }
    const session = new Session(resolveExperiment({ source, settings: { training } }))
    session.advance(Infinity)
    const { estimates, by_unknown } = session.metrics()
    ;[0.5, 1.5, 2.5].forEach((value, k) => expect(Math.abs(estimates![`E_${k + 1}`]! - value)).toBeLessThan(0.02))
    expect(Object.keys(by_unknown)).toEqual(['psi_1', 'psi_2', 'psi_3'])
    for (const { max_abs_error } of Object.values(by_unknown)) expect(max_abs_error).toBeLessThan(0.05)
    expect(session.snapshot().fields.map(({ unknown }) => unknown)).toEqual(['psi_1', 'psi_2', 'psi_3'])
  })

  const three = box(`${ENDS}, ${NORM}`, 1, 3)
  test.each<[string, string, string, string]>([
    ['more than can be', plain(box(`${ENDS}, ${NORM}`, 1, 9)), '9 states are more than one problem can hold', 'Ask for at most 8.'],
    [
      'an exact solution of no state',
      three,
      'Which of the 3 states the exact solution of u belongs to is not said',
      'Write u_1, u_2 or u_3'
    ],
    [
      'a nonlinear equation',
      plain(three).replace('E*u', 'E*u - u^3'),
      'Several states can be found of a linear equation alone',
      'one state'
    ],
    ['E squared', plain(three).replace('E*u', 'E^2*u'), 'Several states can be found where E enters linearly alone', 'one state'],
    ['a size by a value', plain(box(`${ENDS}, "u'(0) = 1"`, 1, 3)), 'is fixed by a value, not by an integral', 'integral(u^2, x) = 1'],
    [
      'a size that is no square',
      plain(box(`${ENDS}, "integral(u^4, x) = 1"`, 1, 3)),
      'is not an integral of squares',
      'integral(u^2, x) = 1'
    ],
    ['a name that is taken', `${plain(three)}parameters: { E_2: 3 }\n`, 'E_2 is the name of a state', 'another name'],
    ['an interval', `${plain(three)}parameters: { k: [0, 1] }\n`, 'E would depend on k, which is an interval', 'Give k a value'],
    ['a small network', `${plain(three)}settings: { network: { hidden: [1] } }\n`, 'The network can hold 2 states, not 3', 'more units']
  ])('%s: refused', (_, source, message, cure) => {
    const [error] = checkProblem({ source, file: 'bad.yaml' }).errors
    expect(error).toMatchObject({ code: 'eigenvalue-states', message: expect.stringContaining(message) as string, file: 'bad.yaml' })
    expect(error!.cure).toContain(cure)
    expect(error!.line).toBeGreaterThan(0)
  })
})

test('states are numbered by their eigenvalues, whatever training made of them; nothing else changes', () => {
  for (const separate of [false, true]) {
    const source = box(`${ENDS}, ${NORM}`, 1, 3).replace(/exact.*\n/, '')
    const experiment = resolveExperiment({ source, settings: { network: { hidden: [6], separate } } })
    const bound = bindExperiment(experiment)
    const { parameters } = bound.bindings
    const offsets = bound.built.plan.trainables.map(({ offset }) => offset)
    offsets.forEach((offset, k) => (parameters[offset] = [30, 10, 20][k]!))
    const before = bound.engine.loss().total
    const [first, second, third] = evaluateGroup(bound, bound.built.groups.dense).map((values) => values.slice())
    expect(orderStates(bound)).toBe(true)
    expect(offsets.map((offset) => parameters[offset])).toEqual([10, 20, 30])
    expect(evaluateGroup(bound, bound.built.groups.dense)).toEqual([second, third, first])
    expect(Math.abs(bound.engine.loss().total - before)).toBeLessThan(1e-9 * before)
    expect(orderStates(bound)).toBe(false)
  }
})
