import { expect, test } from 'vitest'
import { LIBRARY } from '../problem/library/index.ts'
import { resolveExperiment } from './experiment.ts'
import { LossHistory } from './history.ts'
import { Session } from './session.ts'

const { yaml, files } = LIBRARY.find(({ id }) => id === 'decay-inverse')!
const experiment = resolveExperiment({ source: yaml, files, settings: { training: { optimizer: 'adam', iterations: 30 } } })

test('estimates stand beside the loss, iteration by iteration, from the first guess to the metrics', () => {
  const session = new Session(experiment)
  session.advance(Infinity)
  const { iteration, estimates } = session.history()
  expect(estimates!.map(({ name, values }) => [name, values.length])).toEqual([
    ['gamma', iteration.length],
    ['g0', iteration.length]
  ])
  const [gamma, g0] = estimates!.map(({ values }) => values)
  expect([gamma![0], g0![0]]).toEqual([expect.closeTo(1, 12), expect.closeTo(5, 12)])
  expect({ gamma: gamma!.at(-1), g0: g0!.at(-1) }).toEqual(session.metrics().estimates)
  expect(gamma![1]).not.toBe(gamma![0])
})

test('an interrupted run has the estimates of one that was not', () => {
  const through = new Session(experiment)
  through.advance(Infinity)
  const first = new Session(experiment)
  first.advance(12)
  const second = new Session(experiment, structuredClone(first.checkpoint()))
  second.advance(Infinity)
  expect(second.history()).toEqual(through.history())
})

test('a run that was stored without estimates has none for that time', () => {
  const history = new LossHistory(10, { iteration: Float64Array.of(0, 1), loss: Float64Array.of(3, 2) })
  history.add(2, 1, [{ name: 'a', weight: 1, loss: 1 }], {}, () => ({ k: 7 }))
  expect(history.arrays().estimates).toEqual([{ name: 'k', values: Float64Array.of(NaN, NaN, 7) }])
})

test('terms of one fit that another lacks are kept by name, with gaps', () => {
  const history = new LossHistory(10)
  const a = { name: 'a', weight: 1, loss: 3 }
  history.add(0, 3, [a])
  history.add(1, 5, [
    { ...a, loss: 1 },
    { name: 'b', weight: 2, loss: 2 }
  ])
  history.add(2, 4, [{ ...a, loss: 4 }])
  expect(history.arrays().parts).toEqual([
    { name: 'a', weight: 1, loss: Float64Array.of(NaN, 1, 4) },
    { name: 'b', weight: 2, loss: Float64Array.of(NaN, 2, NaN) }
  ])
})
