import type { History } from '../../../core/training/history.ts'

const MOST = 20_000

/** At most 20,000 entries of a curve: all where that fits, else evenly strided with first and last. */
export function thinned(history: History): History {
  const { iteration, loss, parts, estimates } = history
  const { length } = iteration
  if (length <= MOST) return history
  const at = Int32Array.from({ length: MOST }, (_, k) => Math.round((k * (length - 1)) / (MOST - 1)))
  const pick = (values: Float64Array) => Float64Array.from(at, (k) => values[k] ?? NaN)
  const picked = parts?.map((part) => ({ ...part, loss: pick(part.loss) }))
  const found = estimates?.map(({ name, values }) => ({ name, values: pick(values) }))
  return {
    iteration: pick(iteration),
    loss: pick(loss),
    ...(picked === undefined ? {} : { parts: picked }),
    ...(found === undefined ? {} : { estimates: found })
  }
}
