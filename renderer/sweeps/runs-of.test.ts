import { expect, test } from 'vitest'
import type { RunStatus, SweepConfiguration } from '../../main/api/types.ts'
import { doneCount, freshSeeds, inQueue, retryWord, seedsWord, stretches } from './runs-of.ts'

const none: Record<RunStatus, number> = {
  QUEUED: 0,
  RUNNING: 0,
  PAUSED: 0,
  FINISHED: 0,
  PRUNED: 0,
  DIVERGED: 0,
  FAILED: 0,
  CANCELLED: 0,
  LOST: 0
}
const configuration = (config: string, statuses: RunStatus[]): SweepConfiguration => ({
  config,
  values: {},
  runs: statuses.map((status, i) => ({ run: `${config}-${i}`, seed: String(i), status, value: null, iterations: 0, reason: null })),
  n: 0,
  ok: 0,
  failed: 0,
  median: null,
  over: false,
  q25: null,
  q75: null,
  min: null,
  max: null
})

test('runs come in the order of the queue, not of the medians', () => {
  const configurations = ['c10', 'c2', 'c1'].map((config) => configuration(config, ['FINISHED']))
  expect(inQueue({ configurations }).map(({ run }) => run)).toEqual(['c1-0', 'c2-0', 'c10-0'])
})

test('neighbours of a kind are one stretch', () => {
  const { runs } = configuration('c', ['FINISHED', 'PRUNED', 'DIVERGED', 'LOST', 'RUNNING', 'QUEUED', 'PAUSED', 'CANCELLED'])
  expect(stretches(runs)).toEqual([
    { kind: 'ok', count: 2 },
    { kind: 'bad', count: 2 },
    { kind: 'go', count: 1 },
    { kind: 'wait', count: 2 },
    { kind: 'off', count: 1 }
  ])
})

test('a retry says what it runs again', () => {
  expect(retryWord({ counts: none })).toBeNull()
  expect(retryWord({ counts: { ...none, FINISHED: 3, DIVERGED: 6 } })).toBe('6 diverged')
  expect(retryWord({ counts: { ...none, DIVERGED: 6, LOST: 2 } })).toBe('8 runs')
})

test('what waits, rests or runs is not done', () => {
  expect(doneCount({ counts: { ...none, QUEUED: 1, RUNNING: 2, PAUSED: 3, FINISHED: 4, DIVERGED: 5 }, total: 15 })).toBe(9)
})

test('seeds in short', () => {
  expect(seedsWord(['lecture:15'])).toBe('Seed 15')
  expect(seedsWord(['lecture:15', 'lecture:16', 'lecture:17'])).toBe('Seeds 15–17')
  expect(seedsWord(['3', '1'])).toBe('Seeds 3, 1')
  expect(seedsWord(['3', '1', '4', '15', '9'])).toBe('5 seeds')
})

test('fresh seeds were never used', () => {
  expect(freshSeeds(['lecture:15', 'lecture:19'], 2)).toEqual(['lecture:20', 'lecture:21'])
  expect(freshSeeds(['0', '1'], 3)).toEqual([2, 3, 4])
  expect(freshSeeds(['lecture:15', '40'], 1)).toEqual([41])
})
