import type { History } from '../../../core/training/history.ts'

const MOST = 20_000

/** At most 20,000 entries of a curve: all where that fits, else evenly strided with first and last. */
export function thinned({ iteration, loss, parts }: History): History {
  const { length } = iteration
  if (length <= MOST) return { iteration, loss, ...(parts === undefined ? {} : { parts }) }
  const at = Int32Array.from({ length: MOST }, (_, k) => Math.round((k * (length - 1)) / (MOST - 1)))
  const pick = (values: Float64Array) => Float64Array.from(at, (k) => values[k] ?? NaN)
  const picked = parts?.map((part) => ({ ...part, loss: pick(part.loss) }))
  return { iteration: pick(iteration), loss: pick(loss), ...(picked === undefined ? {} : { parts: picked }) }
}
