import { appendFileSync, existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { loadProblem } from '../core/problem/document.ts'
import { ORDER } from '../core/problem/library/order.ts'
import { toYaml } from '../core/problem/yaml.ts'
import { resolveExperiment, type Experiment } from '../core/training/experiment.ts'
import { chosen, count, has, option } from './accuracy/options.ts'
import { PUBLISHED } from './accuracy/published.ts'
import { solve, type Solved } from './accuracy/solve.ts'
import { digits, table } from './accuracy/table.ts'

// npm run library -- [--only heat,bratu] [--own | --auto] [--limit 120] [--seed 1] [--into FILE] [--json]
// Solves the problems of the library with the settings of their files (own), and with nothing but defaults (auto), and prints how far off the solutions are.
// Times are CPU seconds of this process, training alone; --limit ends a run after so many. Progress goes to stderr.
// With --into every result is written to FILE, a line each, as soon as it is there; begun again, the command goes on after what FILE holds for the same limit and seed.

type Way = 'own' | 'auto'
type Row = Solved & { problem: string; way: Way; published: number | null; by: string }
type Kept = Row & { limit: number; seed: number }

const ways: readonly Way[] = has('own') ? ['own'] : has('auto') ? ['auto'] : ['own', 'auto']
const limit = count('limit', 120)
const seed = count('seed', 1)
const contents = (name: string): string => readFileSync(fileURLToPath(new URL(`../core/problem/library/${name}`, import.meta.url)), 'utf8')

/** The problem as its file states it; by defaults alone it is as someone would state it who says nothing of training. */
function experimentOf(id: string, way: Way): Experiment {
  const source = contents(`${id}.yaml`)
  const { settings: _, ...bare } = loadProblem(source).document
  const data = `${id}.csv`
  const files = existsSync(new URL(`../core/problem/library/${data}`, import.meta.url)) ? { [data]: contents(data) } : {}
  return way === 'own'
    ? resolveExperiment({ source, id, files })
    : resolveExperiment({ source: toYaml(bare), id, files, settings: { seed } })
}

const into = option('into')
const written = into !== undefined && existsSync(into) ? readFileSync(into, 'utf8').split('\n').filter(Boolean) : []
const kept = written.map((line) => JSON.parse(line) as Kept).filter((row) => row.limit === limit && row.seed === seed)

const chosenIds = chosen(ORDER)
const rows: Row[] = []
chosenIds.forEach((id, k) => {
  for (const way of ways) {
    const before = kept.find((row) => row.problem === id && row.way === way)
    if (before !== undefined) {
      rows.push(before)
      continue
    }
    const begun = `${k + 1} of ${chosenIds.length}: ${id}, ${way}`
    process.stderr.write(`${begun}\n`)
    const solved = solve(experimentOf(id, way), limit, (iterations, seconds) =>
      process.stderr.write(`${begun}: ${iterations} iterations, ${seconds.toFixed(0)} s of at most ${limit}\n`)
    )
    const published = PUBLISHED[id]
    const row: Row = { problem: id, way, ...solved, published: published?.error ?? null, by: published?.by ?? '' }
    rows.push(row)
    if (into !== undefined) appendFileSync(into, `${JSON.stringify({ ...row, limit, seed })}\n`)
    process.stderr.write(`${begun}: ${digits(solved.error)} in ${solved.seconds.toFixed(1)} s. ${solved.reason}\n`)
  }
})

if (has('json')) process.stdout.write(`${JSON.stringify({ limit, rows }, null, 2)}\n`)
else {
  const heads = ['problem', 'settings', 'method', 'error', 'of', 'estimated', 'verdict', 'CPU s', 'iterations', 'against', 'published']
  const cells = rows.map((row) => [
    row.problem,
    row.way,
    row.method,
    digits(row.error),
    digits(row.scale),
    digits(row.estimated),
    row.level,
    row.reason.startsWith('stopped after') ? `${row.seconds.toFixed(1)} (limit)` : row.seconds.toFixed(1),
    String(row.iterations),
    row.stated === null ? row.against : `${row.against} (${digits(row.stated)})`,
    row.published === null ? '' : `${digits(row.published)} ${row.by}`
  ])
  process.stdout.write(table(heads, cells))
  process.stdout.write('\nerror: the largest over a dense grid that was never trained on; of: the largest value of the solution.\n')
}
