import type { RunStatus, SweepConfiguration, SweepDetail, SweepSummary } from '../../main/api/types.ts'

/** One run of a sweep as it stands in its configuration. */
export type SweepRun = SweepConfiguration['runs'][number]

/** What the eye tells apart: finished, failed in whatever way, at work, waiting, given up. */
export type Kind = 'ok' | 'bad' | 'go' | 'wait' | 'off'
const KINDS: Readonly<Record<RunStatus, Kind>> = {
  QUEUED: 'wait',
  RUNNING: 'go',
  PAUSED: 'wait',
  FINISHED: 'ok',
  PRUNED: 'ok',
  DIVERGED: 'bad',
  FAILED: 'bad',
  CANCELLED: 'off',
  LOST: 'bad'
}
export const kindOf = (status: RunStatus): Kind => KINDS[status]

/** Configurations in the order in which they were written: their ids are numbered. */
export function inOrder(configurations: readonly SweepConfiguration[]): SweepConfiguration[] {
  const collator = new Intl.Collator('en', { numeric: true })
  return configurations.toSorted((a, b) => collator.compare(a.config, b.config))
}

/** All runs in the order of the queue. */
export function inQueue({ configurations }: Pick<SweepDetail, 'configurations'>): SweepRun[] {
  return inOrder(configurations).flatMap(({ runs }) => runs)
}

/** Neighbours of a kind as one stretch: so many runs of it. */
export function stretches(runs: readonly { status: RunStatus }[]): { kind: Kind; count: number }[] {
  const all: { kind: Kind; count: number }[] = []
  for (const { status } of runs) {
    const last = all.at(-1)
    if (last?.kind === kindOf(status)) last.count++
    else all.push({ kind: kindOf(status), count: 1 })
  }
  return all
}

const RETRIED: readonly RunStatus[] = ['DIVERGED', 'FAILED', 'LOST', 'CANCELLED']

/** What a retry would run again, in words: `6 diverged`, or `8 runs` where they ended in several ways; null without any. */
export function retryWord({ counts }: Pick<SweepSummary, 'counts'>): string | null {
  const some = RETRIED.filter((status) => counts[status] > 0)
  const total = some.reduce((sum, status) => sum + counts[status], 0)
  const [only] = some
  return only === undefined ? null : some.length === 1 ? `${total} ${only.toLowerCase()}` : `${total} runs`
}

/** How many are over, in whatever way. */
export function doneCount({ counts, total }: Pick<SweepSummary, 'counts' | 'total'>): number {
  return total - counts.QUEUED - counts.RUNNING - counts.PAUSED
}

const lectureNumber = (seed: string) => /^lecture:(\d+)$/.exec(seed)?.[1]

/** A seed without the name of its generator, where the room is short. */
export const seedNumber = (seed: string): string => lectureNumber(seed) ?? seed

/** `Seed 15`, `Seeds 15–19`, `Seeds 15, 20, 31`, `10 seeds` */
export function seedsWord(seeds: readonly string[]): string {
  const numbers = seeds.map((seed) => Number(seedNumber(seed)))
  const [first = 0] = numbers
  if (numbers.length === 1) return `Seed ${first}`
  if (numbers.every((seed, i) => seed === first + i)) return `Seeds ${first}–${numbers.at(-1)}`
  return numbers.length > 4 ? `${numbers.length} seeds` : `Seeds ${numbers.join(', ')}`
}

/** As many seeds as asked for that the sweep has not used, of the generator that it uses. */
export function freshSeeds(seeds: readonly string[], count: number): (number | string)[] {
  const lecture = seeds.every((seed) => lectureNumber(seed) !== undefined)
  const start = Math.max(0, ...seeds.map((seed) => Number(seedNumber(seed)) + 1).filter(Number.isFinite))
  return Array.from({ length: count }, (_, k) => (lecture ? `lecture:${start + k}` : start + k))
}
