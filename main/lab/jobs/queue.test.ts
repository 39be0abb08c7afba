import { afterEach, describe, expect, it } from 'vitest'
import type { Experiment } from '../../../core/training/experiment.ts'
import type { Checkpoint } from '../../../core/training/session.ts'
import type { Job } from './queue.ts'
import { Queue } from './queue.ts'
import { FakeSession, fakeExperiment } from './testing/fake-session.ts'
import { createFakeWorker } from './testing/fake-worker.ts'
import type { RunMessage } from './workplace.ts'

type Ended = Extract<RunMessage, { kind: 'ended' }>

/** A queue over the fake, with a memory of everything it said. */
class Bench {
  readonly said: RunMessage[] = []
  readonly queue: Queue
  readonly #experiments = new Map<string, Experiment>()
  readonly #checkpoints = new Map<string, Checkpoint>()
  #heard: (() => void)[] = []

  constructor(workers: number, memory = 64) {
    this.queue = new Queue({
      workers,
      memory,
      createWorker: createFakeWorker,
      prepare: ({ run, steps }) => {
        const experiment = this.#experiments.get(run)
        if (experiment === undefined) throw new Error('nothing is known of it')
        const checkpoint = this.#checkpoints.get(run) ?? null
        return { run, experiment, checkpoint, seconds: 0, pauseAt: steps === null ? null : (checkpoint?.iteration ?? 0) + steps }
      },
      say: (message) => {
        this.said.push(message)
        if (message.kind === 'ended' && message.standing !== null) this.#checkpoints.set(message.run, message.standing.checkpoint)
        for (const heard of this.#heard.splice(0)) heard()
      }
    })
  }

  submit(run: string, experiment: Experiment, more: Partial<Job> = {}): void {
    this.#experiments.set(run, experiment)
    this.resume(run, more)
  }

  resume(run: string, more: Partial<Job> = {}): void {
    this.queue.submit([{ run, sweep: null, concurrent: null, steps: null, ...more }])
  }

  async until<T extends RunMessage>(fits: (message: RunMessage) => message is T, count = 1): Promise<T> {
    for (;;) {
      const found = this.said.filter(fits)[count - 1]
      if (found !== undefined) return found
      await new Promise<void>((resolve) => this.#heard.push(resolve))
    }
  }

  ended(run: string, count = 1): Promise<Ended> {
    return this.until((message): message is Ended => message.kind === 'ended' && message.run === run, count)
  }

  /** until the run has come beyond this iteration */
  beyond(run: string, iteration: number): Promise<RunMessage> {
    return this.until(
      (message): message is RunMessage => message.kind === 'progress' && message.run === run && message.iteration > iteration
    )
  }
}

let bench: Bench | undefined
afterEach(() => bench?.queue.close())

function alone(experiment: Experiment): Checkpoint {
  const session = new FakeSession(experiment)
  session.advance(Infinity)
  return session.checkpoint()
}

describe('a run', () => {
  it('trains to its end and reports on the way', async () => {
    bench = new Bench(1)
    const began = performance.now()
    bench.submit('a', fakeExperiment('fine', 400, 1))
    const { ending, standing } = await bench.ended('a')
    const seconds = (performance.now() - began) / 1000
    expect(ending.status).toBe('FINISHED')
    expect(standing?.checkpoint).toEqual(alone(fakeExperiment('fine', 400)))
    expect(standing?.seconds).toBeGreaterThan(0.4)
    expect(standing?.view.fields[0]?.unknown).toBe('g')
    expect(bench.said[0]).toMatchObject({ kind: 'started', parameterCount: 1, engine: { name: 'fake' } })
    const progress = bench.said.filter((message) => message.kind === 'progress')
    expect(progress.length).toBeGreaterThan(1)
    // ten and four a second at most, however slow the machine is
    expect(progress.length).toBeLessThan(seconds / 0.1 + 2)
    expect(progress.at(-1)?.secondsLeft).toBeLessThan(seconds)
    expect(progress.filter(({ metrics }) => metrics !== null).length).toBeLessThan(seconds / 0.25 + 2)
  })

  it('gives the same bits however often it was paused', async () => {
    bench = new Bench(1)
    const experiment = fakeExperiment('fine', 300, 1)
    bench.submit('a', experiment, { steps: 7 })
    expect((await bench.ended('a', 1)).standing?.checkpoint.iteration).toBe(7)
    bench.resume('a')
    await bench.beyond('a', 7 + 10)
    bench.queue.pause('a')
    const paused = await bench.ended('a', 2)
    expect(paused.ending.status).toBe('PAUSED')
    const at = paused.standing?.checkpoint.iteration ?? 0
    expect(at).toBeGreaterThan(7)
    expect(at).toBeLessThan(300)
    bench.resume('a')
    const { ending, standing } = await bench.ended('a', 3)
    expect(ending.status).toBe('FINISHED')
    expect(standing?.checkpoint).toEqual(alone(experiment))
  })

  it('can be stepped while it trains, and cancelled', async () => {
    bench = new Bench(1)
    bench.submit('a', fakeExperiment('fine', 1_000_000, 1))
    await bench.beyond('a', 10)
    bench.queue.step('a', 5)
    const { ending, standing } = await bench.ended('a')
    expect(ending.status).toBe('PAUSED')
    expect(standing?.checkpoint.iteration).toBeLessThan(1000)
    bench.resume('a')
    bench.queue.cancel('a')
    expect((await bench.ended('a', 2)).ending.status).toBe('CANCELLED')
  })

  it('answers questions while it trains, and none afterwards', async () => {
    bench = new Bench(1)
    bench.submit('a', fakeExperiment('fine', 1_000_000, 1))
    await bench.beyond('a', 10)
    const snapshot = await bench.queue.look('a', 'snapshot')
    const curve = await bench.queue.look('a', 'curve')
    expect(snapshot?.iteration).toBeGreaterThan(0)
    expect(curve?.loss.length).toBeGreaterThanOrEqual(snapshot?.iteration ?? Infinity)
    bench.queue.cancel('a')
    await bench.ended('a')
    expect(await bench.queue.look('a', 'snapshot')).toBeNull()
  })
})

describe('a mishap ends its own run only:', () => {
  it.each([
    ['diverges', 'DIVERGED', /not finite at iteration 30/, undefined],
    ['refused', 'FAILED', /The fake refuses this/, 'fake'],
    ['throws', 'FAILED', /a defect in the session/, 'internal'],
    ['dies', 'FAILED', /exit code 7/, 'worker-died'],
    ['hoards', 'FAILED', /more memory than a worker may use \(64 MB\)/, 'out-of-memory']
  ])('%s -> %s', async (name, status, reason, code) => {
    bench = new Bench(1)
    bench.submit('bad', fakeExperiment(name, 100))
    bench.submit('good', fakeExperiment('fine', 100))
    const { ending } = await bench.ended('bad')
    expect(ending.status).toBe(status)
    expect(ending.reason).toMatch(reason)
    expect(ending.error?.code).toBe(code)
    expect((await bench.ended('good')).ending.status).toBe('FINISHED')
  })

  it('a run that cannot be prepared', async () => {
    bench = new Bench(1)
    bench.resume('unknown')
    bench.submit('good', fakeExperiment('fine', 100))
    expect((await bench.ended('unknown')).ending.reason).toMatch(/nothing is known of it/)
    expect((await bench.ended('good')).ending.status).toBe('FINISHED')
  })
})

describe('the queue', () => {
  it('trains no more runs at a time than it has workers, those started by hand first', async () => {
    bench = new Bench(1)
    for (const run of ['s1', 's2', 's3']) bench.submit(run, fakeExperiment('fine', 500, 1), { sweep: 's' })
    await bench.beyond('s1', 0)
    bench.submit('hand', fakeExperiment('fine', 10, 1))
    bench.submit('hand2', fakeExperiment('fine', 10, 1))
    for (const run of ['s3', 'hand2']) await bench.ended(run)
    const order = bench.said.filter(({ kind }) => kind === 'ended').map((message) => (message as Ended).run)
    expect(order.indexOf('hand')).toBeLessThan(order.indexOf('s2'))
    let active = 0
    let most = 0 // one worker, and one more for what was started by hand
    for (const { kind } of bench.said) {
      if (kind === 'started') most = Math.max(most, ++active)
      if (kind === 'ended') active--
    }
    expect(most).toBe(2)
  })

  it('keeps to the number of runs that a sweep allows at a time', async () => {
    bench = new Bench(2)
    for (const run of ['s1', 's2', 's3']) bench.submit(run, fakeExperiment('fine', 60, 1), { sweep: 's', concurrent: 1 })
    await bench.ended('s3')
    expect(bench.said.filter(({ kind }) => kind !== 'progress').map(({ kind }) => kind)).toEqual([
      'started',
      'ended',
      'started',
      'ended',
      'started',
      'ended'
    ])
  })

  it('can hold back what waits of a sweep', async () => {
    bench = new Bench(1)
    for (const run of ['s1', 's2']) bench.submit(run, fakeExperiment('fine', 60, 1), { sweep: 's' })
    expect(bench.queue.activeOf('s')).toEqual(['s1'])
    bench.queue.holdBack('s')
    expect((await bench.ended('s1')).ending.status).toBe('FINISHED')
    expect(bench.queue.has('s2')).toBe(false)
    expect(bench.queue.hasSweep('s')).toBe(false)
  })

  it('withdraws what waits when it is paused or cancelled', async () => {
    bench = new Bench(1)
    bench.submit('a', fakeExperiment('fine', 1_000_000, 1))
    bench.submit('b', fakeExperiment('fine', 10))
    bench.submit('c', fakeExperiment('fine', 10))
    bench.queue.pause('b')
    bench.queue.cancel('c')
    expect((await bench.ended('b')).ending.status).toBe('PAUSED')
    expect((await bench.ended('c')).ending.status).toBe('CANCELLED')
  })

  it('closes with a checkpoint of what it was training', async () => {
    bench = new Bench(1)
    bench.submit('a', fakeExperiment('fine', 1_000_000, 1))
    await bench.beyond('a', 10)
    await bench.queue.close()
    const { ending, standing } = await bench.ended('a')
    expect(ending.status).toBe('PAUSED')
    expect(standing?.checkpoint.iteration).toBeGreaterThan(10)
  })
})
