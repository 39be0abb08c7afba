import { expect, test } from 'vitest'
import { verdict } from '../verdict/index.ts'
import { resolveExperiment } from './experiment.ts'
import { Session } from './session.ts'

interface Case {
  equation: string
  conditions?: string
  interval?: string
  more?: string
  settings?: { training?: object; target?: object }
}

const sourceOf = ({ equation, conditions = '"u(0) = 1"', interval = '[0, 1]', more = '' }: Case): string => `schema: ansatz.problem/1
name: Trouble
variables: { t: ${interval} }
unknowns: [u]
equations: ["${equation}"]
conditions: [${conditions}]
${more}`

const experimentOf = (given: Case) => {
  const { training = {}, ...rest } = given.settings ?? {}
  const settings = { network: { hidden: [8] }, points: { count: 20 }, training: { iterations: 150, ...training }, ...rest }
  return resolveExperiment({ source: sourceOf(given), settings })
}

test.each<[string, Case, string, RegExp, RegExp]>([
  // what is wrong, how, the code, what is said, the cure
  ['log of a negative', { equation: "u' = log(t - 2)" }, 'undefined-residual', /not a number at t = /, /interval/],
  ['root of a negative', { equation: "u' = sqrt(t - 0.5)" }, 'undefined-residual', /not a number at t = /, /interval/],
  [
    'log of an unknown that begins below 0',
    { equation: "u' = log(u)", conditions: '"u(0) = -1"' },
    'undefined-residual',
    /not a number/,
    /interval/
  ],
  ['division by zero', { equation: "u' = u/(t - t)" }, 'undefined-residual', /not a number/, /interval/],
  ['overflow', { equation: "u' = exp(exp(10*u))" }, 'undefined-residual', /not a number/, /interval|points/],
  [
    'a root of an unknown that is negative by its first weights',
    { equation: "u' = -sqrt(u)", interval: '[0, 4]' },
    'undefined-residual',
    /With its first weights/,
    /another seed/
  ],
  [
    'contradictory conditions',
    { equation: "u'' = -u", conditions: '"u(0) = 1", "u(0) = 2"' },
    'duplicate-condition',
    /u\(0\) = 1 and u\(0\) = 2/,
    /Remove one/
  ],
  [
    'contradictory conditions that are trained',
    { equation: "u'' = -u", conditions: '"u(0) = 1", "u(0) = 2"', more: 'trial: none\n' },
    'duplicate-condition',
    /twice/,
    /Remove one/
  ],
  [
    'a stop at an error that nobody knows',
    { equation: "u' = -u^3", settings: { training: { stop: { max_abs_error: 1e-6 } } } },
    'stop-exact',
    /cannot stop at an error/,
    /loss/
  ]
])('%s: refused before anything is trained, with a cure', (_, given, code, says, cure) => {
  const refused = (): unknown => experimentOf(given)
  expect(refused).toThrow(says)
  expect(refused).toThrow(expect.objectContaining({ code, cure: expect.stringMatching(cure) as string }) as Error)
})

const gd = { optimizer: 'gd', learning_rate: 1e6 }
const exact = 'exact: { u: cos(t) }\n'
const cosine = { equation: "u'' = -u", conditions: '"u(0) = 1", "u\'(0) = 0"', more: exact }

test.each<[string, Case, 'finished' | 'diverged', RegExp, RegExp]>([
  // what is wrong, how, how it ends, why it ended, what the verdict says
  ['a pole in the middle', { equation: "u' = 1/(t - 0.51)" }, 'finished', /Short of round-off/, /Do not trust|not a number/],
  [
    'a solution that blows up',
    { equation: "u' = u^2", interval: '[0, 2]' },
    'finished',
    /Short of round-off/,
    /beyond all bounds at t = 1: .*End the interval/
  ],
  [
    'a stiff problem',
    { equation: "u' = -1e6*(u - cos(t))", conditions: '"u(0) = 0"' },
    'finished',
    /Short of round-off/,
    /Radau.*Train|Do not trust/
  ],
  [
    'a target below round-off',
    { ...cosine, settings: { target: { max_abs_error: 1e-30 } } },
    'finished',
    /round-off/,
    /1\.0e-30 that is asked for cannot be reached/
  ],
  [
    'a target that is missed',
    { ...cosine, settings: { target: { max_abs_error: 1e-9 }, training: { optimizer: 'adam', iterations: 30 } } },
    'finished',
    /^null$/,
    /falls short of the 1\.0e-9 that is asked for/
  ],
  [
    'a stop that is never reached',
    { ...cosine, settings: { training: { stop: { max_abs_error: 1e-30 } } } },
    'finished',
    /round-off, more training cannot help/,
    /Off by at most/
  ],
  [
    'a huge learning rate',
    { equation: "u' = -u^3", settings: { training: gd } },
    'diverged',
    /NaN at iteration \d+\. The learning rate 1000000 is too large here: try 100000\./,
    /./
  ],
  ['numbers that overflow', { equation: "u' = a*u", more: 'parameters: { a: 1e308 }\n' }, 'diverged', /at iteration 0\. .*units/, /./]
])('%s: ends in words, keeps what it has, and can be looked at', { timeout: 60_000 }, (_, given, status, reason, says) => {
  const experiment = experimentOf(given)
  const session = new Session(experiment)
  session.advance(Infinity)
  expect(session.status).toBe(status)
  expect(String(session.reason)).toMatch(reason)
  const checkpoint = structuredClone(session.checkpoint())
  expect(checkpoint.history.iteration.length).toBeGreaterThan(0)
  expect(checkpoint.parameters.every(Number.isFinite)).toBe(true)
  expect(session.snapshot().fields[0]!.solution.length).toBeGreaterThan(0)
  if (status === 'diverged') return
  const said = verdict(experiment, checkpoint.parameters, session.form)
  expect(said.sentence).toMatch(says)
  expect(JSON.parse(JSON.stringify(said))).toEqual(said)
})
