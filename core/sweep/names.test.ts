import { expect, test } from 'vitest'
import { nearest } from '../expression/nearest.ts'
import { Settings } from '../training/settings.ts'
import { KNOWN_NAMES, parameterName } from './names.ts'

test('short forms and paths', () => {
  expect(parameterName('learning_rate')).toEqual({ name: 'learning_rate', path: 'training.learning_rate', label: 'Learning rate' })
  expect(parameterName('training.learning_rate')).toEqual({
    name: 'training.learning_rate',
    path: 'training.learning_rate',
    label: 'Learning rate'
  })
  expect(parameterName('network.initialization')?.label).toBe('Initialization')
  expect(parameterName('problem.parameters.nu')).toEqual({ name: 'problem.parameters.nu', path: 'problem.parameters.nu', label: 'nu' })
  expect(parameterName('points.count.x')?.label).toBe('Points in x')
  expect(parameterName('learning_rte')).toBeUndefined()
  expect(parameterName('training')).toBeUndefined()
})

test('every setting of an experiment can be named, but the seed, which is for replicates', () => {
  const sections = Object.keys(Settings.shape).filter((key) => key !== 'seed')
  for (const section of sections)
    expect(
      KNOWN_NAMES.some((name) => name === section || name.startsWith(`${section}.`)),
      section
    ).toBe(true)
})

test('a misspelling finds its word, and nonsense none', () => {
  expect(nearest('learning_rte', KNOWN_NAMES)?.word).toBe('learning_rate')
  expect(nearest('widht', KNOWN_NAMES)?.word).toBe('width')
  expect(nearest('temperature', KNOWN_NAMES)?.word).toBeUndefined()
  expect(nearest('lr', KNOWN_NAMES)?.word).toBeUndefined()
})
