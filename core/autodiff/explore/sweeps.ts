import { adjoints, tangents } from '../differentiate.ts'
import { evaluateAll } from '../evaluate.ts'
import { isLeaf, type Id } from '../graph.ts'
import { operation } from '../operations/index.ts'
import type { Subject } from './subject.ts'
import { trace } from './trace.ts'

/** One use of a node by an operation: argument `argument` of node `to`. Positions count nodes, not ids. */
export interface Use {
  from: number
  to: number
  argument: number
  /** the local derivative as a node of the graph, and its value */
  partial: Id
  value: number
  /** 0 whatever the numbers are (comparisons, branches not taken): nothing flows */
  idle: boolean
}

/** A point's numbers along the graph: inputs first, then operations in the order in which they are computed. */
export interface Swept {
  subject: Subject
  /** the node by position, as written and as traced at this point (see trace.ts) */
  ids: Id[]
  images: Id[]
  position: Map<Id, number>
  taken: boolean[]
  uses: Use[]
  /** indices of uses into a node, and out of it in the order of the reverse sweep */
  into: number[][]
  outOf: number[][]
  values: Float64Array
  outputs: number[]
  /** whether a node depends on an input at all, by its operations */
  varies: boolean[]
}

/** The evaluation sweep and the local derivatives. */
export function sweep(subject: Subject): Swept {
  const { graph, inputs, outputs } = subject
  const roots = outputs.map(({ id }) => id)
  const at = (leaf: { op: string; axis?: number }): number => (leaf.op === 'coordinate' ? inputs[leaf.axis!]!.value : NaN)
  const inner = graph.reachable(roots).filter((id) => !isLeaf(graph.node(id)) || (graph.node(id).op === 'constant' && roots.includes(id)))
  const ids = [...inputs.map(({ id }) => id), ...inner]
  const position = new Map(ids.map((id, k) => [id, k]))
  const primal = evaluateAll(graph, ids, at)
  const image = trace(graph, roots, (id) => primal.get(id)!)
  const images = ids.map((id) => image.get(id) ?? id)
  const alive = new Set(graph.reachable(roots.map((id) => image.get(id)!)))
  const taken = images.map((id, k) => k < inputs.length || alive.has(id))

  const uses: Use[] = []
  const partialIds: Id[] = []
  ids.forEach((id, to) => {
    const node = graph.node(id)
    if (isLeaf(node)) return
    const traced = graph.node(images[to]!)
    const partials = isLeaf(traced) ? [] : operation(node.op).partials(graph, traced.args, images[to]!)
    node.args.forEach((arg, argument) => {
      const from = position.get(arg)
      if (from === undefined) return
      const partial = partials[argument]!
      const skipped = node.op === 'if' && argument > 0 && !isLeaf(traced) && traced.args[argument] !== images[from]
      uses.push({ from, to, argument, partial, value: NaN, idle: skipped || graph.constantValue(partial) === 0 || !taken[to]! })
      partialIds.push(partial)
    })
  })
  const all = evaluateAll(graph, [...ids, ...partialIds], at)
  const into: number[][] = ids.map(() => [])
  const outOf: number[][] = ids.map(() => [])
  uses.forEach((use, k) => {
    use.value = use.idle ? 0 : all.get(use.partial)!
    into[use.to]!.push(k)
  })
  for (let k = ids.length - 1; k >= 0; k--) for (const use of into[k]!) outOf[uses[use]!.from]!.push(use)
  const values = Float64Array.from(ids, (id) => all.get(id)!)
  const varies = ids.map((_, k) => k < inputs.length)
  ids.forEach((_, k) => (varies[k] ||= into[k]!.some((use) => varies[uses[use]!.from]!)))
  return { subject, ids, images, position, taken, uses, into, outOf, values, outputs: roots.map((id) => position.get(id)!), varies }
}

/** Forward mode: tangent of every node by one input. NaN in branches that are not taken. */
export function forwardSweep({ subject, images, taken }: Swept, input: number): Float64Array {
  const { graph, inputs } = subject
  const live = images.filter((_, k) => taken[k])
  const one = graph.constant(1)
  const dots = tangents(graph, live, (leaf) => (leaf.op === 'coordinate' && leaf.axis === input ? one : undefined))
  const values = evaluateAll(graph, dots, (leaf) => (leaf.op === 'coordinate' ? inputs[leaf.axis]!.value : NaN))
  let next = 0
  return Float64Array.from(images, (_, k) => (taken[k] ? values.get(dots[next++]!)! : NaN))
}

/** Reverse mode: adjoint of every node for one output; 0 where the output does not depend on it. */
export function reverseSweep({ subject, images, taken, outputs }: Swept, output: number): Float64Array {
  const { graph, inputs } = subject
  const live = images.filter((_, k) => taken[k])
  const bars = adjoints(graph, [{ id: images[outputs[output]!]!, adjoint: graph.constant(1) }], live)
  const values = evaluateAll(graph, [...bars.values()], (leaf) => (leaf.op === 'coordinate' ? inputs[leaf.axis]!.value : NaN))
  return Float64Array.from(images, (id, k) => {
    const bar = taken[k] ? bars.get(id) : undefined
    return bar === undefined ? 0 : values.get(bar)!
  })
}
