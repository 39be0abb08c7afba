/** Whether all entries are finite: 0 times one that is not is NaN, and stays so in the sum. Four sums, because one would wait for itself. */
export function allFinite(values: Float64Array): boolean {
  let [a, b, c, d] = [0, 0, 0, 0]
  let k = 0
  for (; k + 3 < values.length; k += 4) {
    a += 0 * values[k]!
    b += 0 * values[k + 1]!
    c += 0 * values[k + 2]!
    d += 0 * values[k + 3]!
  }
  for (; k < values.length; k++) a += 0 * values[k]!
  return a + b + c + d === 0
}
