import { expect, test } from 'vitest'
import { summarise } from './summarise.ts'
import type { Outcome } from './summarise.ts'
import { verdict } from './verdict.ts'

const AXES = [
  { name: 'learning_rate', label: 'Learning rate' },
  { name: 'width', label: 'Nodes' }
]

/** A sweep from a table: learning rate, width, one value per seed from 15 on; null = diverged, a word = that status. */
function judge(rows: [number, number, ...(number | null | string)[]][], axes = AXES, goal: 'minimize' | 'maximize' = 'minimize') {
  const configurations = rows.map(([learning_rate, width, ...values], k) => ({
    config: `c${k}`,
    values: { learning_rate, width },
    runs: values.map((value, s): Outcome => {
      const status = typeof value === 'string' ? value : value === null ? 'DIVERGED' : 'FINISHED'
      return {
        run: `r${k}-${s}`,
        seed: `lecture:${15 + s}`,
        status,
        value: typeof value === 'number' ? value : null,
        iterations: 1,
        reason: null
      }
    })
  }))
  return verdict(summarise(configurations, goal), { axes, goal, metric: 'Largest error' })
}

test('one seed is one draw, whatever the distance', () => {
  const { word, sentence } = judge([
    [0.01, 10, 0.0271],
    [0.01, 20, 5],
    [0.3, 10, null]
  ])
  expect(word).toBe('One draw')
  expect(sentence).toBe(
    'Learning rate 0.01 with 10 nodes comes first by largest error, 0.0271, with lecture seed 15 alone. One seed is one draw: another may put another configuration first. 1 of 3 runs diverged or failed.'
  )
})

test('a clear winner is better than every other beyond chance', () => {
  const { word, sentence } = judge([
    [0.01, 10, 0.01, 0.02, 0.03, 0.015, 0.025],
    [0.01, 20, 0.2, 0.3, 0.25, 0.24, 0.31],
    [0.1, 10, 1, 1, null, 2, 3]
  ])
  expect(word).toBe('Clear')
  expect(sentence).toBe(
    'Learning rate 0.01 with 10 nodes is best, with a median largest error of 0.02 over 5 seeds: better in 25 of 25 pairs of seeds, p = 0.0079 against the next, learning rate 0.01 with 20 nodes.'
  )
})

test('three seeds against three can never be clear', () => {
  const { word, sentence } = judge([
    [0.01, 10, 0.01, 0.02, 0.03],
    [0.01, 20, 10, 20, 30]
  ])
  expect(word).toBe('No clear winner')
  expect(sentence).toContain('better in 9 of 9 pairs of seeds, p = 0.1)')
  expect(sentence).toContain('With 3 seeds in common no difference can be shown; from 4 on it can.')
})

test('no clear winner: what is settled, what is not, the evidence, and what one seed would have said', () => {
  const { word, sentence } = judge([
    [0.001, 10, 0.4, 0.5, 0.42, 0.45],
    [0.001, 50, 0.41, 0.52, 0.43, 0.46],
    [0.01, 10, 0.01, 0.04, 0.03, 0.05],
    [0.01, 50, 0.02, 0.03, 0.035, 0.025]
  ])
  expect(word).toBe('No clear winner')
  expect(sentence).toBe(
    'Learning rate 0.01 has the lowest median at every width. Between 10 and 50 nodes there is no clear difference (50 against 10: better in 10 of 16 pairs of seeds, p = 0.57). Lecture seed 15 alone would have named 10 nodes.'
  )
})

test('nothing is called settled when a level configuration disagrees on it', () => {
  const { sentence } = judge([
    [0.001, 10, 0.9, 0.8, 0.9, 0.9],
    [0.001, 50, 0.1, 0.2, 0.3, 0.4],
    [0.01, 10, 0.11, 0.19, 0.29, 0.38],
    [0.01, 50, 0.5, 0.6, 0.7, 0.8]
  ])
  expect(sentence).toMatch(/^Between learning rate 0.01 with 10 nodes and learning rate 0.001 with 50 nodes there is no clear difference/)
})

test('all diverged', () => {
  expect(
    judge([
      [0.3, 10, null, null],
      [0.5, 10, null, 'FAILED']
    ])
  ).toEqual({ word: 'All diverged', sentence: 'All 4 runs diverged or failed, down to learning rate 0.3: try smaller ones.' })
})

test('half or more failed everywhere is no winner', () => {
  expect(
    judge([
      [0.1, 10, null, 0.1],
      [0.3, 10, null, null]
    ])
  ).toEqual({ word: 'No clear winner', sentence: 'In every configuration at least half of the seeds failed.' })
})

test('still running, not even begun, and cancelled', () => {
  expect(judge([[0.1, 10, 0.5, 'RUNNING']])).toEqual({
    word: 'Running',
    sentence: '1 of 2 runs are done. So far learning rate 0.1 with 10 nodes has the lowest median (largest error 0.5).'
  })
  expect(judge([[0.1, 10, 'QUEUED']]).sentence).toBe('0 of 1 runs are done.')
  expect(judge([[0.1, 10, 'CANCELLED']])).toEqual({ word: 'No clear winner', sentence: 'No run was finished.' })
})

test('failed seeds lose their pairs, and pairs are over common seeds only', () => {
  const rows: Parameters<typeof judge>[0] = [
    [0.1, 10, 1, 2, 3, 0.4, 0.5],
    [0.1, 20, 1.5, null, 2.5, 'CANCELLED', 'LOST']
  ]
  const { sentence } = judge(rows, AXES.slice(1))
  // common seeds: 1, 2, 3 against 1.5, infinite, 2.5
  expect(sentence).toContain('Between 10 and 20 nodes there is no clear difference (10 against 20: better in 6 of 9 pairs')
})

test('maximize', () => {
  const { word, sentence } = judge(
    [
      [0.01, 10, 1, 2, 3, 4, 5],
      [0.01, 20, 11, 12, 13, 14, 15]
    ],
    AXES.slice(1),
    'maximize'
  )
  expect(word).toBe('Clear')
  expect(sentence).toMatch(/^20 nodes is best, with a median largest error of 13/)
})

test('configurations that are draws of the same distribution are seldom called clear', () => {
  let state = 1
  const random = () => {
    state = (state * 48271) % 2147483647
    return state / 2147483647
  }
  let clear = 0
  for (let sweep = 0; sweep < 1000; sweep++) {
    const rows = [10, 20].map((width): [number, number, ...number[]] => [0.01, width, ...Array.from({ length: 6 }, random)])
    if (judge(rows).word === 'Clear') clear++
  }
  expect(clear / 1000).toBeLessThan(0.06)
  expect(clear / 1000).toBeGreaterThan(0.02)
})
