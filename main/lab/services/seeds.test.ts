import { afterEach, describe, expect, it } from 'vitest'
import { inverse } from '../testing/inverse.ts'
import { closeLabs, newFolder, openLab } from '../testing/open-lab.ts'
import { judgementOf, spreadOf } from './seeds.ts'

afterEach(closeLabs)

const run = (seed: string, k: number | null, status: 'FINISHED' | 'DIVERGED' = 'FINISHED') => ({
  run: `run-${seed}`,
  seed,
  status,
  reason: status === 'DIVERGED' ? 'NaN at iteration 4' : null,
  metrics:
    k === null
      ? null
      : { max_abs_error: null, max_abs_error_at_points: null, rel_l2: null, condition_violation: 0, estimates: { k }, by_unknown: {} }
})

describe('the spread over seeds', () => {
  // NumPy: values = [1.9, 2.0, 2.3]; mean 2.0666666666666664, std(ddof=1) 0.20816659994661327
  it('is mean, standard deviation and range, one value a seed, with the failures by name', () => {
    const spread = spreadOf([run('1', 1.9), run('4', null, 'DIVERGED'), run('3', 2.3), run('2', 2), run('1', 99)])
    const [k] = spread.estimates
    expect([k!.mean, k!.sd]).toEqual([expect.closeTo(2.0666666666666664, 14), expect.closeTo(0.20816659994661327, 14)])
    expect([k!.values.length, k!.min, k!.max]).toEqual([3, 1.9, 2.3])
    expect(spread.failed).toEqual([{ run: 'run-4', seed: '4', status: 'DIVERGED', reason: 'NaN at iteration 4' }])
    expect(spread.seeds.length).toBe(4)
  })

  it('of one seed has no deviation', () => {
    expect(spreadOf([run('1', 2)]).estimates[0]).toMatchObject({ mean: 2, sd: null, min: 2, max: 2 })
  })
})

it('runs of the same experiment are told from those with other settings or other data', async () => {
  const lab = await openLab(newFolder())
  const start = (seed: number, more: { iterations?: number; files?: Record<string, string> } = {}) => {
    const { settings, ...experiment } = inverse(more.iterations ?? 20, more.files)
    return lab.start({ ...experiment, settings: { ...(settings as object), seed } })
  }
  const first = await start(1)
  const others = [await start(2), await start(3, { iterations: 21 }), await start(4, { files: { 'obs.csv': 'time_s,signal\n0.5,6\n' } })]
  for (const id of [first, ...others]) await lab.run(id, 'FINISHED')
  const { seeds, estimates } = await lab.handlers['run.seeds']({ run: first })
  expect(seeds.toSorted()).toEqual(['1', '2'])
  expect(estimates.map(({ name, values }) => [name, values.length])).toEqual([['k', 2]])
})

it('judges what the seeds found together, a diverged one among them', async () => {
  const lab = await openLab(newFolder())
  const source =
    'schema: ansatz.problem/1\nname: Decay\nvariables: { t: [0, 1] }\nunknowns: [u]\nequations: ["u\' = -u"]\nconditions: ["u(0) = 1"]\nexact: { u: exp(-t) }\n'
  const settings = { network: { hidden: [4] }, training: { optimizer: 'gauss_newton', iterations: 20 } }
  const start = (seed: number) => lab.start({ problem: { source }, settings: { ...settings, seed } })
  const all = [await start(1), await start(2)]
  for (const id of all) await lab.run(id, 'FINISHED')
  const said = await lab.handlers['run.seeds']({ run: all[0]! })
  expect(said.judgement).toMatchObject({ word: '2 seeds agree', sound: true, failed: [] })
  expect(said.judgement!.errors!.worst).toBe(Math.max(...said.runs.map(({ error }) => error!)))
  const [one, two] = await Promise.all(all.map((run) => lab.handlers['run.get']({ run })))
  const found = [{ ...one!, seed: '3', status: 'DIVERGED' as const }, two!, one!]
  expect(judgementOf(found, () => [Float64Array.of(1)])).toMatchObject({ word: 'Of 3 seeds 1 diverged', errors: { worst: null } })
})
