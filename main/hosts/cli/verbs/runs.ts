import { RUN_STATUSES } from '../../../api/types.ts'
import type { RunDetail, RunSummary } from '../../../api/types.ts'
import { followRun } from '../follow.ts'
import { describeOutcome, exitCodeOfRun, outcomeDocument } from '../outcome.ts'
import { badUsage, wholeNumber } from '../options.ts'
import type { Words } from '../options.ts'
import { duration, table, three } from '../table.ts'
import { EXIT } from '../verb.ts'
import type { Call, Family, Verb } from '../verb.ts'

function statusOf(words: Words): RunSummary['status'] | undefined {
  const word = words.one('status')?.toUpperCase()
  const status = RUN_STATUSES.find((each) => each === word)
  if (word !== undefined && status === undefined) throw badUsage(`There is no status ${word}.`, `Write one of ${RUN_STATUSES.join(', ')}.`)
  return status
}

function listing(runs: readonly RunSummary[]): string {
  if (runs.length === 0) return 'No runs.\n'
  const heads = [{ head: 'run' }, { head: 'name' }, { head: 'status' }, { head: 'error', right: true }, { head: 'loss', right: true }]
  const rows = runs.map((run) => [
    run.run,
    run.name === run.run ? '' : run.name,
    run.status.toLowerCase(),
    three(run.metrics?.max_abs_error),
    three(run.loss.last),
    String(run.iterations),
    duration(run.seconds),
    run.seed,
    run.createdAt.slice(0, 16).replace('T', ' '),
    run.tags.join(', ')
  ])
  const more = [{ head: 'iterations', right: true }, { head: 'time', right: true }, { head: 'seed' }, { head: 'started' }, { head: 'tags' }]
  return table([...heads, ...more], rows)
}

const ls: Verb = {
  name: 'ls',
  usage: '[--problem ID] [--status S] [--sweep ID] [--trashed] [--limit N]',
  summary: 'the stored runs, newest first',
  options: [
    { name: 'problem', value: 'ID', help: 'only runs of this problem' },
    { name: 'status', value: 'S', help: `only runs that are ${RUN_STATUSES.join(', ')}` },
    { name: 'sweep', value: 'ID', help: 'only runs of this sweep' },
    { name: 'trashed', help: 'what lies in the trash' },
    { name: 'limit', value: 'N', help: 'at most so many' }
  ],
  takes: [0, 0],
  run: async ({ words, lab, print }) => {
    const [problem, sweep, status, limit] = [
      words.one('problem'),
      words.one('sweep'),
      statusOf(words),
      wholeNumber(words, 'limit', 1, 100_000)
    ]
    const { handlers } = await lab()
    const runs = await handlers['run.list']({ problem, sweep, status, limit, trashed: words.has('trashed') })
    print(runs, () => listing(runs))
    return EXIT.done
  }
}

function story(run: RunDetail): string {
  const { versions, machine, parameters, repeats, sweep } = run
  const pairs = (record: Readonly<Record<string, unknown>>) =>
    Object.entries(record)
      .map(([key, value]) => `${key} ${String(value)}`)
      .join(', ')
  const again =
    repeats === null
      ? ''
      : `repeats ${repeats.run}: ${repeats.identical === null ? 'not compared' : repeats.identical ? 'the same bits' : 'other bits'}\n`
  const from = sweep === null ? '' : `sweep ${sweep}, configuration ${String(run.config)}, attempt ${run.attempt}\n`
  const { origin } = run
  const begun = origin === undefined ? '' : `${origin.how === 'continue' ? 'goes on with' : 'began with the weights of'} ${origin.run}\n`
  return `${describeOutcome(run)}${from}${begun}${again}parameters: ${pairs(parameters)}\nversions: ${pairs(versions)}\nmachine: ${pairs(machine)}\n`
}

const show: Verb = {
  name: 'show',
  usage: 'RUN',
  summary: 'everything that is stored of a run but its arrays',
  options: [],
  takes: [1, 1],
  run: async ({ words, lab, print }) => {
    const run = await (await lab()).handlers['run.get']({ run: words.positionals[0] ?? '' })
    print(run, () => story(run))
    return EXIT.done
  }
}

const diff: Verb = {
  name: 'diff',
  usage: 'RUN RUN…',
  summary: 'where runs differ in problem, parameters and settings, and what came of it',
  options: [],
  takes: [2, 20],
  run: async ({ words: { positionals: runs }, lab, print }) => {
    const { handlers } = await lab()
    const differences = await handlers['run.diff']({ runs })
    const details = await Promise.all(runs.map((run) => handlers['run.get']({ run })))
    const results = details.map(({ run, status, loss, metrics }) => ({ run, status, loss, metrics }))
    print({ runs, differences, results }, () => {
      const rows = [
        ...differences.map(({ path, values }) => [path, ...values.map((value) => (value === null ? '–' : firstLine(value)))]),
        ['last loss', ...results.map(({ loss }) => three(loss.last))],
        ['largest error', ...results.map(({ metrics }) => three(metrics?.max_abs_error))]
      ]
      return table([{ head: '' }, ...runs.map((head) => ({ head }))], rows)
    })
    return EXIT.done
  }
}

const firstLine = (text: string) => (text.includes('\n') ? `${text.slice(0, text.indexOf('\n'))} …` : text)

/** A verb that does one thing to the runs that it names. */
function each(name: string, usage: string, summary: string, said: string, act: (call: Call, runs: string[]) => Promise<unknown>): Verb {
  return {
    name,
    usage,
    summary,
    options: [],
    takes: [1, 1000],
    run: async (call) => {
      const runs = call.words.positionals
      await act(call, runs)
      call.print({ runs }, () => `${runs.join(', ')}: ${said}\n`)
      return EXIT.done
    }
  }
}

const goOn: Verb = {
  name: 'continue',
  usage: 'RUN --iterations N',
  summary: 'goes on with a finished run, from its weights and its optimiser, as a new run',
  options: [
    { name: 'iterations', value: 'N', help: 'how many more' },
    { name: 'name', value: 'NAME', help: 'what the new run is called' },
    { name: 'quiet', help: 'no progress' }
  ],
  takes: [1, 1],
  run: async ({ words, io, lab, print }) => {
    const iterations = wholeNumber(words, 'iterations', 1, 100_000_000)
    if (iterations === undefined) throw badUsage('How far it goes on is not said.', 'Write --iterations 1000.')
    const name = words.one('name')
    const open = await lab(1)
    const asked = { run: words.positionals[0] ?? '', iterations, ...(name === undefined ? {} : { name }) }
    const { run } = await open.handlers['run.continue'](asked)
    await followRun(open, io, run, words.has('quiet'))
    const detail = await open.handlers['run.get']({ run })
    print(outcomeDocument(detail), () => describeOutcome(detail))
    return exitCodeOfRun(detail)
  }
}

const tag: Verb = {
  name: 'tag',
  usage: 'RUN [TAG]…',
  summary: 'gives a run these tags, and no others',
  options: [],
  takes: [1, 51],
  run: async ({ words, lab, print }) => {
    const [run = '', ...tags] = words.positionals
    await (await lab()).handlers['run.tag']({ run, tags })
    print({ run, tags }, () => `${run}: ${tags.length === 0 ? 'no tags' : tags.join(', ')}\n`)
    return EXIT.done
  }
}

export const run: Family = {
  name: 'run',
  summary: 'stored runs',
  verbs: [
    ls,
    show,
    diff,
    goOn,
    tag,
    each('rm', 'RUN…', 'moves runs to the trash', 'in the trash', async ({ lab }, runs) => (await lab()).handlers['run.trash']({ runs })),
    each('restore', 'RUN…', 'takes runs out of the trash', 'restored', async ({ lab }, runs) =>
      (await lab()).handlers['run.restore']({ runs })
    ),
    each('purge', 'RUN…', 'deletes runs that lie in the trash, for good', 'deleted', async ({ lab }, runs) =>
      (await lab()).handlers['run.purge']({ runs })
    )
  ]
}
