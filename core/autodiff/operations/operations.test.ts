import { describe, expect, test } from 'vitest'
import { evaluate } from '../evaluate.ts'
import { Graph, type Leaf } from '../graph.ts'
import { adjoints, tangents } from '../differentiate.ts'
import { OPERATIONS, type OperationName } from './index.ts'

/** Points inside each operation's domain and away from kinks. */
const POINTS: Partial<Record<OperationName, number[][]>> = {
  log: [[0.3], [2.5]],
  sqrt: [[0.3], [2.5]],
  asin: [[-0.7], [0.2]],
  acos: [[-0.7], [0.2]],
  pow: [
    [1.3, 2.2],
    [0.4, -1.5]
  ],
  div: [
    [1.3, -2.2],
    [0.4, 3.5]
  ]
}
const GENERAL: Record<number, number[][]> = {
  1: [[-1.3], [0.4], [2.1]],
  2: [
    [1.3, -2.2],
    [0.4, 3.5]
  ],
  3: [
    [1, 0.4, -2.5],
    [0, 0.4, -2.5]
  ]
}
const names = Object.keys(OPERATIONS) as OperationName[]
const pointsOf = (name: OperationName): number[][] => POINTS[name] ?? GENERAL[OPERATIONS[name].arity]!
const coordinateValue = (at: readonly number[]) => (leaf: Leaf) => (leaf.op === 'coordinate' ? at[leaf.axis]! : NaN)

describe.each(names)('%s', (name) => {
  const operation = OPERATIONS[name]
  const graph = new Graph()
  const args = Array.from({ length: operation.arity }, (_, axis) => graph.coordinate(axis))
  const self = graph.apply(name, ...args)

  test('is listed under its own name', () => {
    expect(operation.name).toBe(name)
    expect(operation.partialFlops().length).toBe(operation.arity)
  })

  test('batch gives the value at every point', () => {
    const points = pointsOf(name)
    const rows = [0, 1, 2].map((k) => Float64Array.from(points, (point) => point[k] ?? 0))
    const out = new Float64Array(points.length)
    operation.batch(out, points.length, rows[0]!, rows[1]!, rows[2]!)
    expect([...out]).toEqual(points.map((point) => operation.value(point[0]!, point[1] ?? 0, point[2] ?? 0)))
  })

  test('partials agree with central differences, forward and reverse, orders 1 and 2', () => {
    const one = graph.constant(1)
    for (const at of pointsOf(name)) {
      const value = (point: readonly number[]): number => evaluate(graph, [self], coordinateValue(point))[0]!
      const reverse = adjoints(graph, [{ id: self, adjoint: one }], args)
      args.forEach((arg, k) => {
        if (name === 'if' && k === 0) return // a truth value, not a number to differentiate by
        const [forward] = tangents(graph, [self], (leaf) => (leaf.op === 'coordinate' && leaf.axis === k ? one : undefined))
        const [second] = tangents(graph, [forward!], (leaf) => (leaf.op === 'coordinate' && leaf.axis === k ? one : undefined))
        const [f, ff] = evaluate(graph, [forward!, second!], coordinateValue(at)) as [number, number]
        const [r] = evaluate(graph, [reverse.get(arg) ?? graph.constant(0)], coordinateValue(at))
        const moved = (h: number): number => value(at.map((x, axis) => (axis === k ? x + h : x)))
        // central differences of fourth order
        const h = 1e-3
        const slope = (8 * (moved(h) - moved(-h)) - (moved(2 * h) - moved(-2 * h))) / (12 * h)
        const curvature = (16 * (moved(h) + moved(-h)) - (moved(2 * h) + moved(-2 * h)) - 30 * moved(0)) / (12 * h * h)
        expect(r).toBeCloseTo(f, 13)
        expect(f).toBeCloseTo(slope, 7)
        expect(ff).toBeCloseTo(curvature, 6)
      })
    }
  })
})

test('erf against SciPy', () => {
  const table: [number, number][] = [
    [1e-9, 1.1283791670955127e-9],
    [0.1, 0.1124629160182849],
    [0.46875, 0.492613473217938],
    [0.5, 0.5204998778130465],
    [1, 0.8427007929497148],
    [2.5, 0.999593047982555],
    [4, 0.9999999845827421],
    [-1.3, -0.9340079449406524]
  ]
  for (const [x, y] of table) expect(Math.abs(OPERATIONS.erf.value(x, 0, 0) / y - 1)).toBeLessThan(4e-16)
  expect(OPERATIONS.erf.value(7, 0, 0)).toBe(1)
  expect(OPERATIONS.erf.value(NaN, 0, 0)).toBeNaN()
})

test('sigmoid and softplus do not overflow', () => {
  expect(OPERATIONS.sigmoid.value(-800, 0, 0)).toBe(0)
  expect(OPERATIONS.sigmoid.value(800, 0, 0)).toBe(1)
  expect(OPERATIONS.softplus.value(800, 0, 0)).toBe(800)
  expect(OPERATIONS.softplus.value(-40, 0, 0)).toBeCloseTo(4.248354255291589e-18, 30)
})
