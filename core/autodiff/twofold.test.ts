import { expect, test } from 'vitest'
import { Graph } from './graph.ts'
import { evaluateTwofold, single, twofoldProduct, twofoldQuotient, twofoldRoot, twofoldSum } from './twofold.ts'
import type { Twofold } from './twofold.ts'

/** By mpmath at 60 digits: the nearest double, and the double nearest to the rest. */
const TABLE: [string, Twofold, Twofold][] = [
  ['1/3', twofoldQuotient(single(1), single(3)), [0.3333333333333333, 1.850371707708594e-17]],
  ['sqrt 2', twofoldRoot(single(2)), [1.4142135623730951, -9.667293313452913e-17]],
  ['0.1 * 0.1', twofoldProduct(single(0.1), single(0.1)), [0.010000000000000002, -8.326672684688674e-19]],
  ['1e16 + 1', twofoldSum(single(1e16), single(1)), [1e16, 1]]
]

test.each(TABLE)('%s', (_, found, [high, low]) => {
  expect(found[0]).toBe(high)
  expect(Math.abs(found[1] - low)).toBeLessThanOrEqual(1e-15 * Math.abs(low))
})

test('a third of three is one, and nothing is left', () => {
  expect(twofoldProduct(twofoldQuotient(single(1), single(3)), single(3))).toEqual([1, 0])
  const root = twofoldRoot(single(2))
  expect(twofoldSum(twofoldProduct(root, root), single(-2))[0]).toBeCloseTo(0, 30)
})

test('no overflow of the halves, no division of zero by zero', () => {
  expect(twofoldProduct(single(1e305), single(2))).toEqual([2e305, 0])
  expect(twofoldRoot(single(0))).toEqual([0, 0])
})

test('a graph loses nothing that + - * / and sqrt round; exp gives a double', () => {
  const graph = new Graph()
  const x = graph.coordinate(0)
  const big = graph.apply('add', graph.constant(1e16), x)
  const left = graph.apply('sub', big, graph.constant(1e16))
  const power = graph.apply('exp', left)
  const values = evaluateTwofold(graph, [power], () => 1)
  expect(values.get(left)).toEqual([1, 0])
  expect(values.get(power)).toEqual([Math.E, 0])
})
