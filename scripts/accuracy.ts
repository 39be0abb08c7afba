import { resolveExperiment } from '../core/training/experiment.ts'
import { Session } from '../core/training/session.ts'
import { judged } from '../core/verdict/index.ts'
import { CASES, LONG, type Case } from './accuracy/cases.ts'

// npm run bench:accuracy -- [--seeds 5] [--only decay,lagaris-1] [--json]
// Solves the classical problems with nothing but defaults and prints how far off the solutions are. Times are CPU seconds of this process.

const option = (name: string): string | undefined => {
  const at = process.argv.indexOf(`--${name}`)
  return at < 0 ? undefined : process.argv[at + 1]
}
const seeds = Number(option('seeds') ?? 5)
const only = option('only')?.split(',')
const unknown = only?.filter((id) => ![...CASES, ...LONG].some((each) => each.id === id)) ?? []
if (unknown.length > 0 || !Number.isInteger(seeds) || seeds < 1) {
  const known = [...CASES, ...LONG].map(({ id }) => id).join(', ')
  process.stderr.write(
    `ansatz: ${unknown.length > 0 ? `there is no problem ${unknown.join(', ')}` : '--seeds takes a whole number from 1 on'}; there are ${known}\n`
  )
  process.exit(2)
}

interface Row {
  problem: string
  method: string
  aim: number
  /** largest error over a dense grid that was never trained on; against the exact solution, else a classical one that states its own error */
  errors: number[]
  estimated: (number | null)[]
  seconds: number[]
  iterations: number[]
  against: string
  published: string
}

const cpu = (): number => process.cpuUsage().user / 1e6 + process.cpuUsage().system / 1e6
const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? NaN

function measured({ id, yaml, aim, published }: Case): Row {
  const row: Row = { problem: id, method: '', aim, errors: [], estimated: [], seconds: [], iterations: [], against: '', published }
  for (let seed = 1; seed <= seeds; seed++) {
    process.stderr.write(`${id}, seed ${seed} of ${seeds}\n`)
    const experiment = resolveExperiment({ source: yaml, id, settings: { seed } })
    const began = cpu()
    const session = new Session(experiment)
    session.advance(Infinity)
    row.seconds.push(cpu() - began)
    row.iterations.push(session.iteration)
    row.method = session.form?.windows === undefined ? String(session.engine.optimizer) : `${session.form.windows.length} windows`
    const { parameters, form } = session.checkpoint()
    const verdict = judged(experiment, parameters, form)
    const { max_abs_error: exact } = session.metrics()
    row.against = exact === null ? (verdict.reference?.method ?? 'nothing') : 'exact'
    row.errors.push(exact ?? verdict.reference?.max_abs_error ?? NaN)
    row.estimated.push(verdict.estimated_error)
  }
  return row
}

const rows = (only === undefined ? CASES : [...CASES, ...LONG].filter(({ id }) => only.includes(id))).map(measured)
const digits = (x: number | null | undefined): string => (x === null || x === undefined || !Number.isFinite(x) ? '-' : x.toExponential(1))
if (process.argv.includes('--json')) process.stdout.write(`${JSON.stringify({ seeds, rows }, null, 2)}\n`)
else {
  const cells = rows.map((row) => [
    row.problem,
    row.method,
    digits(median(row.errors)),
    digits(Math.max(...row.errors)),
    digits(row.aim),
    Math.max(...row.errors) <= row.aim ? 'yes' : 'NO',
    digits(median(row.estimated.map((value) => value ?? NaN))),
    median(row.seconds).toFixed(2),
    Math.max(...row.seconds).toFixed(2),
    String(median(row.iterations)),
    row.against,
    row.published
  ])
  const heads = [
    'problem',
    'method',
    'median error',
    'worst',
    'aim',
    'met',
    'estimated',
    'CPU s',
    'worst',
    'iterations',
    'against',
    'best published'
  ]
  const widths = heads.map((head, k) => Math.max(head.length, ...cells.map((line) => line[k]!.length)))
  for (const line of [heads, ...cells])
    process.stdout.write(
      `${line
        .map((cell, k) => cell.padEnd(widths[k]!))
        .join('  ')
        .trimEnd()}\n`
    )
  process.stdout.write(
    `\n${seeds} seeds, defaults alone; errors are largest ones over a dense grid that was never trained on. A classical solver takes milliseconds for most of these.\n`
  )
}
