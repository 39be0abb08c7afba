import type { Bindings, Plan } from '../plan.ts'

type Shared = Float64Array<SharedArrayBuffer>

/** What two threads that work at one step tell each other. */
export interface SharedNumbers {
  /** what is trained, and the weights of terms and points: written by the thread that trains before each step */
  parameters: Shared
  scalars: Shared
  /** by column; those that do not weight points stay as they were when training began */
  pointWeights: ReadonlyMap<number, Shared>
  /** what comes back; the first of `flags` is 1 where the gradient is wanted */
  flags: Shared
  sums: Shared
  gradient: Shared
}

/** Memory for the numbers of a step; `sums`: how many there are. */
export function shareNumbers(plan: Plan, bindings: Bindings, sums: number): SharedNumbers {
  const weights = new Set(plan.groups.flatMap(({ terms }) => terms.flatMap(({ pointWeight }) => pointWeight ?? [])))
  const column = (index: number): [number, Shared][] => {
    const values = bindings.columns[index]
    return values === undefined ? [] : [[index, make(values.length)]]
  }
  return {
    parameters: make(bindings.parameters.length),
    scalars: make(bindings.scalars.length),
    pointWeights: new Map([...weights].flatMap(column)),
    flags: make(1),
    sums: make(sums),
    gradient: make(bindings.parameters.length)
  }
}

const make = (length: number): Shared => new Float64Array(new SharedArrayBuffer(8 * length))
