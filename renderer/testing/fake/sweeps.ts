import type { RunStatus, SweepConfiguration, SweepDetail } from '../../../main/api/types.ts'
import { randomFrom } from './runs.ts'

const RATES = [0.0001, 0.001, 0.01, 0.1]
const NODES = [5, 10, 20, 50, 100]
const SEEDS = ['lecture:15', 'lecture:16', 'lecture:17', 'lecture:18', 'lecture:19']
const DONE = 85

/** Learning rate by nodes by seeds, 85 of 100 runs done; one pair of settings diverges for some seeds. */
export function someSweep(): SweepDetail {
  const random = randomFrom(3)
  let number = 0
  const configurations = RATES.flatMap((rate) =>
    NODES.map((nodes): SweepConfiguration => {
      const runs = SEEDS.map((seed) => {
        number += 1
        const fails = rate === 0.1 && random() < 0.35
        const status: RunStatus = number > DONE + 2 ? 'QUEUED' : number > DONE ? 'RUNNING' : fails ? 'DIVERGED' : 'FINISHED'
        const value = status === 'FINISHED' ? 10 ** (-1.6 + Math.abs(Math.log10(rate) + 2) * 0.55 + 0.25 * random()) : null
        return {
          run: status === 'QUEUED' ? null : `sweep-run-${number}`,
          seed,
          status,
          value,
          iterations: 2000,
          reason: fails ? 'NaN at iteration 4' : null
        }
      })
      const values = runs.flatMap(({ value }) => (value === null ? [] : [value])).sort((a, b) => a - b)
      const failed = runs.filter(({ status }) => status === 'DIVERGED').length
      const at = (share: number) => values[Math.min(values.length - 1, Math.floor(share * (values.length + failed)))] ?? null
      const over = failed > 0 && 2 * failed >= values.length + failed
      return {
        config: `${rate}x${nodes}`,
        values: { 'training.learning_rate': rate, 'network.width': nodes },
        runs,
        n: values.length + failed,
        ok: values.length,
        failed,
        median: over ? null : at(0.5),
        over,
        q25: at(0.25),
        q75: at(0.75),
        min: values[0] ?? null,
        max: values.at(-1) ?? null
      }
    })
  )
  const counts: Record<RunStatus, number> = {
    QUEUED: 0,
    RUNNING: 0,
    PAUSED: 0,
    FINISHED: 0,
    PRUNED: 0,
    DIVERGED: 0,
    FAILED: 0,
    CANCELLED: 0,
    LOST: 0
  }
  for (const { runs } of configurations) for (const { status } of runs) counts[status] += 1
  return {
    sweep: 'sweep-1',
    name: 'Learning rate × nodes',
    problem: 'lecture-decay',
    status: 'RUNNING',
    metric: 'max_abs_error',
    goal: 'minimize',
    axes: [
      { name: 'training.learning_rate', label: 'Learning rate', values: RATES },
      { name: 'network.width', label: 'Nodes', values: NODES }
    ],
    seeds: SEEDS,
    counts,
    total: configurations.length * SEEDS.length,
    secondsElapsed: 11.4,
    secondsLeft: 2,
    createdAt: new Date(Date.UTC(2026, 10, 23, 9, 31)).toISOString(),
    trashed: false,
    document: 'schema: ansatz.sweep/1\nname: Learning rate × nodes\n',
    configurations,
    verdict: {
      word: 'No clear winner',
      sentence: 'Learning rate 0.01 is best at every width. Between 10, 20 and 50 nodes there is no clear difference yet.'
    }
  }
}
