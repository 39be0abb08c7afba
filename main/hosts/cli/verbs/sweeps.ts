import { dirname, resolve } from 'node:path'
import { LIBRARY } from '../../../../core/problem/library/index.ts'
import { parseSweep } from '../../../../core/sweep/parse.ts'
import type { ExperimentInput, SweepDetail, SweepSummary } from '../../../api/types.ts'
import { describeSweep, sweepDocument } from '../sweep-outcome.ts'
import { followSweep } from '../follow-sweep.ts'
import type { Io } from '../io.ts'
import { wholeNumber } from '../options.ts'
import type { Option } from '../options.ts'
import { experimentFrom, readText } from '../subject.ts'
import { duration, table } from '../table.ts'
import { EXIT } from '../verb.ts'
import type { Call, Family, Verb } from '../verb.ts'

const WORKERS: Option = { name: 'workers', short: 'j', value: 'N', help: 'runs trained at a time (default: one a core)' }

/** A sweep file with the experiment that it names by a path, relative to the file. */
function sweepFrom(name: string, io: Io): { document: string; experiment?: ExperimentInput } {
  const { file, text } = readText(name, io)
  const { experiment } = parseSweep(text, file)
  if (typeof experiment !== 'string' || LIBRARY.some(({ id }) => id === experiment)) return { document: text }
  return { document: text, experiment: experimentFrom(resolve(dirname(resolve(io.cwd, file)), experiment), io) }
}

function exitCodeOfSweep({ status, counts, total }: SweepSummary): number {
  if (status === 'CANCELLED') return EXIT.cancelled
  return status === 'FINISHED' && counts.FINISHED === total ? EXIT.done : EXIT.failed
}

/** Runs a sweep in this process to its end and prints what came of it. */
async function toTheEnd(
  { words, io, lab, print }: Call,
  begin: (handlers: Awaited<ReturnType<Call['lab']>>['handlers']) => Promise<string>
): Promise<number> {
  const open = await lab(wholeNumber(words, 'workers', 1, 256))
  const sweep = await begin(open.handlers)
  await followSweep(open, io, sweep)
  const detail = await open.handlers['sweep.get']({ sweep })
  print(sweepDocument(detail), () => describeSweep(detail))
  return exitCodeOfSweep(detail)
}

const create: Verb = {
  name: 'new',
  usage: 'FILE',
  summary: 'checks a sweep file and stores the sweep; nothing runs yet',
  options: [],
  takes: [1, 1],
  run: async ({ words, io, lab, print }) => {
    const input = sweepFrom(words.positionals[0] ?? '', io)
    const { handlers } = await lab()
    const preview = await handlers['sweep.preview'](input)
    const { sweep } = await handlers['sweep.start']({ ...input, hold: true })
    const { configurations, seeds, runs } = preview
    print({ sweep, name: preview.name, configurations, seeds, runs, axes: preview.axes }, () => {
      const names = Object.keys(preview.rows[0] ?? {})
      const rows = preview.rows.map((row) => names.map((name) => String(row[name])))
      const rest = configurations > rows.length ? `and ${configurations - rows.length} more\n` : ''
      const size = `${configurations} configurations × ${seeds} seeds = ${runs} runs`
      return `${sweep}   ${size}\n\n${table(
        names.map((head) => ({ head, right: true })),
        rows
      )}${rest}\nansatz sweep run ${sweep} runs it.\n`
    })
    return EXIT.done
  }
}

const start: Verb = {
  name: 'run',
  usage: 'FILE|ID [-j N]',
  summary: 'runs a sweep, or goes on with a paused one, to its end',
  options: [WORKERS],
  takes: [1, 1],
  run: (call) =>
    toTheEnd(call, async (handlers) => {
      const [name = ''] = call.words.positionals
      const known = (await handlers['sweep.list']({})).some(({ sweep }) => sweep === name)
      if (!known && /[\\/.]/.test(name)) return (await handlers['sweep.start'](sweepFrom(name, call.io))).sweep
      await handlers['sweep.resume']({ sweep: name })
      return name
    })
}

const ls: Verb = {
  name: 'ls',
  usage: '[--trashed]',
  summary: 'the stored sweeps, newest first',
  options: [{ name: 'trashed', help: 'what lies in the trash' }],
  takes: [0, 0],
  run: async ({ words, lab, print }) => {
    const sweeps = await (await lab()).handlers['sweep.list']({ trashed: words.has('trashed') })
    print(sweeps, () => {
      if (sweeps.length === 0) return 'No sweeps.\n'
      const heads = [
        { head: 'sweep' },
        { head: 'name' },
        { head: 'status' },
        { head: 'runs', right: true },
        { head: 'failed', right: true },
        { head: 'time', right: true }
      ]
      const rows = sweeps.map(({ sweep, name, status, counts, total, secondsElapsed }) => [
        sweep,
        name,
        status.toLowerCase(),
        `${counts.FINISHED} of ${total}`,
        String(counts.DIVERGED + counts.FAILED),
        duration(secondsElapsed)
      ])
      return table(heads, rows)
    })
    return EXIT.done
  }
}

const status: Verb = {
  name: 'status',
  usage: 'ID',
  summary: 'a sweep with its configurations, best first, and what its seeds allow to say',
  options: [],
  takes: [1, 1],
  run: async ({ words, lab, print }) => {
    const detail: SweepDetail = await (await lab()).handlers['sweep.get']({ sweep: words.positionals[0] ?? '' })
    print(sweepDocument(detail), () => describeSweep(detail))
    return EXIT.done
  }
}

function tell(name: 'pause' | 'stop' | 'cancel', summary: string, said: string): Verb {
  return {
    name,
    usage: 'ID',
    summary,
    options: [],
    takes: [1, 1],
    run: async ({ words, lab, print }) => {
      const [sweep = ''] = words.positionals
      await (await lab()).handlers[`sweep.${name}`]({ sweep })
      print({ sweep, asked: name }, () => `${sweep}: ${said}\n`)
      return EXIT.done
    }
  }
}

export const sweep: Family = {
  name: 'sweep',
  summary: 'many runs that differ in a few values',
  verbs: [
    create,
    start,
    ls,
    status,
    tell('pause', 'starts nothing new; what is being trained goes on', 'pausing'),
    { ...start, name: 'resume', usage: 'ID [-j N]', summary: 'goes on with a paused sweep, here' },
    tell('stop', 'starts nothing new, for good', 'stopping'),
    tell('cancel', 'ends a sweep and what is being trained of it', 'cancelling'),
    {
      name: 'retry',
      usage: 'ID [-j N]',
      summary: 'runs again, as new attempts, what diverged, failed, was lost or cancelled',
      options: [WORKERS],
      takes: [1, 1],
      run: (call) =>
        toTheEnd(call, async (handlers) => {
          const [name = ''] = call.words.positionals
          await handlers['sweep.retry']({ sweep: name })
          return name
        })
    }
  ]
}
