import type { Client, Events, EventName } from '../../main/api/contract.ts'
import type { Settings } from '../../core/training/settings.ts'
import type { ExperimentInput, LibraryEntry, RunDetail, RunSummary, SweepDetail } from '../../main/api/types.ts'
import { meantBy, reportOf } from './fake/check.ts'
import { boardDerivation } from './fake/derivation.ts'
import { FAKE_PROBLEMS, problemOf, yamlOf } from './fake/problems.ts'
import type { FakeProblem } from './fake/problems.ts'
import { detailOf, manyRuns, runOf, someRuns } from './fake/runs.ts'
import { lossAt, snapshotOf, spaced } from './fake/snapshot.ts'
import { someSweep } from './fake/sweeps.ts'
import { FakeTraining } from './fake/training.ts'

export interface FakeOptions {
  /** the stored runs; `first` has none at all, as on the first start */
  runs?: 'first' | 'some' | number
  /** choices remembered from before */
  remembered?: Record<string, unknown>
  /** answers in place of the fake ones: failures, delays, what formulas cannot give */
  methods?: Partial<Omit<Client, 'on'>>
}

/** A lab that computes nothing: believable data from formulas, typed by the contract so that it cannot drift from it. */
export interface FakeLab {
  client: Client
  /** every call that was made, oldest first */
  calls: { method: string; input: unknown }[]
  emit<E extends EventName>(event: E, payload: Events[E]): void
  /** ends what still seems to train */
  stop(): void
}

const wrong = (code: string, message: string, cure: string) => Object.assign(new Error(message), { code, cure, place: {} })

/** The problem's own settings with what was chosen laid over them. */
function settingsOf(experiment: ExperimentInput): Settings {
  const { settings } = meantBy(experiment) ?? problemOf('')
  const over = (experiment.settings ?? {}) as Partial<Settings>
  const { network, points, training } = settings
  return {
    ...settings,
    ...over,
    network: { ...network, ...over.network },
    points: { ...points, ...over.points },
    training: { ...training, ...over.training }
  }
}

function entryOf(problem: FakeProblem): LibraryEntry {
  const axes = problem.axes.map(({ from, to }) => spaced(from, to, problem.axes.length === 1 ? 65 : 33))
  const [first = new Float64Array(), second] = axes
  const values = Float64Array.from(
    [...first].flatMap((x) => (second === undefined ? [problem.exact.at(x, 0)] : [...second].map((t) => problem.exact.at(x, t))))
  )
  const { id, name, text, latex, equation, settings } = problem
  return {
    id,
    name,
    group: 'Lecture',
    text,
    latex,
    equation,
    variables: problem.axes.map((axis) => axis.name),
    settings,
    thumbnail: { axes: axes.length, values }
  }
}

export function fakeLab(options: FakeOptions = {}): FakeLab {
  const { runs: kind = 'some', remembered = {} } = options
  const runs = new Map<string, RunSummary>()
  const stored = kind === 'first' ? [] : kind === 'some' ? someRuns() : manyRuns(kind)
  for (const run of stored) runs.set(run.run, run)
  const sweeps = new Map<string, SweepDetail>(kind === 'first' ? [] : [['sweep-1', someSweep()]])
  const memory = new Map(Object.entries(remembered))
  const listeners = new Map<EventName, Set<(payload: never) => void>>()
  const calls: FakeLab['calls'] = []

  const emit: FakeLab['emit'] = (event, payload) => {
    for (const listener of listeners.get(event) ?? []) (listener as (payload: Events[typeof event]) => void)(payload)
  }
  const update = (run: string, changes: Partial<RunSummary>) => {
    const before = runs.get(run)
    if (before === undefined) throw wrong('no-run', `there is no run ${run}`, 'Look in the library.')
    runs.set(run, { ...before, ...changes })
    emit('run.changed', { run, sweep: before.sweep })
  }
  const training = new FakeTraining(emit, update)
  const get = (run: string): RunSummary => {
    const found = runs.get(run)
    if (found === undefined) throw wrong('no-run', `there is no run ${run}`, 'Look in the library.')
    return found
  }
  const sweepOf = (sweep: string): SweepDetail => {
    const found = sweeps.get(sweep)
    if (found === undefined) throw wrong('no-sweep', `there is no sweep ${sweep}`, 'Look in the library.')
    return found
  }
  const changeSweep = (sweep: string, changes: Partial<SweepDetail>) => {
    sweeps.set(sweep, { ...sweepOf(sweep), ...changes })
    emit('sweep.changed', { sweep })
    return null
  }
  const begin = (problem: FakeProblem, changes: Partial<RunSummary>, steps?: number): { run: string } => {
    const run = runOf(problem, runs.size + 1, { status: 'QUEUED', metrics: null, finishedAt: null, ...changes })
    const named = { ...run, run: `run-new-${runs.size + 1}`, createdAt: new Date().toISOString() }
    runs.set(named.run, named)
    emit('run.changed', { run: named.run, sweep: null })
    if (steps === undefined) training.start(named)
    else training.step(named, steps)
    return { run: named.run }
  }
  const each = (names: readonly string[], changes: Partial<RunSummary>) => {
    for (const run of names) update(run, changes)
    return null
  }

  const methods: Omit<Client, 'on'> = {
    'lab.info': async () => ({
      version: '0.1.0',
      versions: { ansatz: '0.1.0', node: '24.21.0' },
      workers: 2,
      dataDir: '/home/student/.local/share/ansatz',
      machine: { cpu: 'a processor of the fake lab', cores: 8 },
      platform: { door: 'test', saveFiles: false }
    }),
    'lab.remember': async ({ key, value }) => {
      memory.set(key, value)
      return null
    },
    'lab.recall': async ({ key }) => memory.get(key) ?? null,
    'library.list': async () => FAKE_PROBLEMS.map(entryOf),
    'library.get': async ({ id }) => ({ id, yaml: yamlOf(problemOf(id)) }),
    'problem.check': async ({ experiment }) => reportOf(experiment),
    'experiment.settings': async ({ experiment }) => settingsOf(experiment),
    'experiment.preview': async ({ experiment }) => {
      const problem = meantBy(experiment)
      if (problem === null) throw wrong('no-equation', 'there is no equation yet', 'Write one with its interval and conditions.')
      const { network, training: plan } = settingsOf(experiment)
      return snapshotOf(problem, network.hidden, 0, plan.iterations)
    },
    'data.describe': async () => ({ rows: 0, columns: [], first: [], proposal: {}, uses: [], errors: [] }),
    'data.attach': async ({ experiment: { problem } }) => ({
      source: 'source' in problem ? problem.source : yamlOf(problemOf(problem.id))
    }),
    'run.start': async ({ experiment, name, steps }) => {
      const problem = meantBy(experiment)
      if (problem === null) throw wrong('no-equation', 'there is no equation yet', 'Write one with its interval and conditions.')
      return begin(problem, { settings: settingsOf(experiment), ...(name === undefined ? {} : { name }) }, steps)
    },
    'run.step': async ({ run, count }) => {
      training.step(get(run), count)
      return null
    },
    'run.pause': async ({ run }) => {
      training.end(get(run), 'PAUSED')
      return null
    },
    'run.resume': async ({ run }) => {
      training.start(get(run))
      return null
    },
    'run.cancel': async ({ run }) => {
      training.end(get(run), 'CANCELLED')
      return null
    },
    'run.repeat': async ({ run }) => begin(problemOf(get(run).problem), { name: get(run).name }),
    'run.list': async ({ trashed = false, problem, sweep, status, limit }) =>
      [...runs.values()]
        .filter((run) => run.trashed === trashed && (problem ?? run.problem) === run.problem && (status ?? run.status) === run.status)
        .filter((run) => sweep === undefined || run.sweep === sweep)
        .slice(0, limit),
    'run.get': async ({ run }): Promise<RunDetail> => detailOf(get(run)),
    'run.curve': async ({ run }) => {
      const summary = get(run)
      const last = Math.max(1, training.iterationOf(summary))
      const iteration = Float64Array.from({ length: Math.min(2001, last + 1) }, (_, i, n = Math.min(2000, last)) =>
        Math.round((i * last) / n)
      )
      return { run, iteration, loss: iteration.map((at) => lossAt(problemOf(summary.problem), at, summary.iterations)) }
    },
    'run.seeds': async ({ run }) => {
      const { seed, status } = get(run)
      return { seeds: [seed], estimates: [], failed: [], runs: [{ run, seed, status, error: null, level: null }], judgement: null }
    },
    'run.continue': async ({ run }) => begin(problemOf(get(run).problem), { name: get(run).name }),
    'run.files': async () => ({}),
    'run.evaluate': async ({ run }) => ({ run, iteration: 0, axes: [], columns: [], extrapolated: new Uint8Array(0) }),
    'run.snapshot': async ({ run }) => {
      const summary = get(run)
      return snapshotOf(problemOf(summary.problem), summary.settings.network.hidden, training.iterationOf(summary), summary.iterations)
    },
    'run.diff': async ({ runs: names }) => [
      { path: 'training.learning_rate', values: names.map((run) => String(get(run).settings.training.learning_rate ?? '')) },
      { path: 'network.hidden', values: names.map((run) => `[${get(run).settings.network.hidden.join(', ')}]`) },
      { path: 'seed', values: names.map((run) => get(run).seed) }
    ],
    'run.rename': async ({ run, name }) => each([run], { name }),
    'run.tag': async ({ run, tags }) => each([run], { tags }),
    'run.pin': async ({ run, pinned }) => each([run], { pinned }),
    'run.trash': async ({ runs: names }) => each(names, { trashed: true }),
    'run.restore': async ({ runs: names }) => each(names, { trashed: false }),
    'run.purge': async ({ runs: names }) => {
      for (const run of names) {
        runs.delete(run)
        emit('run.changed', { run, sweep: null })
      }
      return null
    },
    'reference.solve': async ({ experiment, options: { method, points } }) => {
      const problem = meantBy(experiment) ?? problemOf('')
      const count = points?.[problem.axes[0]?.name ?? 't'] ?? 11
      const at = spaced(0, 1, count)
      const exact = at.map((t) => problem.exact.at(t, 0))
      const values = exact.map((value, i) => value * (1 - 0.04 * i * (1 - i / (2 * count))))
      return {
        method,
        label: method === 'rk4' ? 'Runge-Kutta 4' : 'Euler',
        axes: [{ name: problem.axes[0]?.name ?? 't', values: at }],
        values,
        maxAbsError: Math.max(...values.map((value, i) => Math.abs(value - (exact[i] ?? 0)))),
        errorAtEnd: Math.abs((values.at(-1) ?? 0) - (exact.at(-1) ?? 0)),
        exact,
        steps: { t: count - 1 },
        spacing: { t: 1 / (count - 1) },
        stability: null,
        selfCheck: null,
        notes: [],
        seconds: 0.0004
      }
    },
    'reference.methods': async ({ experiment }) =>
      (meantBy(experiment)?.axes.length ?? 0) === 1
        ? {
            methods: [
              { method: 'euler', label: 'Euler' },
              { method: 'rk4', label: 'Runge-Kutta 4' }
            ],
            reason: null
          }
        : { methods: [{ method: 'explicit_diffusion', label: 'Explicit scheme' }], reason: null },
    'reference.directions': async () => ({ flow: null, reason: 'the fake lab has no system of two unknowns' }),
    'autodiff.read': async ({ expression }) => {
      if (expression.trim() === '') throw wrong('expression', 'there is no expression yet', 'Type one.')
      return { inputs: ['x'], latex: [boardDerivation().latex] }
    },
    'autodiff.derive': async () => boardDerivation(),
    'autodiff.cost': () => Promise.reject(wrong('not-faked', 'the fake lab measures nothing', 'Use the real one.')),
    'autodiff.check': () => Promise.reject(wrong('not-faked', 'the fake lab checks no gradient', 'Use the real one.')),
    'sweep.preview': async () => {
      const { name, configurations, seeds, total, axes, document } = someSweep()
      return {
        name,
        configurations: configurations.length,
        seeds: seeds.length,
        runs: total,
        axes,
        rows: configurations.map(({ values }) => values),
        yaml: document
      }
    },
    'sweep.start': async () => {
      const sweep = `sweep-${sweeps.size + 1}`
      sweeps.set(sweep, { ...someSweep(), sweep })
      emit('sweep.changed', { sweep })
      return { sweep }
    },
    'sweep.list': async ({ trashed = false }) => [...sweeps.values()].filter((sweep) => sweep.trashed === trashed),
    'sweep.get': async ({ sweep }) => sweepOf(sweep),
    'sweep.pause': async ({ sweep }) => changeSweep(sweep, { status: 'PAUSED' }),
    'sweep.resume': async ({ sweep }) => changeSweep(sweep, { status: 'RUNNING' }),
    'sweep.stop': async ({ sweep }) => changeSweep(sweep, { status: 'STOPPED' }),
    'sweep.cancel': async ({ sweep }) => changeSweep(sweep, { status: 'CANCELLED' }),
    'sweep.retry': async ({ sweep }) => changeSweep(sweep, { status: 'RUNNING' }),
    'sweep.trash': async ({ sweep }) => changeSweep(sweep, { trashed: true }),
    'sweep.restore': async ({ sweep }) => changeSweep(sweep, { trashed: false }),
    'export.data': async ({ runs: names = [], formats }) =>
      formats.map((format) => ({
        name: `runs.${format}`,
        mime: format === 'csv' ? 'text/csv' : 'application/json',
        bytes: new TextEncoder().encode(names.join('\n'))
      })),
    'export.python': async () => ({ files: [], notes: [] }),
    'export.save': async () => ({ folder: '/home/student/figures' })
  }

  const on: Client['on'] = (event, listener) => {
    const all = listeners.get(event) ?? new Set()
    listeners.set(event, all.add(listener))
    return () => void all.delete(listener)
  }
  return { client: { ...recorded({ ...methods, ...options.methods }, calls), on }, calls, emit, stop: () => training.stop() }
}

/** The same methods, each call noted. */
function recorded(methods: Omit<Client, 'on'>, calls: FakeLab['calls']): Omit<Client, 'on'> {
  return new Proxy(methods, {
    get(target, method: keyof typeof methods) {
      return (input: never) => {
        calls.push({ method, input })
        return (target[method] as (input: never) => Promise<unknown>)(input)
      }
    }
  })
}
