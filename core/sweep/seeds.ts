import { LabError } from '../errors.ts'
import type { Seed } from '../training/settings.ts'

/** The seeds of `replicates:`, once each: those listed, or `count` of them from `first_seed` (default 0) on; `lecture:15` counts up to `lecture:16`. */
export function seedList(replicates: { seeds?: Seed[] | undefined; count?: number | undefined; first_seed?: Seed | undefined }): Seed[] {
  const { seeds, count = 0, first_seed: first = 0 } = replicates
  if ((seeds === undefined) === (replicates.count === undefined)) {
    throw new LabError('sweep-seeds', 'Replicates need either a list of seeds or a count.', 'Write seeds: [0, 1, 2] or count: 3.')
  }
  if (seeds !== undefined && replicates.first_seed !== undefined) {
    throw new LabError('sweep-seeds', 'first_seed goes with count, not with seeds.', 'Remove one of the two.')
  }
  if (seeds === undefined) {
    const lecture = typeof first === 'string'
    const start = typeof first === 'string' ? Number(first.slice('lecture:'.length)) : first
    return Array.from({ length: count }, (_, k) => (lecture ? `lecture:${start + k}` : start + k))
  }
  const twice = seeds.find((seed, k) => seeds.indexOf(seed) !== k)
  if (twice === undefined) return seeds
  throw new LabError('sweep-seeds', `Seed ${twice} is listed twice.`, 'A seed gives the same run again, not another draw: list each once.')
}
