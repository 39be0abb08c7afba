import type { SeedJudgement } from '../../../core/verdict/seeds.ts'
import type { Settings } from '../../../core/training/settings.ts'
import type { ExperimentInput, RunDetail } from '../../api/types.ts'
import type { Lab } from '../../lab/lab.ts'
import { judgementOf } from '../../lab/services/seeds.ts'
import { followRun } from './follow.ts'
import type { Io } from './io.ts'
import { outcomeDocument } from './outcome.ts'
import { withSettings } from './subject.ts'
import { six, table } from './table.ts'

/** Runs of one experiment from several seeds, and what their distance says. */
export interface SolvedSeeds {
  runs: { detail: RunDetail; values: Float64Array[] }[]
  said: SeedJudgement | undefined
}

/** Trains an experiment from its own seed and those that follow it, one after another; every run is stored. */
export async function solveSeeds(
  lab: Lab,
  io: Io,
  { experiment, seeds, name, quiet }: { experiment: ExperimentInput; seeds: number; name?: string; quiet: boolean }
): Promise<SolvedSeeds> {
  const { seed } = await lab.handlers['experiment.settings']({ experiment })
  const runs: SolvedSeeds['runs'] = []
  for (let k = 0; k < seeds; k++) {
    const own = withSettings(experiment, [], String(later(seed, k)))
    const { run } = await lab.handlers['run.start']({ experiment: own, ...(name === undefined ? {} : { name: `${name}, seed ${k + 1}` }) })
    await followRun(lab, io, run, quiet)
    const detail = await lab.handlers['run.get']({ run })
    if (detail.status === 'CANCELLED') break
    const { fields } = await lab.handlers['run.snapshot']({ run })
    runs.push({ detail, values: fields.map(({ solution }) => solution) })
  }
  const values = new Map(runs.map(({ detail, values }) => [detail.run, values]))
  const newest = runs.map(({ detail }) => detail).toReversed()
  return { runs, said: judgementOf(newest, (run) => values.get(run) ?? []) ?? undefined }
}

function later(seed: Settings['seed'], by: number): Settings['seed'] {
  return typeof seed === 'number' ? (seed + by) % 2 ** 32 : `lecture:${Number(seed.replace('lecture:', '')) + by}`
}

export function seedsDocument({ runs, said }: SolvedSeeds): object {
  return { runs: runs.map(({ detail }) => outcomeDocument(detail)), seeds: said ?? null }
}

export function describeSeeds({ runs, said }: SolvedSeeds): string {
  const rows = runs.map(({ detail: { run, seed, status, loss, metrics } }) => [
    run,
    String(seed),
    status.toLowerCase(),
    six(loss.last),
    six(metrics?.verdict?.error ?? metrics?.max_abs_error),
    six(metrics?.verdict?.estimated_error),
    metrics?.verdict?.level ?? ''
  ])
  const heads = ['run', 'seed', 'status', 'loss', 'error', 'by the residual', 'verdict'].map((head) => ({ head }))
  return `${table(heads, rows)}${said === undefined ? 'Fewer than two runs have ended.' : said.sentence}\n`
}
