import { expect, test } from 'vitest'
import { summarise } from './summarise.ts'
import type { Outcome } from './summarise.ts'

const run = (value: number | null, status = value === null ? 'DIVERGED' : 'FINISHED', k = 0): Outcome => ({
  run: `r${k}`,
  seed: String(k),
  status,
  value,
  iterations: 10,
  reason: null
})
const configuration = (config: string, ...values: (number | null)[]) => ({
  config,
  values: { width: config },
  runs: values.map((value, k) => run(value, undefined, k))
})

test('statistics, with failures as infinite', () => {
  const [summary] = summarise([configuration('a', 0.4, 0.1, null, 0.2, 0.3)], 'minimize')
  expect(summary).toMatchObject({ n: 5, ok: 4, failed: 1, median: 0.3, over: false, q25: 0.2, q75: 0.4, min: 0.1, max: null })
})

test('half failed reads over, more than half null', () => {
  const [half, most, all] = summarise(
    [configuration('a', null, null), configuration('b', 0.1, null, null), configuration('c', 0.2, null)],
    'minimize'
  )
  expect(half).toMatchObject({ config: 'c', median: 0.2, over: true, n: 2, failed: 1, max: null })
  expect(most).toMatchObject({ config: 'b', median: null, over: false, n: 3, ok: 1, min: 0.1 })
  expect(all).toMatchObject({ config: 'a', median: null, over: false, min: null })
})

test('best median first; a good median that is only "over" comes after every real one; nothing known comes last', () => {
  const order = summarise(
    [
      { config: 'empty', values: {}, runs: [run(null, 'QUEUED')] },
      configuration('over', 0.001, null),
      configuration('dead', null, null),
      configuration('poor', 9, 9),
      configuration('good', 0.2, 0.3),
      configuration('best', 0.1, 0.2)
    ],
    'minimize'
  )
  expect(order.map(({ config }) => config)).toEqual(['best', 'good', 'poor', 'over', 'dead', 'empty'])
  expect(order.at(-1)).toMatchObject({ n: 0, median: null, over: false, min: null })
})

test('cancelled, pruned, lost and running runs, and those without the metric, are not judged; a metric that is NaN has failed', () => {
  const runs = [
    run(0.5),
    run(null, 'CANCELLED'),
    run(0.1, 'PRUNED'),
    run(null, 'LOST'),
    run(0.1, 'RUNNING'),
    run(null, 'FINISHED'),
    run(NaN, 'FINISHED')
  ]
  expect(summarise([{ config: 'a', values: {}, runs }], 'minimize')[0]).toMatchObject({ n: 2, ok: 1, failed: 1, median: 0.5, over: true })
})

test('maximize turns everything round but the failures', () => {
  const [best, worst] = summarise([configuration('low', 1, 2, 3), configuration('high', 4, 5, 9, 7, null)], 'maximize')
  expect(best).toMatchObject({ config: 'high', median: 5, q25: 4, q75: 7, min: null, max: 9, failed: 1 })
  expect(worst).toMatchObject({ config: 'low', median: 2, q25: 1.5, q75: 2.5, min: 1, max: 3 })
})
