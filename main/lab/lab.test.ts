import { join } from 'node:path'
import Database from 'better-sqlite3'
import { afterEach, describe, expect, it } from 'vitest'
import type { ExperimentInput } from '../api/types.ts'
import { closeLabs, newFolder, openLab } from './testing/open-lab.ts'

afterEach(closeLabs)

const decay = (iterations: number, more: object = {}): ExperimentInput => ({
  problem: { id: 'lecture-decay' },
  settings: { training: { iterations }, ...more }
})
/** Long enough that it never ends by itself in a test. */
const endless = decay(50_000_000)

describe('a run of the lecture', () => {
  it('gives the numbers of the lecture and keeps everything that reproduces it', async () => {
    const lab = await openLab()
    const run = await lab.start({ problem: { id: 'lecture-decay' } })
    expect(run).toBe('lecture-decay-1')
    const detail = await lab.run(run, 'FINISHED')
    expect(detail.loss.first).toBeCloseTo(367.010300334542, 9)
    expect(detail.loss.last).toBeCloseTo(0.06668065, 8)
    expect(detail.metrics?.max_abs_error_at_points).toBeCloseTo(0.0437499, 7)
    expect(detail.scale).toBeCloseTo(10, 6)
    expect(detail).toMatchObject({
      problem: 'lecture-decay',
      problemName: 'Exponential decay',
      axes: 1,
      seed: 'lecture:15',
      iterations: 10000
    })
    expect(detail.problemYaml).toContain('gamma')
    expect(detail.versions).toMatchObject({ ansatz: '0.0.0-test', node: process.versions.node })
    expect(detail.machine.cores).toBeGreaterThan(0)
    expect(detail.parameterCount).toBe(31)
    expect(detail.seconds).toBeGreaterThan(0)
    expect(detail.engine.name).toBeDefined()
    const curve = await lab.handlers['run.curve']({ run })
    expect(curve.loss).toHaveLength(10001)
    // course.md J9: checkpoints of the curve
    expect([100, 1000, 5000].map((k) => Number(curve.loss[k]?.toPrecision(6)))).toEqual([34.2687, 2.4575, 0.196053])
    const snapshot = await lab.handlers['run.snapshot']({ run })
    expect(snapshot.iteration).toBe(10000)
    expect(snapshot.loss).toBe(detail.loss.last)
    expect(lab.said['run.progress'].at(-1)).toMatchObject({ run, status: 'FINISHED', iteration: 10000, secondsLeft: 0 })
  })

  it('is all there after closing and opening again, and gives the same bits when repeated', async () => {
    const dataDir = newFolder()
    const first = await openLab(dataDir)
    const run = await first.start(decay(300))
    await first.run(run, 'FINISHED')
    const before = await Promise.all([
      first.handlers['run.get']({ run }),
      first.handlers['run.curve']({ run }),
      first.handlers['run.snapshot']({ run })
    ])
    await first.lab.close()
    const lab = await openLab(dataDir)
    const after = await Promise.all([
      lab.handlers['run.get']({ run }),
      lab.handlers['run.curve']({ run }),
      lab.handlers['run.snapshot']({ run })
    ])
    expect(after).toEqual(before)
    const { run: again } = await lab.handlers['run.repeat']({ run })
    const detail = await lab.run(again, 'FINISHED')
    expect(detail.repeats).toEqual({ run, identical: true })
    expect(detail.loss).toEqual(before[0].loss)
  })

  it('says that bits differ when they do', async () => {
    const lab = await openLab()
    const run = await lab.start(decay(100))
    await lab.run(run, 'FINISHED')
    const db = new Database(join(lab.dataDir, 'ansatz.db'))
    const bits = db.prepare<[], Buffer>('SELECT parameters FROM checkpoints').pluck().get() ?? Buffer.alloc(0)
    bits[0] = (bits[0] ?? 0) ^ 1
    db.prepare('UPDATE checkpoints SET parameters = ?').run(bits)
    db.close()
    const { run: again } = await lab.handlers['run.repeat']({ run })
    expect((await lab.run(again, 'FINISHED')).repeats).toEqual({ run, identical: false })
  })

  it('is told apart from another by where their settings differ', async () => {
    const lab = await openLab()
    const [run, other] = [await lab.start(decay(20)), await lab.start(decay(20, { seed: 'lecture:16' }))]
    expect(await lab.handlers['run.diff']({ runs: [run, other] })).toEqual([{ path: 'seed', values: ['lecture:15', 'lecture:16'] }])
    expect(await lab.handlers['run.diff']({ runs: [run, run] })).toEqual([])
    const wave = await lab.start({ problem: { id: 'lecture-wave' }, settings: { training: { iterations: 2 } } })
    const paths = (await lab.handlers['run.diff']({ runs: [run, wave] })).map(({ path }) => path)
    expect(paths).toEqual(expect.arrayContaining(['problem', 'problem.parameters.gamma', 'network.hidden']))
  })
})

describe('pausing', () => {
  it('and going on gives the same bits as never pausing', async () => {
    const lab = await openLab()
    const adam = { training: { iterations: 400, optimizer: 'adam', learning_rate: 0.01 } }
    const whole = await lab.start(decay(400, adam))
    await lab.run(whole, 'FINISHED')
    const parts = await lab.start(decay(400, adam), { steps: 0 })
    expect((await lab.run(parts, 'PAUSED')).iterations).toBe(0)
    // each step goes on where the last one stopped
    for (const [count, iteration] of [
      [13, 13],
      [5, 18]
    ] as const) {
      await lab.handlers['run.step']({ run: parts, count })
      await lab.until(
        () => lab.handlers['run.get']({ run: parts }),
        ({ status, iterations }) => status === 'PAUSED' && iterations === iteration
      )
    }
    await lab.lab.close()
    const reopened = await openLab(lab.dataDir)
    await reopened.handlers['run.resume']({ run: parts })
    await reopened.run(parts, 'FINISHED')
    const [one, other] = await Promise.all([whole, parts].map((run) => reopened.handlers['run.snapshot']({ run })))
    expect(other).toEqual(one)
    expect(await reopened.handlers['run.curve']({ run: parts })).toEqual({
      ...(await reopened.handlers['run.curve']({ run: whole })),
      run: parts
    })
  })

  it('happens to what is being trained when the lab is closed', async () => {
    const lab = await openLab()
    const run = await lab.start(endless)
    const waiting = await lab.start(decay(10))
    await lab.until(
      () => Promise.resolve(lab.said['run.progress'].length),
      (count) => count > 1
    )
    const began = performance.now()
    await lab.lab.close()
    expect(performance.now() - began).toBeLessThan(5000)
    const { handlers } = await openLab(lab.dataDir)
    const detail = await handlers['run.get']({ run })
    expect(detail.status).toBe('PAUSED')
    expect(detail.iterations).toBeGreaterThan(0)
    expect((await handlers['run.snapshot']({ run })).iteration).toBe(detail.iterations)
    expect((await handlers['run.get']({ run: waiting })).status).toBe('PAUSED')
  })

  it('and cancelling are refused where nothing trains', async () => {
    const lab = await openLab()
    const run = await lab.start(decay(20))
    await lab.run(run, 'FINISHED')
    await expect(lab.handlers['run.pause']({ run })).rejects.toMatchObject({ code: 'run-idle' })
    await expect(lab.handlers['run.resume']({ run })).rejects.toMatchObject({ code: 'run-not-resumable' })
  })
})

describe('while it trains', () => {
  it('a run answers, reports at most ten times a second, and can be cancelled and resumed', async () => {
    const lab = await openLab()
    const run = await lab.start(endless)
    await lab.run(run, 'RUNNING')
    const began = performance.now()
    await lab.until(
      () => Promise.resolve(lab.said['run.progress'].length),
      (count) => count >= 10
    )
    expect(performance.now() - began).toBeGreaterThan(850)
    const snapshot = await lab.handlers['run.snapshot']({ run })
    expect(snapshot.iteration).toBeGreaterThan(0)
    expect((await lab.handlers['run.curve']({ run })).loss.length).toBeGreaterThan(0)
    await expect(lab.handlers['run.trash']({ runs: [run] })).rejects.toMatchObject({ code: 'run-busy' })
    await lab.handlers['run.cancel']({ run })
    const cancelled = await lab.run(run, 'CANCELLED')
    expect(cancelled.iterations).toBeGreaterThanOrEqual(snapshot.iteration)
    expect(cancelled.finishedAt).not.toBeNull()
    await lab.handlers['run.resume']({ run })
    await lab.until(
      () => Promise.resolve(lab.said['run.progress'].at(-1)?.iteration ?? 0),
      (iteration) => iteration > cancelled.iterations
    )
    await lab.handlers['run.pause']({ run })
    expect((await lab.run(run, 'PAUSED')).iterations).toBeGreaterThan(cancelled.iterations)
  })

  it('a run that diverges says where', async () => {
    const lab = await openLab()
    const run = await lab.start(decay(2000, { training: { iterations: 2000, learning_rate: 0.3 } }))
    const detail = await lab.run(run, 'DIVERGED')
    // course.md J11: the row at 0.3 becomes non-finite at iterations 694-705
    const at = Number(/iteration (\d+)/.exec(detail.reason ?? '')?.[1])
    expect(at).toBeGreaterThanOrEqual(694)
    expect(at).toBeLessThanOrEqual(705)
    expect(detail.loss.last).toBeNull()
    expect(detail.loss.best).toBeGreaterThan(0)
  })
})

describe('bad input', () => {
  const refused: [string, ExperimentInput][] = [
    ['an unknown id', { problem: { id: 'lecture-decya' } }],
    ['a width of 0', { problem: { id: 'lecture-decay' }, settings: { network: { hidden: [0] } } }],
    ['a learning rate of -1', { problem: { id: 'lecture-decay' }, settings: { training: { learning_rate: -1 } } }],
    ['an unknown setting', { problem: { id: 'lecture-decay' }, settings: { trainng: {} } }],
    ['a parameter that is no number', { problem: { id: 'lecture-decay' }, parameters: { gamma: NaN } }],
    ['what is not YAML', { problem: { source: '{{{' } }],
    ['an empty text', { problem: { source: '' } }]
  ]
  it.each(refused)('%s is refused, and nothing is stored', async (_, experiment) => {
    const lab = await openLab()
    await expect(lab.handlers['run.start']({ experiment })).rejects.toMatchObject({
      name: 'LabError',
      cure: expect.stringMatching(/./) as string
    })
    await expect(lab.handlers['experiment.settings']({ experiment })).rejects.toMatchObject({ name: 'LabError' })
    expect(await lab.handlers['run.list']({})).toEqual([])
  })
})

describe('the other answers', () => {
  it('describe the lab and its library', async () => {
    const { handlers, dataDir } = await openLab()
    expect(await handlers['lab.info']({})).toMatchObject({
      version: '0.0.0-test',
      workers: 1,
      dataDir,
      platform: { door: 'test', saveFiles: false }
    })
    const library = await handlers['library.list']({})
    expect(library.map(({ id }) => id)).toContain('lecture-wave')
    const [first] = library
    expect(first).toMatchObject({ id: 'lecture-decay', name: 'Exponential decay', group: 'Lecture', variables: ['t'] })
    const values = first?.thumbnail?.values
    expect(values).toHaveLength(65)
    expect(values?.[0]).toBeCloseTo(10, 12)
    expect(values?.[64]).toBeCloseTo(10 * Math.exp(-2), 12)
    expect(library.find(({ id }) => id === 'lecture-wave')?.thumbnail?.values).toHaveLength(33 * 33)
    expect((await handlers['library.get']({ id: 'lecture-decay' })).yaml).toContain('schema: ansatz.problem/1')
  })

  it('check, complete and preview an experiment, and store nothing', async () => {
    const { handlers } = await openLab()
    const experiment: ExperimentInput = { problem: { id: 'lecture-decay' } }
    const report = await handlers['problem.check']({ experiment })
    expect(report).toMatchObject({ ok: true, errors: [], conditions: [{ how: 'hard', met: true }] })
    expect((await handlers['experiment.settings']({ experiment })).network.hidden).toEqual([10])
    const preview = await handlers['experiment.preview']({ experiment })
    expect(preview.iteration).toBe(0)
    expect(preview.loss).toBeCloseTo(367.010300334542, 9)
    const faulty = await handlers['problem.check']({ experiment: { problem: { source: 'equations: [' } } })
    expect(faulty.ok).toBe(false)
    expect(faulty.errors.length).toBeGreaterThan(0)
    expect(await handlers['run.list']({})).toEqual([])
  })

  it('take an experiment document around a problem of the library', async () => {
    const { handlers } = await openLab()
    const source = 'schema: ansatz.experiment/1\nproblem: lecture-decay\nnetwork: { hidden: [3] }\n'
    const settings = await handlers['experiment.settings']({ experiment: { problem: { source }, settings: { seed: 4 } } })
    expect(settings).toMatchObject({ network: { hidden: [3] }, seed: 4 })
    const unknown = source.replace('lecture-decay', 'my/own.yaml')
    await expect(handlers['experiment.settings']({ experiment: { problem: { source: unknown } } })).rejects.toMatchObject({
      code: 'problem-unknown'
    })
  })

  it('put runs into the trash, take them out, and delete for good only what lies there', async () => {
    const lab = await openLab()
    const { handlers } = lab
    const [a, b] = [await lab.start(decay(5)), await lab.start(decay(5))]
    await lab.run(a, 'FINISHED')
    await lab.run(b, 'FINISHED')
    await handlers['run.trash']({ runs: [a] })
    await expect(handlers['run.purge']({ runs: [a, b] })).rejects.toMatchObject({ code: 'run-not-trashed' })
    expect((await handlers['run.list']({})).map(({ run }) => run)).toEqual([b])
    await handlers['run.restore']({ runs: [a] })
    expect((await handlers['run.get']({ run: a })).trashed).toBe(false)
    await handlers['run.trash']({ runs: [a] })
    await handlers['run.purge']({ runs: [a] })
    await expect(handlers['run.get']({ run: a })).rejects.toMatchObject({ code: 'run-unknown' })
    await expect(handlers['run.trash']({ runs: [b, 'nothing-1'] })).rejects.toMatchObject({ code: 'run-unknown' })
    expect((await handlers['run.get']({ run: b })).trashed).toBe(false)
  })

  it('name, tag, pin and remember', async () => {
    const lab = await openLab()
    const { handlers } = lab
    const run = await lab.start(decay(5), { name: 'first' })
    await lab.run(run, 'FINISHED')
    await handlers['run.rename']({ run, name: 'second' })
    await handlers['run.tag']({ run, tags: ['x'] })
    await handlers['run.pin']({ run, pinned: true })
    expect(await handlers['run.get']({ run })).toMatchObject({ name: 'second', tags: ['x'], pinned: true })
    await handlers['lab.remember']({ key: 'theme', value: 'dark' })
    expect(await handlers['lab.recall']({ key: 'theme' })).toBe('dark')
  })

  it('solve classically beside the network', async () => {
    const { handlers } = await openLab()
    const experiment: ExperimentInput = { problem: { id: 'lecture-decay' } }
    const { methods } = await handlers['reference.methods']({ experiment })
    expect(methods.map(({ method }) => method)).toContain('euler')
    // course.md J12: forward Euler with the same 10 points
    const euler = await handlers['reference.solve']({ experiment, options: { method: 'euler' } })
    expect(euler.maxAbsError).toBeCloseTo(0.45162, 5)
  })
})

describe('two labs over one folder', () => {
  it('train each their own runs, see each other, and ask each other', async () => {
    const one = await openLab()
    const other = await openLab(one.dataDir)
    const run = await one.start(endless)
    await one.run(run, 'RUNNING')
    expect((await other.handlers['run.get']({ run })).status).toBe('RUNNING')
    await expect(other.handlers['run.resume']({ run })).rejects.toMatchObject({ code: 'run-not-resumable' })
    const mine = await other.start(decay(10))
    expect(mine).not.toBe(run)
    await other.run(mine, 'FINISHED')
    await one.until(
      () => Promise.resolve(one.said['run.changed'].some((changed) => changed.run === mine)),
      (heard) => heard
    )
    await other.handlers['run.cancel']({ run })
    await one.run(run, 'CANCELLED')
  })
})
