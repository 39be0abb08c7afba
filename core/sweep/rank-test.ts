import { erf } from '../autodiff/special.ts'

export interface RankTest {
  /** pairs (a, b) in which a is smaller, and all pairs; equal values, two failures among them, count for neither */
  better: number
  worse: number
  pairs: number
  /** two-sided p of "a and b are draws of the same distribution": exact up to 40 values, ties by mid-ranks */
  p: number
}

/**
 * Mann-Whitney test with its exact permutation distribution: the rank sum's distribution over all ways to deal the pooled values into the
 * two groups, counted by dynamic programming, so that ties (failed runs are all equal, infinite) need no approximation. Three values
 * against three can never come below p = 0.1.
 */
export function rankTest(a: readonly number[], b: readonly number[]): RankTest {
  let [better, worse] = [0, 0]
  for (const x of a) {
    for (const y of b) {
      if (x < y) better++
      else if (x > y) worse++
    }
  }
  const pairs = a.length * b.length
  const p = pairs === 0 ? 1 : a.length + b.length <= MOST_EXACT ? exactP(a, b) : approximateP(a, b)
  return { better, worse, pairs, p }
}

/** Beyond this the exact count takes long and the normal approximation has three digits. */
const MOST_EXACT = 40

/** Twice the mid-rank of each value, a whole number: smaller ones count 2, equal ones (itself included) 1, and 1 more. */
function doubledRanks(pooled: readonly number[]): number[] {
  return pooled.map((x) => pooled.reduce((sum, y) => sum + (y < x ? 2 : y === x ? 1 : 0), 1))
}

function exactP(a: readonly number[], b: readonly number[]): number {
  const pooled = [...a, ...b]
  const ranks = doubledRanks(pooled)
  const total = ranks.reduce((sum, rank) => sum + rank, 0)
  const observed = ranks.slice(0, a.length).reduce((sum, rank) => sum + rank, 0)
  // ways[k][s]: how many choices of k values have doubled rank sum s
  const ways = Array.from({ length: a.length + 1 }, () => new Float64Array(total + 1))
  const none = ways[0]
  if (none !== undefined) none[0] = 1
  for (const rank of ranks) {
    for (let k = a.length; k >= 1; k--) {
      const [to, from] = [ways[k], ways[k - 1]]
      if (to === undefined || from === undefined) continue
      for (let s = total; s >= rank; s--) to[s] = (to[s] ?? 0) + (from[s - rank] ?? 0)
    }
  }
  const centre = (total * a.length) / pooled.length
  const distance = Math.abs(observed - centre) - 1e-9
  let [all, extreme] = [0, 0]
  ways[a.length]?.forEach((count, s) => {
    all += count
    if (Math.abs(s - centre) >= distance) extreme += count
  })
  return extreme / all
}

/** Normal approximation with the variance of the ranks as they are (which corrects for ties) and continuity correction. */
function approximateP(a: readonly number[], b: readonly number[]): number {
  const ranks = doubledRanks([...a, ...b])
  const n = ranks.length
  const mean = ranks.reduce((sum, rank) => sum + rank, 0) / n
  const variance = ranks.reduce((sum, rank) => sum + (rank - mean) ** 2, 0) / (n - 1)
  const off = Math.abs(ranks.slice(0, a.length).reduce((sum, rank) => sum + rank - mean, 0))
  const spread = Math.sqrt((variance * a.length * b.length) / n)
  if (spread === 0) return 1
  return 1 - erf(Math.max(0, off - 1) / spread / Math.SQRT2)
}
