import { LabError } from '../../core/errors.ts'
import { Settings } from '../../core/training/settings.ts'
import { Methods } from '../../main/api/contract.ts'
import type { Emit, Handlers } from '../../main/api/contract.ts'
import type { LabEvents } from '../../main/api/dispatch.ts'
import type { RunDetail, RunStatus } from '../../main/api/types.ts'

/** Values that a door could lose on the way; the fake lab recalls them under the key `odd`. */
export const odd = () => ({
  numbers: [NaN, Infinity, -Infinity, -0, 0.1],
  hole: undefined,
  marked: { $: 'Float64Array', at: 0, n: 1 },
  arrays: [Float64Array.of(1, NaN, -0), Float32Array.of(0.5), Int32Array.of(-7), Uint32Array.of(2 ** 32 - 1), Uint8Array.of(1, 2, 3)]
})

export interface FakeLab {
  handlers: Handlers
  events: LabEvents
  emit: Emit
  /** how many doors listen */
  listeners(): number
}

function detail(run: string, status: RunStatus, iterations: number): RunDetail {
  const loss = { first: 367.0103, last: 0.0666807, best: 0.0666807 }
  return {
    ...{ run, name: run, problem: 'lecture-decay', problemName: 'Decay', equation: "g' = -2*g", latex: "g'=-2g", axes: 1, status },
    ...{ settings: Settings.parse({}), parameters: { gamma: 2 }, seed: 'lecture:15', iterations, loss, metrics: null, scale: 1 },
    ...{ parameterCount: 31, seconds: 0.01, createdAt: '2026-11-23T12:00:00Z', finishedAt: null, sweep: null, config: null, tags: [] },
    ...{ pinned: false, trashed: false, reason: null, problemYaml: 'name: Decay', versions: {}, machine: {}, engine: {} },
    ...{ startedAt: null, error: null, attempt: 1, repeats: null }
  }
}

/** A lab of the contract's shape with no engine behind it: enough to try a door in every way. */
export function fakeLab(): FakeLab {
  const listeners = new Set<Emit>()
  const emit: Emit = (event, payload) => listeners.forEach((listener) => listener(event, payload))
  const remembered = new Map<string, unknown>()
  const runs = new Map<string, RunDetail>()

  const missing = Object.fromEntries(
    Object.keys(Methods).map((name) => [
      name,
      () => Promise.reject(new LabError('not-faked', `the fake lab has no ${name}`, 'Use the real one.'))
    ])
  ) as unknown as Handlers

  function find(run: string): RunDetail {
    const found = runs.get(run)
    if (found === undefined) throw new LabError('no-such-run', `there is no run ${run}`, 'See `ansatz run ls`.')
    return found
  }

  const handlers: Handlers = {
    ...missing,
    'lab.info': async () => ({
      ...{ version: '0.0.0', versions: {}, workers: 0, dataDir: '/nowhere', machine: {} },
      platform: { door: 'test', saveFiles: true }
    }),
    'lab.remember': async ({ key, value }) => {
      remembered.set(key, value)
      return null
    },
    'lab.recall': async ({ key }) => (key === 'odd' ? odd() : (remembered.get(key) ?? null)),
    'library.list': async () => [
      {
        ...{ id: 'lecture-decay', name: 'Decay', group: 'Lecture', text: '', latex: "g'=-2g", equation: "g' = -2*g", variables: ['x'] },
        settings: Settings.parse({}),
        thumbnail: { axes: 1, values: Float64Array.from({ length: 65 }, (_, i) => Math.exp((-2 * i) / 64)) }
      }
    ],
    'library.get': async ({ id }) => {
      if (id === 'lecture-decay') return { id, yaml: 'name: Decay\n' }
      throw new LabError(
        'no-such-problem',
        `the library has no ${id}`,
        'See `ansatz problems`.',
        { line: 1, column: 9, length: id.length },
        'lecture-decay'
      )
    },
    'run.start': async ({ experiment }) => {
      const run = `run-${runs.size + 1}`
      const { iterations } = Settings.parse(experiment.settings ?? {}).training
      runs.set(run, detail(run, 'RUNNING', iterations))
      setTimeout(() => {
        for (const iteration of [1, 2, 3]) {
          const at = { iteration: Math.ceil((iterations * iteration) / 3), iterations, loss: 1 / iteration, metrics: null }
          emit('run.progress', { run, status: 'RUNNING', ...at, seconds: 0.1, secondsLeft: 0.1, sweep: null })
        }
        runs.set(run, detail(run, 'FINISHED', iterations))
        emit('run.changed', { run, sweep: null })
      }, 5)
      return { run }
    },
    'run.get': async ({ run }) => find(run),
    'run.list': async () => [...runs.values()],
    'run.curve': async ({ run }) => {
      const length = Math.min(find(run).iterations, 20_000)
      return { run, iteration: Float64Array.from({ length }, (_, i) => i + 1), loss: new Float64Array(length).fill(0.5) }
    },
    'export.save': async ({ files }) => ({ folder: files.map(({ name, bytes }) => `${name}:${[...bytes].join(',')}`).join(' ') })
  }

  return {
    handlers,
    events: {
      subscribe(listener) {
        listeners.add(listener)
        return () => void listeners.delete(listener)
      }
    },
    emit,
    listeners: () => listeners.size
  }
}
