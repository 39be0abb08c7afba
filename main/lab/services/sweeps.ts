import { LabError } from '../../../core/errors.ts'
import type { RunStatus } from '../../api/types.ts'
import type { Answers, Context } from '../context.ts'
import type { RequestVerb } from '../store/owners.ts'
import { toSummary } from '../store/rows.ts'
import type { RunRow } from '../store/rows.ts'
import type { NewRun } from '../store/runs.ts'
import { startFrom } from './beginnings.ts'
import { headline, newRun } from './experiments.ts'
import { readSweep } from './sweep-document.ts'
import type { ReadSweep } from './sweep-document.ts'
import type { SweepRunner } from './sweep-runner.ts'
import { detailOf, summaryOf } from './sweep-summary.ts'

type Sweeps = Pick<
  Answers,
  | 'sweep.preview'
  | 'sweep.start'
  | 'sweep.list'
  | 'sweep.get'
  | 'sweep.pause'
  | 'sweep.resume'
  | 'sweep.stop'
  | 'sweep.cancel'
  | 'sweep.retry'
  | 'sweep.trash'
  | 'sweep.restore'
>

const RETRIED: readonly RunStatus[] = ['DIVERGED', 'FAILED', 'LOST', 'CANCELLED']
const ROWS = 20
/** Configurations that a preview checks, for it answers while one types; starting checks all. */
const CHECKED = 8

/** Sweeps: many runs that differ in a few values, and what they say together. */
export function sweeps(context: Context, runner: SweepRunner): Sweeps {
  const { store, emit } = context
  /** Does it here where the sweep is run here or nowhere, else asks the process that runs it. */
  const tell = (id: string, verb: RequestVerb, here: () => void) => {
    const { owner, status } = store.sweeps.get(id)
    if (status === 'FINISHED' || status === 'CANCELLED')
      throw new LabError('sweep-over', `${id} is ${status}.`, 'Only a sweep that is not over can be paused, stopped or cancelled.')
    if (owner !== null && owner !== store.owners.id) store.owners.ask(owner, verb, id)
    else here()
    return null
  }
  const begin = (id: string) => {
    if (!store.sweeps.claim(id, store.owners.id))
      throw new LabError('sweep-elsewhere', `${id} is being run by another process.`, 'Wait until it has ended, or pause it first.')
    runner.begin(id)
  }
  const setTrashed = (id: string, trashed: boolean) => {
    const { status } = store.sweeps.get(id)
    if (trashed && status === 'RUNNING') throw new LabError('sweep-busy', `${id} is still running.`, 'Stop or cancel it first.')
    const move = store.db.transaction(() => {
      store.sweeps.trash(id, trashed)
      for (const run of store.runs.rows('sweep = ?', id)) store.runs.trash(run.id, trashed)
    })
    move.immediate()
    emit('sweep.changed', { sweep: id })
    return null
  }
  return {
    'sweep.preview': ({ document, experiment }) => {
      const read = readSweep(document, experiment)
      const { axes, configurations, seeds } = read.expansion
      for (const { values } of spread(configurations, CHECKED)) read.experimentOf(values, read.base.settings.seed)
      return {
        name: read.name,
        configurations: configurations.length,
        seeds: seeds.length,
        runs: configurations.length * seeds.length,
        axes: axes.map(({ name, label, values }) => ({ name, label, values })),
        rows: configurations.slice(0, ROWS).map(({ values }) => values),
        yaml: document
      }
    },
    'sweep.start': async ({ document, experiment, hold = false }) => {
      const read = readSweep(document, experiment)
      const runs = await runsOf(read, context)
      const { sweep, expansion, base, name } = read
      const plan = {
        metric: sweep.metric.name,
        goal: sweep.metric.goal,
        axes: expansion.axes.map(({ name, label, values }) => ({ name, label, values })),
        seeds: expansion.seeds.map(String),
        configurations: expansion.configurations,
        concurrent: sweep.concurrent
      }
      const source = { problem: { source: base.yaml }, settings: base.settings, parameters: base.parameters }
      const add = store.db.transaction(() => {
        const id = store.sweeps.add({ slug: base.id, name, document, source, problem: base.id, plan }, store.owners.id)
        store.runs.add(
          runs.map((run) => ({ ...run, sweep: id })),
          store.owners.id
        )
        return id
      })
      const id = add.immediate()
      emit('sweep.changed', { sweep: id })
      if (hold) {
        store.sweeps.setStatus(id, 'PAUSED')
        runner.settle(id)
      } else begin(id)
      return { sweep: id }
    },
    'sweep.list': ({ trashed }) => store.sweeps.list(trashed ?? false).map((sweep) => summaryOf(context, sweep)),
    'sweep.get': ({ sweep }) => detailOf(context, store.sweeps.get(sweep)),
    'sweep.pause': ({ sweep }) => tell(sweep, 'sweep.pause', () => runner.pause(sweep)),
    'sweep.stop': ({ sweep }) => tell(sweep, 'sweep.stop', () => runner.end(sweep, false)),
    'sweep.cancel': ({ sweep }) => tell(sweep, 'sweep.cancel', () => runner.end(sweep, true)),
    'sweep.resume': ({ sweep }) => {
      const { status } = store.sweeps.get(sweep)
      if (status !== 'PAUSED' && status !== 'QUEUED')
        throw new LabError(
          'sweep-not-resumable',
          `${sweep} is ${status}: it cannot go on.`,
          'A paused sweep goes on; retry runs again what failed or was cancelled.'
        )
      begin(sweep)
      return null
    },
    'sweep.retry': ({ sweep }) => {
      const again = store.runs.rows('sweep = ? AND superseded = 0', sweep).filter(({ status }) => RETRIED.includes(status))
      if (again.length === 0)
        throw new LabError(
          'sweep-nothing-to-retry',
          `No run of ${sweep} diverged, failed, was lost or cancelled.`,
          'There is nothing to run again.'
        )
      const renew = store.db.transaction(() => {
        for (const { id } of again) store.runs.supersede(id)
        store.runs.add(
          again.map((row) => nextAttempt(row, context)),
          store.owners.id
        )
      })
      renew.immediate()
      begin(sweep)
      return null
    },
    'sweep.trash': ({ sweep }) => setTrashed(sweep, true),
    'sweep.restore': ({ sweep }) => setTrashed(sweep, false)
  }
}

/** At most so many entries, first and last among them. */
function spread<T>(all: readonly T[], most: number): T[] {
  const step = Math.max(1, (all.length - 1) / (most - 1))
  return all.filter((_, at) => at === all.length - 1 || at % step < 1)
}

/** The same run once more. */
function nextAttempt(row: RunRow, { store, info: { versions, machine } }: Context): NewRun {
  const { problem, problem_name: problemName, problem_yaml: problemYaml, equation, latex, axes, sweep, config, attempt } = row
  const { settings, parameters } = toSummary(row)
  const kept = { problem, problemName, problemYaml, equation, latex, axes, settings, parameters, sweep, config }
  const { files, starts } = store.runs
  return { ...kept, name: null, attempt: attempt + 1, versions, machine, files: files.of(row.id), start: starts.get(row.id) }
}

/** Every run of a sweep, each configuration checked; lets the window breathe between them. */
async function runsOf({ base, expansion, experimentOf }: ReadSweep, context: Context): Promise<NewRun[]> {
  const line = headline(base)
  const [first = base.settings.seed] = expansion.seeds
  const runs: NewRun[] = []
  for (const { config, values } of expansion.configurations) {
    const experiment = experimentOf(values, first)
    for (const seed of expansion.seeds) {
      const own = { ...experiment, settings: { ...experiment.settings, seed } }
      runs.push(newRun(own, context, { ...line, config, start: startFrom(context.store, own) }))
    }
    await new Promise((resolve) => setImmediate(resolve))
  }
  return runs
}
