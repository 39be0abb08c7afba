import { expect, test } from 'vitest'
import { listText, parseNumbers, parseSeeds, parseWords } from './lists.ts'

const numbers = (typed: string, rules = {}) => parseNumbers(typed, rules)

test.each([
  ['1e-4, 1e-3', [0.0001, 0.001]],
  ['1e-4 1e-3;0.01', [0.0001, 0.001, 0.01]],
  ['2, 5,10 , 20', [2, 5, 10, 20]],
  ['15..19', [15, 16, 17, 18, 19]],
  ['15 .. 17', [15, 16, 17]],
  ['1..3, 10', [1, 2, 3, 10]],
  ['0.1..0.5 by 0.1', [0.1, 0.2, 0.3, 0.4, 0.5]],
  ['10..50 by 20', [10, 30, 50]],
  ['1e-4..1e-1', [0.0001, 0.001, 0.01, 0.1]],
  ['1e-4..1e-1 times 10', [0.0001, 0.001, 0.01, 0.1]],
  ['1..100 ×10', [1, 10, 100]],
  ['1×10⁻⁴', [0.0001]],
  ['5, 5, 5', [5]],
  ['', []],
  [' , ', []]
])('%s', (typed, values) => {
  const parsed = numbers(typed)

  expect(parsed).toEqual({ values })
})

test('a fault is told by its cure', () => {
  expect(numbers('0.1, -1', { above: 0 })).toEqual({ cure: 'must be above 0' })
  expect(numbers('2, 3.5', { integer: true })).toEqual({ cure: 'must be whole' })
  expect(numbers('1..2 by 0.5', { integer: true })).toEqual({ cure: 'must be whole' })
  expect(numbers('19..15')).toEqual({ cure: 'the smaller end comes first' })
  expect(numbers('0.2..0.7')).toEqual({ cure: 'say the step: 0.2..0.7 by 0.2' })
  expect(numbers('1..5 by 0')).toEqual({ cure: 'the step must be above 0' })
  expect(numbers('1..5 times 1')).toEqual({ cure: 'the step must be above 1' })
  expect(numbers('-1..5 times 2')).toEqual({ cure: 'a range by a factor starts above 0' })
  expect(numbers('1..2..3')).toEqual({ cure: 'a range has two ends: 15..19' })
  expect(numbers('fast')).toEqual({ cure: 'must be a number' })
  expect(numbers('0..1000000')).toEqual({ cure: 'too many values: at most 10000' })
})

test('seeds of either generator', () => {
  expect(parseSeeds('15..17')).toEqual({ values: [15, 16, 17] })
  expect(parseSeeds('lecture:15..17')).toEqual({ values: ['lecture:15', 'lecture:16', 'lecture:17'] })
  expect(parseSeeds('lecture 15, 3')).toEqual({ values: ['lecture:15', 3] })
  expect(parseSeeds('1.5')).toEqual({ cure: 'must be whole' })
  expect(parseSeeds('lecture:')).toHaveProperty('cure')
})

test('words', () => {
  expect(parseWords('tanh, Sine', ['tanh', 'sine'])).toEqual({ values: ['tanh', 'sine'] })
  expect(parseWords('sin', ['tanh', 'sine'], { sin: 'sine' })).toEqual({ values: ['sine'] })
  expect(parseWords('tahn', ['tanh', 'sine'])).toEqual({ cure: 'no tahn here; tanh?' })
})

test('values as one would type them', () => {
  expect(listText([15, 16, 17])).toBe('15..17')
  expect(listText(['lecture:15', 'lecture:16', 'lecture:17'])).toBe('lecture:15..17')
  expect(listText(['lecture:15', 'lecture:20'])).toBe('lecture:15, lecture:20')
  expect(listText([0.1, 0.01])).toBe('0.1, 0.01')
  expect(listText([])).toBe('')
  for (const text of ['15..17', 'lecture:15..19', 'lecture:15, lecture:20', '3, lecture:4']) {
    const parsed = parseSeeds(text)
    expect('values' in parsed && listText(parsed.values)).toBe(text)
  }
})
