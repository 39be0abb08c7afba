import { expect, test } from 'vitest'
import type { RunStatus } from '../../main/api/types.ts'
import { problemOf } from '../testing/fake/problems.ts'
import { runOf } from '../testing/fake/runs.ts'
import { bestOf } from './best.ts'

function run(name: string, error: number | null, status: RunStatus = 'FINISHED') {
  const made = runOf(problemOf('lecture-decay'), 1, { run: name, status })
  return { ...made, metrics: made.metrics === null ? null : { ...made.metrics, max_abs_error: error } }
}

test('the true minimum over all runs, however close and wherever it stands', () => {
  const runs = [run('a', 2.144e-8), run('b', 0.02), run('c', 1.013e-8), run('d', 1.014e-8)]
  expect(bestOf(runs, 'max_abs_error')?.run).toBe('c')
  expect(bestOf(runs.toReversed(), 'max_abs_error')?.run).toBe('c')
})

test('what is not a number, missing, diverged or failed is never best', () => {
  const runs = [run('a', null), run('b', Number.NaN), run('c', 1e-12, 'DIVERGED'), run('d', 1e-12, 'FAILED'), run('e', 0.5)]
  expect(bestOf(runs, 'max_abs_error')?.run).toBe('e')
  expect(bestOf(runs.slice(0, 4), 'max_abs_error')).toBeUndefined()
  expect(bestOf([], 'max_abs_error')).toBeUndefined()
})
