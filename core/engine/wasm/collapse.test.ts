import { expect, test } from 'vitest'
import { call } from '../../autodiff/fold.ts'
import { Graph, type Id, type Order } from '../../autodiff/graph.ts'
import { collapse } from './collapse.ts'

const graph = new Graph()
const n = (...order: number[]): Id => graph.leaf({ op: 'network', tap: 0, output: 0, order })
const add = (a: Id, b: Id): Id => call(graph, 'add', a, b)
const mul = (a: Id, b: Id): Id => call(graph, 'mul', a, b)
const column = graph.leaf({ op: 'column', column: 0 })
const trained = graph.leaf({ op: 'trainable', trainable: 0 })
const two = graph.constant(2)

/** The sum that is found in some residuals, and the derivatives that they still use. */
function found(...residuals: Id[]): { sum: unknown; orders: Order[] } {
  const { residuals: rewritten, collapsed } = collapse(graph, residuals)
  const orders = graph.reachable(rewritten).flatMap((id) => {
    const node = graph.node(id)
    return node.op === 'network' ? [node.order] : []
  })
  return { sum: collapsed.get(0), orders }
}

const sum = (factor = 1) => ({ order: [2, 0], others: [{ order: [0, 2], factor }] })

test('a Laplacian becomes one derivative, also with factors that vary', () => {
  expect(found(add(n(2, 0), n(0, 2)))).toEqual({ sum: sum(), orders: [[2, 0]] })
  expect(found(mul(column, add(n(0, 2), n(2, 0)))).sum).toEqual(sum())
  expect(found(add(mul(column, n(2, 0)), add(n(0, 0), mul(column, n(0, 2))))).sum).toEqual(sum())
  expect(found(mul(trained, add(n(2, 0), mul(two, n(0, 2))))).sum).toEqual(sum(2))
  expect(found(call(graph, 'sub', n(2, 0), n(0, 2))).sum).toEqual(sum(-1))
})

test('of several residuals all must use the same sum', () => {
  const first = add(n(2, 0), n(0, 2))
  expect(found(first, n(1, 0)).sum).toEqual(sum())
  expect(found(first, n(2, 0)).sum).toBeUndefined()
  expect(found(first, add(n(2, 0), mul(two, n(0, 2)))).sum).toBeUndefined()
})

test('what is used by itself, not linearly or with another factor stays apart', () => {
  expect(found(add(n(2, 0), mul(column, n(0, 2)))).sum).toBeUndefined()
  expect(found(mul(n(2, 0), n(0, 2))).sum).toBeUndefined()
  expect(found(call(graph, 'exp', add(n(2, 0), n(0, 2)))).sum).toBeUndefined()
  expect(found(add(add(n(2, 0), n(0, 2)), n(3, 0))).sum).toBeUndefined()
  expect(found(n(2, 0)).sum).toBeUndefined()
})

test('the largest sum: the wave equation in time and two places', () => {
  const d = (...order: number[]): Id => graph.leaf({ op: 'network', tap: 1, output: 0, order })
  const wave = call(graph, 'sub', mul(trained, d(0, 0, 2)), add(d(2, 0, 0), d(0, 2, 0)))
  expect(collapse(graph, [wave]).collapsed.get(1)).toEqual({ order: [2, 0, 0], others: [{ order: [0, 2, 0], factor: 1 }] })
})
