import { expect, test } from 'vitest'
import { levels } from './levels.ts'

test('listed values, a constant, lists as text, values as listed', () => {
  expect(levels('width', { values: [20, 50, 20] })).toEqual([20, 50, 20])
  expect(levels('optimizer', { value: 'adam' })).toEqual(['adam'])
  expect(levels('network.hidden', { values: [[10], [20, 20]] })).toEqual(['[10]', '[20, 20]'])
})

test('levels of distributions, ends to the bit', () => {
  expect(levels('learning_rate', { distribution: 'log_uniform_values', min: 1e-4, max: 1e-2, points: 3 })).toEqual([1e-4, 1e-3, 1e-2])
  expect(levels('learning_rate', { distribution: 'log_uniform', min: Math.log(1e-4), max: Math.log(0.1), points: 4 })).toEqual([
    1e-4, 1e-3, 1e-2, 0.1
  ])
  expect(levels('w0', { min: 0.5, max: 2.5, points: 5 })).toEqual([0.5, 1, 1.5, 2, 2.5])
  expect(levels('depth', { min: 2, max: 5 })).toEqual([2, 3, 4, 5])
  expect(levels('width', { min: 10, max: 100, points: 4 })).toEqual([10, 40, 70, 100])
  expect(levels('depth', { min: 1, max: 3, points: 9 })).toEqual([1, 2, 3])
  expect(levels('w0', { distribution: 'q_uniform', min: 0, max: 0.3, q: 0.1 })).toEqual([0, 0.1, 0.2, 0.3])
})

test.each([
  [{ min: 0.1, max: 1 }, 'needs points'],
  [{ distribution: 'log_uniform_values', min: 0, max: 1, points: 3 }, 'min > 0'],
  [{ distribution: 'normal', min: 0, max: 1, points: 3 }, 'cannot use the distribution normal'],
  [{ distribution: 'int_uniform', min: 0.5, max: 1 }, 'whole numbers'],
  [{ distribution: 'q_uniform', min: 0, max: 1 }, 'needs q'],
  [{ min: 1 }, 'both min and max'],
  [{ min: 2, max: 1 }, 'not an interval'],
  [{ min: 1, max: 1e9 }, 'too many'],
  [{ values: [1], min: 0, max: 1 }, 'exactly one'],
  [{}, 'exactly one'],
  [{ values: [] }, 'has no values'],
  [{ distribution: 'uniform', values: [1, 2] }, 'needs min and max'],
  [{ values: [NaN] }, 'not a finite number'],
  [{ values: [{ a: 1 }] }, 'cannot be a value'],
  [{ values: [1], probabilities: [1] }, 'probabilities'],
  [{ parameters: { a: {} } }, 'nested'],
  [{ values: [1], points: 2 }, 'points goes with']
])('%j is refused: %s', (given, message) => {
  expect(() => levels('p', given)).toThrow(message)
})
