import { describe, expect, test } from 'vitest'
import type { Complex } from '../complex.ts'
import { adjoints, tangents } from '../differentiate.ts'
import { evaluate } from '../evaluate.ts'
import { add, mul } from '../fold.ts'
import { Graph, type Id, type Leaf } from '../graph.ts'
import { taylor } from '../taylor.ts'
import { OPERATIONS, operation, type OperationName } from './index.ts'
import { REFERENCE } from './reference-values.ts'

const names = Object.keys(OPERATIONS) as OperationName[]
const ORDERS = 6

/** An operation on coordinates, with what the sweeps need to know of the line. */
function onLine(name: OperationName, at: readonly number[], along: readonly number[]) {
  const graph = new Graph()
  const args = at.map((_, axis) => graph.coordinate(axis))
  const root = graph.apply(name, ...args)
  const seed = (leaf: Leaf): Id | undefined => (leaf.op === 'coordinate' ? graph.constant(along[leaf.axis]!) : undefined)
  const value = (id: Id): number => evaluate(graph, [id], (leaf) => (leaf.op === 'coordinate' ? at[leaf.axis]! : NaN))[0]!
  const forward = (id: Id): Id => tangents(graph, [id], seed)[0]!
  const reverse = (id: Id): Id => {
    const bars = adjoints(graph, [{ id, adjoint: graph.constant(1) }], args)
    return args.reduce(
      (sum, arg, k) => add(graph, sum, mul(graph, bars.get(arg) ?? graph.constant(0), graph.constant(along[k]!))),
      graph.constant(0)
    )
  }
  return { graph, args, root, value, forward, reverse }
}

const MODES: Record<string, (name: OperationName, at: readonly number[], along: readonly number[]) => number[]> = {
  'forward over forward': (name, at, along) => {
    const { root, value, forward } = onLine(name, at, along)
    const nodes = [root]
    for (let n = 1; n <= ORDERS; n++) nodes.push(forward(nodes.at(-1)!))
    return nodes.map(value)
  },
  'forward over reverse': (name, at, along) => {
    const { root, value, forward, reverse } = onLine(name, at, along)
    const nodes = [root, reverse(root)]
    while (nodes.length <= ORDERS) nodes.push(forward(nodes.at(-1)!))
    return nodes.map(value)
  },
  'reverse over forward': (name, at, along) => {
    const { root, value, forward, reverse } = onLine(name, at, along)
    const nodes = [root, forward(root)]
    while (nodes.length <= ORDERS) nodes.push(reverse(nodes.at(-1)!))
    return nodes.map(value)
  },
  'Taylor sweep': (name, at, along) => {
    const { graph, root } = onLine(name, at, along)
    const [series] = taylor(graph, [root], ORDERS, (leaf) => (leaf.op === 'coordinate' ? [at[leaf.axis]!, along[leaf.axis]!] : [NaN]))
    let factorial = 1
    return [...series!].map((c, n) => c * (factorial *= Math.max(1, n)))
  }
}

test('every operation has values to be held against', () => {
  expect(new Set(REFERENCE.map(([name]) => name))).toEqual(new Set<string>(names))
})

describe.each(Object.keys(MODES))('%s', (mode) => {
  test.each(names)('%s: orders 0 to 6 against mpmath', (name) => {
    for (const [, at, along, orders] of REFERENCE.filter((row) => row[0] === name)) {
      const found = MODES[mode]!(name, at, along)
      // what lower orders cancel is lost in higher ones: each is held against the largest up to it
      orders.forEach((expected, n) => {
        const size = Math.max(1e-3, ...orders.slice(0, n + 1).map(Math.abs))
        expect(Math.abs(found[n]! - expected) / size, `order ${n} at ${at.join()} along ${along.join()}`).toBeLessThan(2e-14)
      })
    }
  })
})

test.each(names)('%s: complex step against mpmath', (name) => {
  const step = 2 ** -66
  for (const [, at, along, orders] of REFERENCE.filter((row) => row[0] === name)) {
    const [a, b, c] = at.map((re, k): Complex => [re, along[k]! * step])
    const [re, im] = operation(name).complex(a!, b ?? [0, 0], c ?? [0, 0])
    expect(Math.abs(re - orders[0]!)).toBeLessThan(1e-14 * Math.max(1, Math.abs(orders[0]!)))
    expect(Math.abs(im / step - orders[1]!)).toBeLessThan(1e-14 * Math.max(1, Math.abs(orders[1]!)))
  }
})
