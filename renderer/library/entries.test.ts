import { describe, expect, it } from 'vitest'
import { problemOf } from '../testing/fake/problems.ts'
import { runOf } from '../testing/fake/runs.ts'
import { someSweep } from '../testing/fake/sweeps.ts'
import { entryOfRun, entryOfSweep } from './entries.ts'
import { settingsLine, trainingLine } from './settings-line.ts'

describe('a run in the library', () => {
  it('says its network, its verdict and its digits', () => {
    const entry = entryOfRun(runOf(problemOf('lecture-decay'), 1))
    expect(entry.line).toBe('[10] sigmoid, gradient descent')
    expect(entry.training).toBe('gradient descent, 0.001')
    // 0.0438341 on a solution of height 10: floor(2.36) digits.
    expect(entry.digits).toBe(2)
    expect(entry.verdict?.word).toBe('Two digits')
    expect(entry.words).toContain('two digits')
  })

  it('that nobody named is called after its problem, with its id beside it', () => {
    const run = runOf(problemOf('lecture-decay'), 1)
    expect(entryOfRun({ ...run, name: run.run })).toMatchObject({ name: 'Exponential decay', aside: 'run-00001' })
    expect(entryOfRun({ ...run, name: 'Mine' })).toMatchObject({ name: 'Mine', aside: '' })
  })

  it('leaves digits open without a reference, however low the loss', () => {
    const run = runOf(problemOf('lecture-decay'), 1)
    const entry = entryOfRun({ ...run, metrics: { ...run.metrics!, max_abs_error: null }, loss: { first: 1, last: 1e-20, best: 1e-20 } })
    expect(entry.digits).toBeNull()
    expect(entry.verdict?.word).toBe('Not compared')
  })

  it('names several activations once each, and a rate only where there is one', () => {
    const { settings } = problemOf('lecture-decay-deep')
    const mixed = { ...settings, network: { ...settings.network, activation: ['tanh', 'sine', 'tanh'] as ('tanh' | 'sine')[] } }
    expect(settingsLine(mixed)).toBe('[10, 10] tanh, sine, gradient descent')
    const { learning_rate: _, ...automatic } = settings.training
    expect(trainingLine({ ...settings, training: { ...automatic, optimizer: 'auto' } })).toBe('automatic')
  })
})

it('says of a running sweep how far it is', () => {
  const sweep = someSweep()
  const entry = entryOfSweep(sweep, undefined)
  expect(entry.line).toBe('20 configurations × 5 seeds')
  expect(entry.verdict?.word).toBe('Running, 85 of 100')
  expect(entryOfSweep({ ...sweep, status: 'FINISHED' }, undefined).verdict?.tone).toBe('good')
})
