import type { Id, Order } from '../../autodiff/graph.ts'
import type { Linearised, NumericSystem, Read } from '../system.ts'
import { rowwise } from '../rowwise.ts'
import { applyBlock, blockOf } from './space.ts'
import type { Space } from './space.ts'

/** D^order of an unknown at points: a trained solution, or one given by coefficients. */
export type Field = (unknown: number, order: Order, points: readonly Float64Array[]) => Float64Array

/** An expression asked to vanish at points: its residual and its linearisation there. */
export interface Sampled {
  part: Linearised
  points: readonly Float64Array[]
  count: number
  /** size of the coefficients, by which rows are made comparable: see `weightOf` */
  weight: number
  /** coordinates at which each read stands */
  places: readonly (readonly Float64Array[])[]
  /** the space's functions at them, shared between reads of the same derivative at the same place */
  blocks: readonly Float64Array[]
  /** sets the reads' rows and computes E, dE/d(reads), dE/d(trained) */
  run: (values: readonly Float64Array[], trained: readonly number[]) => Float64Array[]
}

export function sample(system: NumericSystem, space: Space, part: Linearised, points: readonly Float64Array[], weight: number): Sampled {
  const { graph } = system
  const count = points[0]!.length
  const places = part.reads.map((read) => placesOf(system, read, points))
  const known = new Map<string, Float64Array>()
  const blocks = part.reads.map((read, k) => {
    const key = `${read.order.join()}@${read.at === undefined ? '' : read.at.join()}`
    const block = known.get(key) ?? blockOf(space, read.order, places[k]!)
    known.set(key, block)
    return block
  })
  return { part, points, count, weight, places, blocks, run: runner(graph, part, points, count) }
}

/** E, dE/d(reads) and dE/d(trained) at points, as a function of the reads' values. */
export function runner(
  graph: NumericSystem['graph'],
  part: Linearised,
  points: readonly Float64Array[],
  count: number
): (values: readonly Float64Array[], trained: readonly number[]) => Float64Array[] {
  const rows = new Map<Id, Float64Array>(part.reads.map(({ id }) => [id, new Float64Array(count)]))
  const numbers: Float64Array[] = []
  const roots = [part.residual, ...part.partials, ...part.trained.map(({ partial }) => partial)]
  const run = rowwise(graph, roots, count, (leaf, id) => {
    if (leaf.op === 'coordinate') return points[leaf.axis]!
    if (leaf.op === 'trainable') return (numbers[leaf.trainable] ??= new Float64Array(count))
    return rows.get(id) ?? new Float64Array(count)
  })
  return (values, trained) => {
    part.reads.forEach(({ id }, k) => rows.get(id)!.set(values[k]!))
    trained.forEach((value, k) => numbers[k]?.fill(value))
    return run()
  }
}

/** The coordinates at which a read stands, one array per variable. */
export function placesOf({ graph }: NumericSystem, { at }: Read, points: readonly Float64Array[]): readonly Float64Array[] {
  if (at === undefined) return points
  const count = points[0]!.length
  const rows = rowwise(graph, at, count, (leaf) => (leaf.op === 'coordinate' ? points[leaf.axis]! : new Float64Array(count)))()
  return rows.map((row) => row.slice())
}

/** Values of what a part reads, from a field, which is asked for each derivative once, at all places together: an integral over a plane reads at hundreds. */
export function readFrom(field: Field, { part, places }: Pick<Sampled, 'part' | 'places'>): Float64Array[] {
  const distinct = new Map<string, { from: number; place: readonly Float64Array[] }>()
  const keyOf = ({ at }: Read): string => at?.join() ?? ''
  let count = 0
  part.reads.forEach((read, k) => {
    if (distinct.has(keyOf(read))) return
    const place = places[k]!
    distinct.set(keyOf(read), { from: count, place })
    count += place[0]!.length
  })
  const all = placesJoined([...distinct.values()].map(({ place }) => place))
  const known = new Map<string, Float64Array>()
  return part.reads.map((read) => {
    const { unknown, order } = read
    const key = `${unknown}:${order.join()}`
    const values = known.get(key) ?? field(unknown, order, all)
    known.set(key, values)
    const { from, place } = distinct.get(keyOf(read))!
    return values.subarray(from, from + place[0]!.length)
  })
}

/** Places one after the other, one array per variable; a single one as it is, so that a field may know it again. */
function placesJoined(places: readonly (readonly Float64Array[])[]): readonly Float64Array[] {
  if (places.length <= 1) return places[0] ?? []
  return places[0]!.map((_, axis) => {
    const joined = new Float64Array(places.reduce((sum, place) => sum + place[axis]!.length, 0))
    let from = 0
    for (const place of places) {
      joined.set(place[axis]!, from)
      from += place[axis]!.length
    }
    return joined
  })
}

/** The same from coefficients, one set per unknown. */
export function readCoefficients(coefficients: readonly Float64Array[], { part, blocks, count }: Sampled): Float64Array[] {
  return part.reads.map(({ unknown }, k) => applyBlock(blocks[k]!, coefficients[unknown]!, count))
}
