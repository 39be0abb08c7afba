import type { Store } from '../store/index.ts'

function equal(a: Float64Array, b: Float64Array): boolean {
  return a.length === b.length && a.every((value, at) => Object.is(value, b[at]))
}

/** Whether two stored runs have the same weights and the same losses to the last bit; null where one of them has nothing stored. */
export function sameBits(store: Store, a: string, b: string): boolean | null {
  const [one, other] = [store.results.checkpoint(a), store.results.checkpoint(b)]
  if (one === null || other === null || one.iteration !== other.iteration) return null
  return (
    equal(one.parameters, other.parameters) &&
    equal(one.history.iteration, other.history.iteration) &&
    equal(one.history.loss, other.history.loss)
  )
}
