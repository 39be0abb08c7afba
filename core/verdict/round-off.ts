import { StreamGenerator } from '../network/random.ts'

/** Draws of round-off: enough to see how far it goes to within a small factor. */
const DRAWS = 4

/** What the terms of a linearised expression add up to at every point, without their signs. */
export function termsAt([residual, ...partials]: readonly Float64Array[], reads: readonly Float64Array[]): Float64Array {
  return residual!.map((_, p) => reads.reduce((sum, row, k) => sum + Math.abs(row[p]! * partials[k]![p]!), 0))
}

/** Residuals below this share of their own terms are round-off. */
export const ROUND_OFF = 1e-13

/**
 * Residuals that are nothing but round-off, up or down by chance; one set of rows per draw. At every point half a unit in the last place of the terms, and more where more
 * is left than smooth functions follow: networks with large weights lose digits.
 */
export function roundOff(terms: readonly Float64Array[], left: readonly Float64Array[]): Float64Array[][] {
  const generator = new StreamGenerator(0, 'round-off')
  const half = Number.EPSILON / 2
  const sizes = terms.map((row, s) => {
    const most = ROUND_OFF * row.reduce((a, b) => Math.max(a, b), 0)
    return row.map((size, p) => Math.max(half * size, Math.min(most, Math.abs(left[s]![p]!))))
  })
  return Array.from({ length: DRAWS }, () => sizes.map((row) => row.map((size) => (generator.uniform() < 0.5 ? -size : size))))
}
