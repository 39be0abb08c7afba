import { expect, test } from 'vitest'
import { problemOf } from '../testing/fake/problems.ts'
import { runOf } from '../testing/fake/runs.ts'
import { labelsOf } from './labels.ts'

const decay = runOf(problemOf('lecture-decay'), 1, { name: 'Decay' })
const faster = { ...decay, settings: { ...decay.settings, training: { ...decay.settings.training, learning_rate: 0.01 } } }

test('own names where they differ', () => {
  expect(labelsOf([decay, { ...decay, name: 'Another' }])).toEqual(['Decay', 'Another'])
})
test('what differs where the names do not', () => {
  expect(labelsOf([decay, faster])).toEqual(['learning rate 0.001', 'learning rate 0.01'])
  expect(labelsOf([decay, faster, { ...decay, name: 'Another' }])).toEqual([
    'Decay, learning rate 0.001',
    'Decay, learning rate 0.01',
    'Another'
  ])
})
test('a number where nothing does', () => {
  expect(labelsOf([decay, { ...decay, run: 'again' }])).toEqual(['Decay (1)', 'Decay (2)'])
})
test('only what tells namesakes apart is spelt out', () => {
  const deep = runOf(problemOf('lecture-decay-deep'), 2, { name: 'Deep' })
  expect(labelsOf([decay, deep, { ...deep, run: 'again' }])).toEqual(['Decay', 'Deep (1)', 'Deep (2)'])
})
