import { mkdtempSync, rmSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import type { Store } from '../store/index.ts'
import { openStore } from '../store/index.ts'
import type { Standing } from './messages.ts'
import { Recorder } from './recorder.ts'
import { FakeSession, fakeExperiment } from './testing/fake-session.ts'

let folder: string
let store: Store
let run: string
const emit = vi.fn()
const ended = vi.fn()
const abandon = vi.fn()
let recorder: Recorder

beforeEach(async () => {
  folder = mkdtempSync(join(tmpdir(), 'ansatz-recorder-'))
  store = await openStore(folder, 'test')
  const { settings } = fakeExperiment('fine', 100)
  const text = { problem: 'fake', problemName: 'Fake', problemYaml: '', equation: '', latex: '' }
  ;[run = ''] = store.runs.add([{ ...text, name: null, axes: 1, settings, parameters: {}, versions: {}, machine: {} }], store.owners.id)
  vi.clearAllMocks()
  recorder = new Recorder({ store, emit, ended, abandon })
})
afterEach(() => {
  store.db.pragma('max_page_count = 1000000')
  store.close()
  rmSync(folder, { recursive: true, force: true })
})

function standing(iterations = 20): Standing {
  const session = new FakeSession(fakeExperiment('fine', 100))
  session.advance(iterations)
  const { axes, fields, scale, metrics, loss } = session.snapshot()
  return {
    checkpoint: session.checkpoint(),
    metrics,
    seconds: 1,
    loss: { first: 1, last: loss, best: 0.5 },
    view: { axes, fields, scale },
    engine: { block: 16, later: 'interpreter from iteration 3 on' }
  }
}
/** Lets the database grow no further, as a full disk would. */
const fill = () => store.db.pragma(`max_page_count = ${String(store.db.pragma('page_count', { simple: true }))}`)
const large = (): Standing => {
  const small = standing()
  return { ...small, checkpoint: { ...small.checkpoint, parameters: new Float64Array(1_000_000) } }
}

describe('what a worker says', () => {
  it('is stored and told on', () => {
    recorder.hear({ kind: 'started', run, parameterCount: 31, engine: { block: 16 } })
    recorder.hear({ kind: 'standing', run, standing: standing() })
    const engine = { block: 16, later: 'interpreter from iteration 3 on' }
    expect(store.runs.detail(run)).toMatchObject({ iterations: 20, parameterCount: 31, engine, seconds: 1, scale: 1 })
    expect(store.results.curve(run).loss).toHaveLength(21)
    recorder.hear({ kind: 'ended', run, ending: { status: 'FINISHED', reason: null, error: null }, standing: standing(100) })
    expect(store.runs.detail(run)).toMatchObject({ status: 'FINISHED', iterations: 100 })
    expect(store.runs.row(run).owner).toBeNull()
    expect(emit).toHaveBeenCalledWith('run.progress', expect.objectContaining({ run, status: 'FINISHED', iteration: 100, iterations: 100 }))
    expect(ended).toHaveBeenCalledExactlyOnceWith(run, null)
  })

  it('is dropped, and the run given up, when the run belongs to somebody else by now', () => {
    store.runs.update(run, { owner: null, status: 'LOST' })
    recorder.hear({ kind: 'standing', run, standing: standing() })
    expect(abandon).toHaveBeenCalledExactlyOnceWith(run)
    recorder.hear({ kind: 'ended', run, ending: { status: 'CANCELLED', reason: null, error: null }, standing: standing() })
    expect(store.runs.detail(run)).toMatchObject({ status: 'LOST', iterations: 0 })
    expect(ended).toHaveBeenCalledOnce()
  })

  it('fails the run when the disk is full, keeps its last checkpoint, and throws nothing', () => {
    recorder.hear({ kind: 'standing', run, standing: standing() })
    fill()
    recorder.hear({ kind: 'standing', run, standing: large() })
    expect(abandon).toHaveBeenCalledExactlyOnceWith(run)
    const { status, error, iterations } = store.runs.detail(run)
    expect(status).toBe('FAILED')
    expect(error).toMatchObject({ code: 'disk-full' })
    expect(iterations).toBe(20)
    expect(store.results.checkpoint(run)).toEqual(standing().checkpoint)
    recorder.hear({ kind: 'ended', run, ending: { status: 'CANCELLED', reason: null, error: null }, standing: large() })
    expect(store.runs.detail(run).status).toBe('FAILED')
    expect(ended).toHaveBeenCalledOnce()
  })
})
