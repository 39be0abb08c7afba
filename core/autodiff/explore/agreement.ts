import type { Swept } from './sweeps.ts'

const EPSILON = 2 ** -52

/**
 * For every node the sum over all paths to an output of the absolute product of local derivatives along the path: what rounding
 * errors of a sweep are measured by. The reverse sweep with absolute values.
 */
export function absolutePaths({ ids, uses, outOf, outputs }: Swept, output: number): Float64Array {
  const sums = new Float64Array(ids.length)
  sums[outputs[output]!] = 1
  for (let k = ids.length - 1; k >= 0; k--) {
    for (const use of outOf[k]!) {
      const { to, value, idle } = uses[use]!
      if (!idle && sums[to] !== 0) sums[k]! += sums[to]! * Math.abs(value)
    }
  }
  return sums
}

/** Rounding that two sweeps may differ by, for an absolute path sum. */
export const roundingBound = (paths: number): number => 4 * EPSILON * paths
