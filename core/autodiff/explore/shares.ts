import { adjoints, tangents } from '../differentiate.ts'
import type { Id } from '../graph.ts'
import { evaluateTwofold, single, twofoldProduct, type Twofold } from '../twofold.ts'
import type { Swept } from './sweeps.ts'

/** Nodes above which shares are products of doubles. */
const MOST_TWOFOLD = 2000

/** What flows along every use, by use: local derivative times the tangent where it starts, or times the adjoint where it ends. */
export interface Shares {
  forward: Float64Array
  reverse: Float64Array
}

/**
 * Where several shares add up at a node they are told apart, and each digit of them counts: they are computed to twice the digits
 * from stored values, and rounded once. A lone share is the tangent or the adjoint itself.
 */
export function sharesOf(swept: Swept, output: number, input: number, dots: Float64Array, bars: Float64Array): Shares {
  const { uses, into, outOf } = swept
  const forward = Float64Array.from(uses, ({ value, from }) => value * dots[from]!)
  const reverse = Float64Array.from(uses, ({ value, to }) => value * bars[to]!)
  if (swept.ids.length > MOST_TWOFOLD) return { forward, reverse }
  const { value, dot, bar } = twofoldSweeps(swept, output, input)
  uses.forEach(({ partial, idle, from, to }, use) => {
    if (idle) return
    const local = value(partial)
    if (into[to]!.length > 1) forward[use] = product(local, dot(from), forward[use]!)
    if (outOf[from]!.length > 1) reverse[use] = product(local, bar(to), reverse[use]!)
  })
  return { forward, reverse }
}

/** Rounded once; what is not finite in doubles stays so. */
const product = (a: Twofold, b: Twofold, rounded: number): number => (Number.isFinite(rounded) ? twofoldProduct(a, b)[0] : rounded)

interface Numbers {
  value: (id: Id) => Twofold
  dot: (node: number) => Twofold
  bar: (node: number) => Twofold
}

function twofoldSweeps({ subject, images, taken, outputs, uses }: Swept, output: number, input: number): Numbers {
  const { graph, inputs } = subject
  const one = graph.constant(1)
  const live = images.filter((_, k) => taken[k])
  const dots = tangents(graph, live, (leaf) => (leaf.op === 'coordinate' && leaf.axis === input ? one : undefined))
  const dotOf = new Map(live.map((id, k) => [id, dots[k]!]))
  const barOf = adjoints(graph, [{ id: images[outputs[output]!]!, adjoint: one }], live)
  const roots = [...uses.map(({ partial }) => partial), ...dots, ...barOf.values()]
  const values = evaluateTwofold(graph, roots, (leaf) => (leaf.op === 'coordinate' ? inputs[leaf.axis]!.value : NaN))
  const at = (id: Id | undefined): Twofold => (id === undefined ? single(0) : values.get(id)!)
  return {
    value: at,
    dot: (node) => at(dotOf.get(images[node]!)),
    bar: (node) => at(barOf.get(images[node]!))
  }
}
