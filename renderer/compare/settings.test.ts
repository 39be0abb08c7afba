import { expect, test } from 'vitest'
import { runOf } from '../testing/fake/runs.ts'
import { problemOf } from '../testing/fake/problems.ts'
import { flatOf, settingLabel, settingWord, varyingOf } from './settings.ts'

const base = runOf(problemOf('lecture-decay'), 1)
const faster = { ...base, settings: { ...base.settings, training: { ...base.settings.training, learning_rate: 0.01 }, seed: 3 } }
const wider = { ...base, settings: { ...base.settings, network: { ...base.settings.network, hidden: [20, 20] } } }

test('only what varies is told, and how much does not', () => {
  expect(varyingOf([base, base]).varying).toEqual([])
  const { varying, constant } = varyingOf([base, faster, wider])
  expect(varying).toEqual(['network.hidden', 'training.learning_rate'])
  expect(constant).toContain('training.optimizer')
  expect(constant).not.toContain('seed')
  expect(varying.length + constant.length).toBe(Object.keys(flatOf(base)).length - 2)
})

test('parameters of another problem are no choices', () => {
  const wave = runOf(problemOf('lecture-wave'), 2)
  expect(varyingOf([base, wave]).varying.filter((path) => path.startsWith('problem.'))).toEqual([])
  const halved = { ...base, parameters: { ...base.parameters, gamma: 1 } }
  expect(varyingOf([base, halved]).varying).toEqual(['problem.parameters.gamma'])
})

test('a setting that only one of them has is one that varies', () => {
  const targeted = { ...base, settings: { ...base.settings, target: { max_abs_error: 1e-3 } } }
  expect(varyingOf([base, targeted]).varying).toEqual(['target.max_abs_error'])
})

test('paths and values in words', () => {
  expect(['training.learning_rate', 'problem.parameters.gamma', 'points.count.x', 'network.skip_first'].map(settingLabel)).toEqual([
    'Learning rate',
    'gamma',
    'Points in x',
    'Skip first'
  ])
  expect(['0.0001', '[10,10]', '["tanh","sine"]', 'lecture:15', '10000', null].map(settingWord)).toEqual([
    '0.0001',
    '10, 10',
    'tanh, sine',
    'lecture:15',
    '10\u2009000',
    ''
  ])
})
