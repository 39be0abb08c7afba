import type { Generator } from './random.ts'

/**
 * First layer of a network whose units share the domain [-1, 1] among them (Ito 1991 has the idea for sigmoids; ranges by measurement on the
 * classical problems). One input: z = a (x - c) with slopes |a| from U(0.5, 3), signs at random, centres c stratified over the interval. Several
 * inputs: Xavier normal weights and biases 0.5 N(0, 1). Deeper layers are Xavier normal with biases 0.
 * @param out rows x columns of the layer at `offset`, column 0 = bias
 */
export function spreadFirstLayer(out: Float64Array, offset: number, rows: number, columns: number, generator: Generator): void {
  const inputs = columns - 1
  for (let i = 0; i < rows; i++) {
    const at = offset + i * columns
    if (inputs === 1) {
      const slope = (0.5 + 2.5 * generator.uniform()) * (generator.uniform() < 0.5 ? -1 : 1)
      const centre = -1 + (2 * (i + generator.uniform())) / rows
      out[at] = -slope * centre
      out[at + 1] = slope
    } else {
      out[at] = 0.5 * generator.normal()
      for (let k = 1; k < columns; k++) out[at + k] = generator.normal() * Math.sqrt(2 / (inputs + rows))
    }
  }
}

/** Largest frequency of random features on [-1, 1]: what so many units, and points to match, can resolve (measured on the classical problems). */
export function bandwidthOf(variables: number, units: number): number {
  if (variables === 1) return 0.4 * units
  if (variables === 2) return units <= 250 ? 4 : units / 50
  return variables === 3 ? 3 : 1.5
}

/**
 * Random sine features (Rahimi & Recht 2007): weights U(-R, R), phases U(0, 2 pi). With R = 25 and 60 units of one variable, R = 8 and 400 units of two.
 * @param out rows x columns of the layer at `offset`, column 0 = bias
 * @param most R of every input
 */
export function randomFeatures(
  out: Float64Array,
  offset: number,
  rows: number,
  columns: number,
  generator: Generator,
  most: readonly number[]
): void {
  for (let i = 0; i < rows; i++) {
    const at = offset + i * columns
    for (let k = 1; k < columns; k++) out[at + k] = (2 * generator.uniform() - 1) * most[k - 1]!
    out[at] = 2 * Math.PI * generator.uniform()
  }
}
