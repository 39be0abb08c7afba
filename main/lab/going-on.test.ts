import { afterEach, describe, expect, it } from 'vitest'
import type { ExperimentInput } from '../api/types.ts'
import { closeLabs, newFolder, openLab } from './testing/open-lab.ts'

afterEach(closeLabs)

const decay = (training: object, more: object = {}): ExperimentInput => ({
  problem: { id: 'lecture-decay' },
  settings: { training, ...more }
})
const adam = { optimizer: 'adam', learning_rate: 0.01, schedule: 'constant' }

describe('a finished run that is continued', () => {
  it('goes on as a new run with the bits of one that was longer from the start', async () => {
    const lab = await openLab()
    const { handlers } = lab
    const run = await lab.start(decay({ ...adam, iterations: 30 }))
    const first = await lab.run(run, 'FINISHED')
    const { run: next } = await handlers['run.continue']({ run, iterations: 20 })
    const detail = await lab.run(next, 'FINISHED')
    expect(detail).toMatchObject({ iterations: 50, origin: { run, how: 'continue' }, name: `${run} continued` })
    expect(detail.settings.training.iterations).toBe(50)
    expect(detail.seconds).toBeGreaterThan(first.seconds)
    const whole = await lab.start(decay({ ...adam, iterations: 50 }))
    expect(detail.loss).toEqual((await lab.run(whole, 'FINISHED')).loss)
    expect((await handlers['run.curve']({ run: next })).loss).toEqual((await handlers['run.curve']({ run: whole })).loss)
    expect((await handlers['run.get']({ run })).iterations).toBe(30)
  })

  it('is repeated from what it began with, also when that run is gone', async () => {
    const dataDir = newFolder()
    const lab = await openLab(dataDir)
    const { handlers } = lab
    const run = await lab.start(decay({ ...adam, iterations: 30 }))
    await lab.run(run, 'FINISHED')
    const { run: next } = await handlers['run.continue']({ run, iterations: 20, name: 'further', steps: 5 })
    expect(await lab.run(next, 'PAUSED')).toMatchObject({ iterations: 35, name: 'further' })
    await handlers['run.trash']({ runs: [run] })
    await handlers['run.purge']({ runs: [run] })
    await handlers['run.resume']({ run: next })
    await lab.run(next, 'FINISHED')
    const { run: again } = await handlers['run.repeat']({ run: next })
    expect((await lab.run(again, 'FINISHED')).repeats).toEqual({ run: next, identical: true })
  })

  it('stopped early goes on past its stop', async () => {
    const lab = await openLab()
    const run = await lab.start(decay({ ...adam, iterations: 5000, stop: { loss: 100 } }))
    const stopped = await lab.run(run, 'FINISHED')
    expect(stopped.reason).toBe(`The loss reached 100 at iteration ${stopped.iterations}.`)
    const { run: next } = await lab.handlers['run.continue']({ run, iterations: 20 })
    expect(await lab.run(next, 'FINISHED')).toMatchObject({ iterations: stopped.iterations + 20, reason: null })
  })

  it('is refused where the automatic method has ended, in words', async () => {
    const lab = await openLab()
    const run = await lab.start(decay({ optimizer: 'auto', iterations: 400 }))
    await lab.run(run, 'FINISHED')
    const refused = lab.handlers['run.continue']({ run, iterations: 20 })
    await expect(refused).rejects.toMatchObject({ code: 'run-complete', cure: expect.stringContaining(`from: ${run}`) as string })
  })

  it('must be finished', async () => {
    const lab = await openLab()
    const run = await lab.start(decay({ iterations: 30 }), { steps: 3 })
    await lab.run(run, 'PAUSED')
    await expect(lab.handlers['run.continue']({ run, iterations: 20 })).rejects.toMatchObject({ code: 'run-not-finished' })
    await expect(lab.handlers['run.continue']({ run: 'nothing-1', iterations: 20 })).rejects.toMatchObject({ code: 'run-unknown' })
  })
})

describe('an automatic run that is cancelled', () => {
  it('in the middle of a window loses nothing: it goes on to the bits of one that never stopped', async () => {
    const lab = await openLab()
    const settings = { network: { hidden: [6] }, points: { count: 16 }, training: { optimizer: 'auto', windows: 4, iterations: 120 } }
    const experiment: ExperimentInput = { problem: { id: 'lecture-logistic' }, settings }
    const whole = await lab.run(await lab.start(experiment), 'FINISHED')
    const run = await lab.start(experiment, { steps: Math.floor(whole.iterations / 2) })
    await lab.run(run, 'PAUSED')
    await lab.handlers['run.cancel']({ run })
    const cancelled = await lab.run(run, 'CANCELLED')
    expect(cancelled.iterations).toBe(Math.floor(whole.iterations / 2))
    expect((await lab.handlers['run.snapshot']({ run })).fields[0]!.solution.some(Number.isFinite)).toBe(true)
    await lab.handlers['run.resume']({ run })
    const done = await lab.run(run, 'FINISHED')
    expect([done.iterations, done.reason]).toEqual([whole.iterations, whole.reason])
    expect((await lab.handlers['run.curve']({ run })).loss).toEqual((await lab.handlers['run.curve']({ run: whole.run })).loss)
  })
})

describe('training.from', () => {
  it('begins with the weights of a stored run and remembers which', async () => {
    const lab = await openLab()
    const { handlers } = lab
    const run = await lab.start(decay({ ...adam, iterations: 60 }))
    const { loss } = await lab.run(run, 'FINISHED')
    const experiment = { ...decay({ ...adam, iterations: 10, from: run }), parameters: { gamma: 2 } }
    expect((await handlers['experiment.preview']({ experiment })).loss).toBe(loss.last)
    const next = await lab.start(experiment)
    const detail = await lab.run(next, 'FINISHED')
    expect(detail).toMatchObject({ iterations: 10, origin: { run, how: 'from' } })
    expect(detail.loss.first).toBe(loss.last)
    await handlers['run.trash']({ runs: [run] })
    await handlers['run.purge']({ runs: [run] })
    const { run: again } = await handlers['run.repeat']({ run: next })
    expect((await lab.run(again, 'FINISHED')).repeats).toEqual({ run: next, identical: true })
  })

  it('is refused where the run or its network does not fit, and nothing is stored', async () => {
    const lab = await openLab()
    const run = await lab.start(decay({ iterations: 3 }))
    await lab.run(run, 'FINISHED')
    const from = (name: string, network: object = {}): ExperimentInput => decay({ iterations: 3, from: name }, { network })
    await expect(lab.start(from('nothing-1'))).rejects.toMatchObject({ code: 'run-unknown' })
    await expect(lab.start(from(run, { hidden: [11] }))).rejects.toMatchObject({ code: 'from-misfit' })
    expect(await lab.handlers['run.list']({})).toHaveLength(1)
  })

  it('works for every run of a sweep, and for its second attempts', async () => {
    const lab = await openLab()
    const run = await lab.start(decay({ iterations: 30 }))
    const { loss } = await lab.run(run, 'FINISHED')
    const document = 'schema: ansatz.sweep/1\nmethod: grid\nparameters: { learning_rate: { values: [0.001, 1e6] } }\n'
    const { sweep } = await lab.handlers['sweep.start']({ document, experiment: decay({ iterations: 20, from: run }) })
    await lab.sweep(sweep, 'FINISHED')
    await lab.handlers['sweep.retry']({ sweep })
    await lab.sweep(sweep, 'FINISHED')
    const runs = await lab.handlers['run.list']({ sweep })
    expect(runs).toHaveLength(3)
    for (const each of runs) expect(each.loss.first).toBe(loss.last)
  })
})

it('the terms of the loss are kept with the curve', async () => {
  const lab = await openLab()
  const source = `schema: ansatz.problem/1
name: Soft decay
variables: { t: [0, 1] }
unknowns: [g]
equations: ["g' = -2*g"]
conditions: ["g(0) = 1"]
trial: none
weights: { c1: 5 }
`
  const run = await lab.start({ problem: { source }, settings: { training: { iterations: 12 } } })
  await lab.run(run, 'FINISHED')
  const { loss, parts } = await lab.handlers['run.curve']({ run })
  expect(parts?.map(({ name, weight }) => [name, weight])).toEqual([
    ['equation 1', 1],
    ['c1', 5]
  ])
  expect((parts?.[0]?.loss[7] ?? NaN) + 5 * (parts?.[1]?.loss[7] ?? NaN)).toBeCloseTo(loss[7] ?? NaN, 12)
})
