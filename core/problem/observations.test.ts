import { describe, expect, test } from 'vitest'
import { resolveExperiment } from '../training/experiment.ts'
import { Session } from '../training/session.ts'
import { checkProblem } from './check.ts'

const source = (more: string): string => `schema: ansatz.problem/1
name: Decay with an unknown rate
variables: { t: [0, 1] }
unknowns: [g]
equations: ["g' = -k*g"]
conditions: ["g(0) = 10"]
${more}`
const ESTIMATE = 'estimate: { k: { initial: 1, min: 0, max: 10 } }\n'
const DATA = 'data: { file: obs.csv, columns: { t: time_s, g: signal }, weight: 1 }\n'
const csv = (rows: readonly (readonly (number | string)[])[]): string => `time_s,signal\n${rows.map((row) => row.join(',')).join('\n')}\n`
const times = Array.from({ length: 11 }, (_, i) => i / 10)
const exact = csv(times.map((t) => [t, 10 * Math.exp(-2 * t)]))
const check = (files: Record<string, string>, more = ESTIMATE + DATA) => checkProblem({ source: source(more), files })

test('the rate of a decay is found from data', () => {
  const settings = { network: { hidden: [10], activation: 'tanh' }, points: { count: 15 }, training: { iterations: 2000 } }
  const session = new Session(resolveExperiment({ source: source(ESTIMATE + DATA), files: { 'obs.csv': exact }, settings }))
  session.advance(Infinity)
  expect(session.metrics().estimates!.k).toBeCloseTo(2, 1)
})

test.each([
  ['no bounds', '{ initial: 1 }'],
  ['a lower bound', '{ initial: 1, min: 0 }'],
  ['both', '{ initial: 1, min: 0, max: 10 }']
])('the first value is the one given, with %s', (_, estimate) => {
  const session = new Session(resolveExperiment({ source: source(`estimate: { k: ${estimate} }\n${DATA}`), files: { 'obs.csv': exact } }))
  expect(session.metrics().estimates!.k).toBeCloseTo(1, 12)
})

describe('what is in the file', () => {
  test('missing values are left out', () => {
    const report = check({
      'obs.csv': csv([
        [0, 10],
        [0.5, ''],
        [0.7, 'NaN'],
        [1, 1.35]
      ])
    })
    expect(report.errors).toEqual([])
    expect(report.warnings).toEqual([])
  })

  test('points outside the domain and repeated points are reported', () => {
    const report = check({
      'obs.csv': csv([
        [0, 10],
        [0.5, 3.7],
        [0.5, 3.6],
        [2, 1]
      ])
    })
    expect(report.warnings.map(({ code }) => code)).toEqual(['data-outside', 'data-repeated'])
    expect(report.warnings[0]!.message).toMatch(/1 of 4 points/)
  })

  test('quotes, semicolons, a byte order mark and CR LF are read', () => {
    expect(check({ 'obs.csv': '\uFEFF"time_s";"signal"\r\n"0";10\r\n0.5;3.7\r\n' }).errors).toEqual([])
  })
})

test.each<[string, Record<string, string>, string | undefined, string, RegExp]>([
  ['no file', {}, undefined, 'data-missing', /obs\.csv is not here/],
  ['an empty file', { 'obs.csv': '' }, undefined, 'data-csv', /empty/],
  ['no such column', { 'obs.csv': 'time,signal\n0,1\n' }, undefined, 'data-column', /no column time_s/],
  ['a word for a number', { 'obs.csv': 'time_s,signal\n0,ten\n' }, undefined, 'data-number', /"ten" is not a number/],
  ['no row inside', { 'obs.csv': 'time_s,signal\n5,1\n' }, undefined, 'data-empty', /no row/],
  ['no place', { 'obs.csv': exact }, 'data: { file: obs.csv, columns: { g: signal } }\n', 'data-columns', /t is missing/],
  ['no unknown', { 'obs.csv': exact }, 'data: { file: obs.csv, columns: { t: time_s } }\n', 'data-columns', /name no unknown/],
  [
    'a stray name',
    { 'obs.csv': exact },
    'data: { file: obs.csv, columns: { t: time_s, g: signal, h: signal } }\n',
    'data-columns',
    /h is neither/
  ]
])('%s is refused', (_, files, data, code, message) => {
  const [error] = check(files, ESTIMATE + (data ?? DATA)).errors
  expect(error).toMatchObject({ code })
  expect(error!.message).toMatch(message)
})

test.each([
  ['{ initial: 1, max: 10 }', /lower/],
  ['{ initial: 20, min: 0, max: 10 }', /not inside/]
])('bounds that do not fit are refused: %s', (estimate, message) => {
  const [error] = check({ 'obs.csv': exact }, `estimate: { k: ${estimate} }\n${DATA}`).errors
  expect(error).toMatchObject({ code: 'estimate-bounds', line: 7 })
  expect(error!.message).toMatch(message)
})
