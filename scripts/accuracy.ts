import { resolveExperiment } from '../core/training/experiment.ts'
import { CASES, LONG, type Case } from './accuracy/cases.ts'
import { chosen, count, has } from './accuracy/options.ts'
import { solve, type Solved } from './accuracy/solve.ts'
import { digits, table } from './accuracy/table.ts'

// npm run bench:accuracy -- [--seeds 5] [--only decay,lagaris-1] [--json]
// Solves the classical problems with nothing but defaults (burgers, asked for by --only, in windows of time) and prints how far off the solutions are. Times are CPU seconds of this process.

const seeds = count('seeds', 5)
const all = [...CASES, ...LONG]
const ids = chosen(
  all.map(({ id }) => id),
  CASES.map(({ id }) => id)
)

const median = (values: readonly number[]): number => [...values].sort((a, b) => a - b)[Math.floor((values.length - 1) / 2)] ?? NaN

function measured({ id, yaml, aim, norm, published }: Case) {
  const runs = Array.from({ length: seeds }, (_, k): Solved => {
    process.stderr.write(`${id}, seed ${k + 1} of ${seeds}\n`)
    return solve(resolveExperiment({ source: yaml, id, settings: { seed: k + 1 } }))
  })
  return {
    problem: id,
    method: runs.at(-1)!.method,
    aim,
    norm: norm ?? 'largest',
    errors: runs.map(({ error, relativeL2 }) => (norm === undefined ? error : relativeL2) ?? NaN),
    estimated: runs.map(({ estimated }) => estimated),
    seconds: runs.map(({ seconds }) => seconds),
    iterations: runs.map(({ iterations }) => iterations),
    against: runs.at(-1)!.against,
    published
  }
}

const rows = all.filter(({ id }) => ids.includes(id)).map(measured)
if (has('json')) process.stdout.write(`${JSON.stringify({ seeds, rows }, null, 2)}\n`)
else {
  const heads = ['problem', 'method', 'median error', 'worst', 'aim', 'met', 'estimated', 'CPU s', 'worst', 'iterations', 'against']
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
    row.norm === 'largest' ? row.against : `${row.against}, ${row.norm}`,
    row.published
  ])
  process.stdout.write(table([...heads, 'best published'], cells))
  process.stdout.write(
    `\n${seeds} seeds; defaults alone, but for burgers, which asks for windows; errors are the largest unless said, over a dense grid that was never trained on. A classical solver takes milliseconds for most of these.\n`
  )
}
