import { expect, test } from 'vitest'
import type { CheckReport } from '../../../core/problem/report.ts'
import { decayReport, diffusionReport } from '../../charts/samples.ts'
import { anchorsOf } from '../../charts/conditions.ts'
import { spoken } from '../verdict.ts'
import { proof, shortTrial, trialBadge, trialHead, trialLatex } from './trial.ts'

const changed = (change: Partial<CheckReport['conditions'][number]>): CheckReport => ({
  ...decayReport(),
  conditions: decayReport().conditions.map((one) => ({ ...one, ...change }))
})
const unsplit: CheckReport = { ...decayReport(), trialLatex: [{ unknown: 'g', left: 'g_t(t)', right: 'g_0 + \\sin(t) N^2' }] }

test('a trial that splits is proved, one that does not was only checked', () => {
  expect(trialBadge(decayReport()).word).toBe('Proved')
  expect(trialBadge(unsplit).word).toBe('Checked')
  expect(trialBadge(changed({ how: 'soft' })).word).toBe('Soft')
  expect(trialBadge(changed({ met: false, violation: 0.38 }))).toMatchObject({ word: 'Refused', tone: 'bad' })
})

test('the parts of the trial are named below it', () => {
  const [trial] = decayReport().trialLatex
  if (trial === undefined) throw new Error('the sample has a trial')
  expect(trialLatex(trial, true)).toBe('g_t(t) = \\underbrace{\\,g_0\\,}_{h_1} + \\underbrace{\\,t\\, N(t; \\theta)\\,}_{h_2}')
  expect(trialLatex(trial, false)).toBe('g_t(t) = g_0 + t\\, N(t; \\theta)')
  expect(trialLatex({ ...trial, h1: '0' }, true)).not.toContain('h_1')
  expect(trialHead('\\tilde{u}(x, t)')).toBe('\\tilde{u}')
})

test('the proof says where the factor of the network vanishes', () => {
  expect(proof(decayReport())[0]).toEqual({ math: 'g_t(0) = g_0 + 0 \\cdot N = g_0', text: 'g(0) = g0' })
  expect(spoken(proof(diffusionReport()))).toBe('The factor before N is 0 at t = 0 and x = 0, 1, for every θ.')
  expect(spoken(proof(changed({ met: false, violation: 0.38 })))).toBe('g(0) = g0 is not met: off by 0.38 at random θ.')
  expect(spoken(proof(changed({ how: 'soft' })))).toContain('learnt, not held')
})

test('what repeats along a variable is not said to vanish at its end', () => {
  const report = diffusionReport()
  const [start] = report.conditions
  if (start === undefined) throw new Error('the sample has conditions')
  const ends = { ...start, id: 'c2', text: 'u(0, t) = u(1, t)', latex: 'u(0, t) = u(1, t)' }
  const periodic = { ...report, conditions: [start, ends] }
  expect(anchorsOf(periodic).map(({ at }) => at)).toEqual([[null, 0]])
  expect(spoken(proof(periodic))).toBe('The factor before N is 0 at t = 0. It repeats along x, as what it reads does.')
  expect(spoken(proof({ ...report, conditions: [ends, { ...ends, id: 'c3' }] }))).toBe('It repeats along x, as what it reads does.')
})

test('parts that are too long for the pane stand as their names', () => {
  const [trial] = decayReport().trialLatex
  if (trial === undefined) throw new Error('the sample has a trial')
  expect(shortTrial(trial)).toBeNull()
  const long = (letters: number) => Array.from({ length: letters }, () => 'a').join(' + ')
  expect(shortTrial({ ...trial, h1: long(40), right: `${long(40)} + ${trial.h2}` })).toBe('g_t(t) = h_1 + t\\, N(t; \\theta)')
  expect(shortTrial({ ...trial, h1: long(40), h2: long(60), right: long(100) })).toBe('g_t(t) = h_1 + h_2')
  expect(shortTrial({ ...trial, h1: '0', h2: long(60), right: long(60) })).toBeNull()
  expect(shortTrial({ unknown: 'g', left: 'g', right: long(60) })).toBeNull()
})
