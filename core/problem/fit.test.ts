import { expect, test } from 'vitest'
import { resolveExperiment } from '../training/experiment.ts'
import { Session } from '../training/session.ts'
import { checkProblem } from './check.ts'

const source = (rest: string): string => `schema: ansatz.problem/1
variables: { t: [0, 1] }
unknowns: [g]
equations: []
${rest}`
const DATA = 'data: { file: obs.csv, columns: { t: t, g: g } }\n'
const points = Array.from({ length: 21 }, (_, k) => k / 20)
const files = { 'obs.csv': `t,g\n${points.map((t) => `${t},${Math.exp(-2 * t)}`).join('\n')}\n` }

test('without an equation the unknown is fitted to the data, and conditions hold', () => {
  const text = source(`${DATA}conditions: ["g(0) = 1"]\nexact: { g: "exp(-2*t)" }\n`)
  const report = checkProblem({ source: text, files })
  expect(report.errors).toEqual([])
  expect(report.warnings).toEqual([])
  expect(report.equations.map(({ text: equation }) => equation)).toEqual(['g = data'])
  expect(report.trial).toEqual({ g: '1 + t*N' })
  const session = new Session(
    resolveExperiment({ source: text, files, settings: { network: { hidden: [6] }, training: { iterations: 200 } } })
  )
  session.advance(Infinity)
  const { max_abs_error, condition_violation } = session.metrics()
  expect(max_abs_error).toBeLessThan(1e-5)
  expect(condition_violation).toBe(0)
  // the data are all that is minimised
  expect(session.history().parts).toBeUndefined()
})

test.each<[string, string, string, string]>([
  ['nothing at all', source(''), 'There is neither an equation nor data', 'for a fit'],
  [
    'an unknown that is not measured',
    source(DATA).replace('[g]', '[g, h]'),
    'h stands in no equation, and is not measured',
    'Map a column to h under data, or leave h out.'
  ]
])('%s: refused', (_, text, message, cure) => {
  const [error] = checkProblem({ source: text, files, file: 'bad.yaml' }).errors
  expect(error).toMatchObject({ code: 'no-equation', message, cure: expect.stringContaining(cure) as string })
  expect(error!.line).toBeGreaterThan(2)
})
