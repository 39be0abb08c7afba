import { afterEach, describe, expect, it } from 'vitest'
import type { SweepDetail } from '../../api/types.ts'
import { closeLabs, newFolder, openLab } from '../testing/open-lab.ts'

afterEach(closeLabs)

const document = (lines: string) => `schema: ansatz.sweep/1\nexperiment: lecture-decay\nmethod: grid\n${lines}`
/** learning rate x nodes of J11, the lecture's seed */
const LECTURE = document(`metric: { name: max_abs_error_at_points, goal: minimize }
parameters:
  learning_rate: { values: [1.0e-4, 1.0e-3, 1.0e-2, 1.0e-1, 3.0e-1] }
  width: { values: [2, 5, 10, 20, 50] }
  iterations: { value: 2000 }
`)
const SMALL = document(
  'parameters: { learning_rate: { values: [0.001, 0.3] }, iterations: { value: 800 } }\nreplicates: { seeds: [lecture:15, lecture:16, lecture:17] }\n'
)
const ENDLESS = document('parameters: { learning_rate: { values: [1.0e-6, 1.0e-5] }, iterations: { value: 50000000 } }\n')

const cell = ({ configurations }: SweepDetail, rate: number, width: number) =>
  configurations.find(({ values }) => values.learning_rate === rate && values.width === width)

describe('a sweep of learning rate and nodes', () => {
  it('gives the digits of the course, and its diverged cells are counted, not dropped', async () => {
    const lab = await openLab()
    const preview = await lab.handlers['sweep.preview']({ document: LECTURE })
    expect(preview).toMatchObject({ configurations: 25, seeds: 1, runs: 25 })
    expect(preview.axes.map(({ name }) => name)).toEqual(['learning_rate', 'width'])
    expect(preview.rows).toHaveLength(20)
    const { sweep } = await lab.handlers['sweep.start']({ document: LECTURE })
    const detail = await lab.sweep(sweep, 'FINISHED')
    // course.md J11
    const printed: Record<number, number[]> = {
      1e-4: [1.99, 1.8, 1.63, 1.65, 1.03],
      1e-3: [0.434, 0.167, 0.165, 0.127, 0.133],
      1e-2: [0.102, 0.0432, 0.0271, 0.0277, 0.0327],
      1e-1: [0.251, 0.124, 0.256, 0.182, 0.238]
    }
    for (const [rate, row] of Object.entries(printed))
      expect([2, 5, 10, 20, 50].map((width) => Number(cell(detail, Number(rate), width)?.median?.toPrecision(3)))).toEqual(row)
    for (const width of [2, 5, 10, 20, 50]) {
      expect(cell(detail, 0.3, width)).toMatchObject({ n: 1, ok: 0, failed: 1, median: null })
      expect(cell(detail, 0.3, width)?.runs[0]).toMatchObject({ status: 'DIVERGED', seed: 'lecture:15' })
    }
    expect(detail.counts).toMatchObject({ FINISHED: 20, DIVERGED: 5 })
    expect(detail.verdict.word).toBe('One draw')
    expect(detail.configurations[0]?.values).toMatchObject({ learning_rate: 0.01, width: 10 })
    const run = await lab.handlers['run.get']({ run: cell(detail, 0.01, 10)?.runs[0]?.run ?? '' })
    expect(run).toMatchObject({
      sweep,
      problem: 'lecture-decay',
      settings: { network: { hidden: [10] }, training: { learning_rate: 0.01, iterations: 2000 } }
    })
    const reopened = await openLab(lab.dataDir)
    expect((await reopened.handlers['sweep.list']({})).map((each) => each.sweep)).toEqual([sweep])
    expect(await reopened.handlers['sweep.get']({ sweep })).toEqual(detail)
  })
})

describe('a sweep', () => {
  it('counts failures per configuration over its seeds, and runs them again as new attempts', async () => {
    const lab = await openLab()
    const { sweep } = await lab.handlers['sweep.start']({ document: SMALL })
    const detail = await lab.sweep(sweep, 'FINISHED')
    expect(detail.total).toBe(6)
    expect(detail.configurations.map(({ n, ok, failed }) => ({ n, ok, failed }))).toEqual([
      { n: 3, ok: 3, failed: 0 },
      { n: 3, ok: 0, failed: 3 }
    ])
    expect(detail.secondsElapsed).toBeGreaterThan(0)
    await lab.handlers['sweep.retry']({ sweep })
    const again = await lab.sweep(sweep, 'FINISHED')
    expect(again.total).toBe(6)
    const [first, second] = [detail, again].map(({ configurations }) => configurations[1]?.runs.map(({ run }) => run))
    expect(second).toHaveLength(3)
    expect(second).not.toEqual(first)
    expect((await lab.handlers['run.get']({ run: second?.[0] ?? '' })).attempt).toBe(2)
    expect(await lab.handlers['run.list']({ sweep })).toHaveLength(9)
  })

  it('can be held, paused, gone on with after closing, and cancelled', async () => {
    const dataDir = newFolder()
    const lab = await openLab(dataDir)
    const { sweep } = await lab.handlers['sweep.start']({ document: ENDLESS, hold: true })
    expect((await lab.handlers['sweep.get']({ sweep })).counts).toMatchObject({ QUEUED: 2, RUNNING: 0 })
    await lab.handlers['sweep.resume']({ sweep })
    await lab.until(
      () => lab.handlers['sweep.get']({ sweep }),
      ({ counts }) => counts.RUNNING === 1
    )
    await lab.handlers['sweep.pause']({ sweep })
    const paused = await lab.handlers['sweep.get']({ sweep })
    expect(paused).toMatchObject({ status: 'PAUSED', counts: { QUEUED: 1, RUNNING: 1 } })
    await lab.handlers['sweep.resume']({ sweep })
    await lab.lab.close()
    const reopened = await openLab(dataDir)
    expect(await reopened.handlers['sweep.get']({ sweep })).toMatchObject({ status: 'PAUSED', counts: { QUEUED: 1, PAUSED: 1 } })
    await reopened.handlers['sweep.resume']({ sweep })
    await reopened.until(
      () => reopened.handlers['sweep.get']({ sweep }),
      ({ counts }) => counts.RUNNING === 1
    )
    await expect(reopened.handlers['sweep.trash']({ sweep })).rejects.toMatchObject({ code: 'sweep-busy' })
    await reopened.handlers['sweep.cancel']({ sweep })
    await reopened.until(
      () => reopened.handlers['sweep.get']({ sweep }),
      ({ status, counts }) => status === 'CANCELLED' && counts.CANCELLED === 2
    )
    await reopened.handlers['sweep.trash']({ sweep })
    expect(await reopened.handlers['sweep.list']({})).toEqual([])
    expect(await reopened.handlers['run.list']({ sweep })).toEqual([])
    await reopened.handlers['sweep.restore']({ sweep })
    expect(await reopened.handlers['run.list']({ sweep })).toHaveLength(2)
  })

  it('can be stopped: what is being trained ends by itself, the rest is cancelled', async () => {
    const lab = await openLab()
    const { sweep } = await lab.handlers['sweep.start']({
      document: document('parameters: { width: { values: [2, 3, 4] }, iterations: { value: 20000 } }')
    })
    await lab.until(
      () => lab.handlers['sweep.get']({ sweep }),
      ({ counts }) => counts.RUNNING === 1
    )
    await lab.handlers['sweep.stop']({ sweep })
    await lab.until(
      () => lab.handlers['sweep.get']({ sweep }),
      ({ status, counts }) => status === 'STOPPED' && counts.FINISHED === 1 && counts.CANCELLED === 2
    )
    await expect(lab.handlers['sweep.resume']({ sweep })).rejects.toMatchObject({ code: 'sweep-not-resumable' })
  })

  it('varies the experiment beside it where it names none, parameters of the problem among its values', async () => {
    const lab = await openLab()
    const own = 'schema: ansatz.sweep/1\nmethod: grid\nparameters: { problem.parameters.gamma: { values: [1, 3] } }\n'
    const experiment = { problem: { id: 'lecture-decay' }, settings: { training: { iterations: 20 } }, parameters: { g0: 4 } }
    const { sweep } = await lab.handlers['sweep.start']({ document: own, experiment })
    const { configurations } = await lab.sweep(sweep, 'FINISHED')
    const runs = await Promise.all(configurations.map(({ runs }) => lab.handlers['run.get']({ run: runs[0]?.run ?? '' })))
    expect(runs.map(({ parameters }) => parameters).sort((a, b) => (a.gamma ?? 0) - (b.gamma ?? 0))).toEqual([
      { gamma: 1, g0: 4 },
      { gamma: 3, g0: 4 }
    ])
    expect(runs.map(({ settings }) => settings.training.iterations)).toEqual([20, 20])
  })

  it.each([
    ['a learning rate of -1', document('parameters: { learning_rate: { values: [0.1, -1] } }')],
    ['an unknown parameter', document('parameters: { learning_rte: { values: [0.1] } }')],
    ['an unknown experiment', 'schema: ansatz.sweep/1\nexperiment: nothing\nmethod: grid\nparameters: { width: { values: [1] } }'],
    ['no experiment at all', 'schema: ansatz.sweep/1\nmethod: grid\nparameters: { width: { values: [1] } }'],
    ['what is not YAML', '{{{']
  ])('with %s is refused, and nothing is stored', async (_, faulty) => {
    const { handlers } = await openLab()
    await expect(handlers['sweep.preview']({ document: faulty })).rejects.toMatchObject({ name: 'LabError' })
    await expect(handlers['sweep.start']({ document: faulty })).rejects.toMatchObject({ name: 'LabError' })
    expect(await handlers['sweep.list']({})).toEqual([])
    expect(await handlers['run.list']({})).toEqual([])
  })
})
