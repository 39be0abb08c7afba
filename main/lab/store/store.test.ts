import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { Settings } from '../../../core/training/settings.ts'
import { FakeSession, fakeExperiment } from '../jobs/testing/fake-session.ts'
import type { Store } from './index.ts'
import { openStore } from './index.ts'
import type { Surroundings } from './owners.ts'
import { isGone, surroundings } from './owners.ts'
import { recover } from './recover.ts'
import type { NewRun } from './runs.ts'

const NEW: NewRun = {
  name: null,
  problem: 'lecture-decay',
  problemName: 'Exponential decay',
  problemYaml: 'schema: ansatz.problem/1',
  equation: "g' = -gamma*g",
  latex: "g' = -\\gamma g",
  axes: 1,
  settings: Settings.parse({ seed: 'lecture:15' }),
  parameters: { gamma: 2, g0: 10 },
  versions: { ansatz: '0.1.0' },
  machine: { cpu: 'a', cores: 2 }
}

let folder: string
const open: Store[] = []
async function opened(around?: Partial<Surroundings>): Promise<Store> {
  const store = await openStore(folder, 'test', { ...surroundings(), ...around })
  open.push(store)
  return store
}
beforeEach(() => (folder = mkdtempSync(join(tmpdir(), 'ansatz-store-'))))
afterEach(() => {
  for (const store of open.splice(0)) if (store.db.open) store.close()
  rmSync(folder, { recursive: true, force: true })
})

function add(store: Store, run: Partial<NewRun> = {}): string {
  const [id = ''] = store.runs.add([{ ...NEW, ...run }], store.owners.id)
  return id
}

describe('runs', () => {
  it('are numbered per problem, and no number is used twice', async () => {
    const store = await opened()
    expect([add(store), add(store), add(store, { problem: 'poisson' })]).toEqual(['lecture-decay-1', 'lecture-decay-2', 'poisson-1'])
    store.runs.trash('lecture-decay-2', true)
    store.runs.purge(['lecture-decay-2'])
    expect(add(store)).toBe('lecture-decay-3')
  })

  it('give back what was stored, also after the store was closed', async () => {
    const first = await opened()
    const id = add(first, { name: 'mine' })
    const loss = { lossFirst: 367.010300334542, lossLast: NaN, lossBest: 0.1 }
    first.runs.update(id, {
      status: 'DIVERGED',
      iterations: 694,
      ...loss,
      seconds: 1.5,
      scale: 10,
      reason: 'not finite',
      engine: { block: 16 }
    })
    first.runs.tag(id, ['b', ' a ', 'b', ''])
    first.runs.pin(id, true)
    first.close()
    const detail = (await opened()).runs.detail(id)
    expect(detail).toMatchObject({
      run: id,
      name: 'mine',
      status: 'DIVERGED',
      settings: NEW.settings,
      parameters: { gamma: 2, g0: 10 },
      seed: 'lecture:15',
      iterations: 694,
      loss: { first: 367.010300334542, last: null, best: 0.1 },
      tags: ['b', 'a'],
      pinned: true,
      trashed: false,
      reason: 'not finite',
      engine: { block: 16 },
      problemYaml: NEW.problemYaml,
      repeats: null
    })
  })

  it('are listed newest first, without those in the trash', async () => {
    const store = await opened()
    const [a, b, c] = [add(store), add(store), add(store, { problem: 'poisson' })]
    store.runs.trash(b, true)
    store.runs.update(a, { status: 'FINISHED' })
    const ids = (filter: Parameters<typeof store.runs.list>[0]) => store.runs.list(filter).map(({ run }) => run)
    expect(ids({})).toEqual([c, a])
    expect(ids({ trashed: true })).toEqual([b])
    expect(ids({ problem: 'poisson' })).toEqual([c])
    expect(ids({ status: 'FINISHED' })).toEqual([a])
    expect(ids({ limit: 1 })).toEqual([c])
  })

  it('that do not exist are said to be unknown', async () => {
    const store = await opened()
    expect(() => store.runs.detail('nothing-1')).toThrow('There is no run "nothing-1"')
    expect(() => store.runs.rename('nothing-1', 'x')).toThrow('There is no run')
  })

  it('take nothing from a process that they no longer belong to', async () => {
    const store = await opened()
    const id = add(store)
    expect(store.runs.update(id, { iterations: 5 }, 'somebody else')).toBe(false)
    expect(store.runs.update(id, { iterations: 7 }, store.owners.id)).toBe(true)
    expect(store.runs.detail(id).iterations).toBe(7)
  })
})

describe('results', () => {
  it('bring a session back to the same bits', async () => {
    const store = await opened()
    const id = add(store)
    const experiment = fakeExperiment('fine', 200)
    const session = new FakeSession(experiment)
    session.advance(77)
    store.results.saveCheckpoint(id, session.checkpoint())
    store.results.saveSolution(id, session.snapshot())
    expect(store.results.checkpoint(id)).toEqual(session.checkpoint())
    expect(store.results.curve(id)).toEqual(session.history())
    expect(store.results.solution(id)).toEqual([
      { unknown: 'g', axes: session.snapshot().axes, solution: session.snapshot().fields[0]?.solution, exact: null }
    ])
    const resumed = new FakeSession(experiment, store.results.checkpoint(id) ?? undefined)
    resumed.advance(123)
    session.advance(123)
    expect(resumed.checkpoint()).toEqual(session.checkpoint())
  })

  it('go with their run', async () => {
    const store = await opened()
    const id = add(store)
    store.results.saveCheckpoint(id, new FakeSession(fakeExperiment('fine', 1)).checkpoint())
    store.runs.purge([id])
    expect(store.results.checkpoint(id)).toBeNull()
    expect(store.results.curve(id).loss.length).toBe(0)
  })
})

describe('choices', () => {
  it('are remembered by key', async () => {
    const store = await opened()
    expect(store.choices.recall('theme')).toBeNull()
    store.choices.remember('theme', { dark: true })
    store.choices.remember('theme', { dark: false })
    expect(store.choices.recall('theme')).toEqual({ dark: false })
  })
})

describe('what a vanished process left', () => {
  /** A store whose process has ended without a word. */
  async function vanished(): Promise<{ running: string; queued: string; paused: string; ofSweep: string; sweep: string; owner: string }> {
    const store = await opened()
    const plan = { metric: 'max_abs_error', goal: 'minimize' as const, axes: [], seeds: [], configurations: [], concurrent: null }
    const source = { problem: { id: 'lecture-decay' } }
    const sweep = store.sweeps.add({ slug: 'x', name: 'x', document: '', source, problem: 'x', plan }, store.owners.id)
    store.sweeps.setStatus(sweep, 'RUNNING')
    const ids = {
      running: add(store),
      queued: add(store),
      paused: add(store),
      ofSweep: add(store, { sweep }),
      sweep,
      owner: store.owners.id
    }
    store.runs.update(ids.running, { status: 'RUNNING', iterations: 40 })
    store.runs.update(ids.paused, { status: 'PAUSED' })
    store.db.close()
    return ids
  }
  const later = { now: () => Date.now() + 16_000, isRunning: () => false }

  it('is taken back: what it trained is lost, what it queued waits', async () => {
    const { running, queued, paused, ofSweep, sweep } = await vanished()
    // The pid is this process's own, under which nothing else can hide: seen from another one.
    const store = await opened({ ...later, host: surroundings().host, bootedAt: Date.now() + 1000 })
    const status = (id: string) => store.runs.detail(id).status
    expect([running, queued, paused, ofSweep].map(status)).toEqual(['LOST', 'PAUSED', 'PAUSED', 'QUEUED'])
    expect(store.runs.detail(running).reason).toContain('iteration 40')
    expect(store.sweeps.get(sweep)).toMatchObject({ status: 'PAUSED', owner: null })
    expect(store.runs.claim([running, queued, paused, ofSweep], store.owners.id)).toHaveLength(4)
  })

  it('is left alone while its heartbeat is young or its process lives', async () => {
    const { running } = await vanished()
    expect((await opened({ isRunning: () => false })).runs.detail(running).status).toBe('RUNNING')
    const store = await opened({ now: later.now })
    expect(recover(store)).toEqual([])
    expect(store.runs.detail(running).status).toBe('RUNNING')
  })

  it('is told by pid, machine, start of the machine and heartbeat', () => {
    const around: Surroundings = { now: () => 1_000_000, host: 'here', bootedAt: 0, isRunning: (pid) => pid === 1 }
    const owner = { id: 'x', pid: 2, host: 'here', kind: 'test', started_at: '', heartbeat: 1_000_000 - 16_000 }
    expect(isGone(owner, around)).toBe(true)
    expect(isGone({ ...owner, heartbeat: 1_000_000 - 14_000 }, around)).toBe(false)
    expect(isGone({ ...owner, pid: 1 }, around)).toBe(false)
    expect(isGone({ ...owner, pid: 1 }, { ...around, bootedAt: 990_000 })).toBe(true)
    expect(isGone({ ...owner, host: 'there' }, around)).toBe(false)
    expect(isGone({ ...owner, host: 'there', heartbeat: 0 }, around)).toBe(true)
    expect(isGone({ ...owner, pid: process.pid }, around)).toBe(true)
  })
})

describe('the letter box', () => {
  it('carries requests to one owner, in order', async () => {
    const [one, other] = [await opened(), await opened()]
    one.owners.ask(other.owners.id, 'run.pause', 'a')
    one.owners.ask(other.owners.id, 'run.step', 'b', 5)
    expect(one.owners.take()).toEqual([])
    expect(other.owners.take()).toMatchObject([
      { verb: 'run.pause', target: 'a', count: null },
      { verb: 'run.step', target: 'b', count: 5 }
    ])
    expect(other.owners.take()).toEqual([])
  })
})
