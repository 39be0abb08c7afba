import { StreamGenerator } from '../network/random.ts'

/** Draws of round-off: enough to see how far it goes to within a small factor. */
const DRAWS = 4

/** What the terms of a linearised expression add up to at every point, without their signs. */
export function termsAt([residual, ...partials]: readonly Float64Array[], reads: readonly Float64Array[]): Float64Array {
  return residual!.map((_, p) => reads.reduce((sum, row, k) => sum + Math.abs(row[p]! * partials[k]![p]!), 0))
}

/** Residuals that are nothing but round-off: half a unit in the last place of the terms at every point, up or down by chance; one set of rows per draw. */
export function roundOff(terms: readonly Float64Array[]): Float64Array[][] {
  const generator = new StreamGenerator(0, 'round-off')
  const half = Number.EPSILON / 2
  return Array.from({ length: DRAWS }, () => terms.map((row) => row.map((size) => (generator.uniform() < 0.5 ? -half : half) * size)))
}
