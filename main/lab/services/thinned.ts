const MOST = 20_000

/** At most 20,000 entries of a curve: all where that fits, else evenly strided with first and last. */
export function thinned({ iteration, loss }: { iteration: Float64Array; loss: Float64Array }): {
  iteration: Float64Array
  loss: Float64Array
} {
  const { length } = iteration
  if (length <= MOST) return { iteration, loss }
  const at = Int32Array.from({ length: MOST }, (_, k) => Math.round((k * (length - 1)) / (MOST - 1)))
  const pick = (values: Float64Array) => Float64Array.from(at, (k) => values[k] ?? NaN)
  return { iteration: pick(iteration), loss: pick(loss) }
}
