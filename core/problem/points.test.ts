import { expect, test } from 'vitest'
import { Settings } from '../training/settings.ts'
import { chebyshev, collocationPoints, linspace, tensor } from './points.ts'
import { sobol } from './sobol.ts'

const settings = (points: Record<string, unknown>, seed = 1) => Settings.parse({ points, seed })
const box = [
  { name: 'x', from: -1, to: 1 },
  { name: 't', from: 0, to: 3 }
]

test('linspace includes both ends, exactly', () => {
  expect([...linspace(0, 1, 5)]).toEqual([0, 0.25, 0.5, 0.75, 1])
  expect(linspace(0, 0.3, 4)[3]).toBe(0.3)
  expect([...linspace(2, 3, 1)]).toEqual([2])
})

test('Chebyshev nodes are the roots of T_n, ascending', () => {
  const nodes = chebyshev(-1, 1, 5)
  for (const x of nodes) expect(Math.cos(5 * Math.acos(x))).toBeCloseTo(0, 14)
  expect([...nodes]).toEqual([...nodes].sort((a, b) => a - b))
})

test('a tensor grid is row-major, the first variable slowest', () => {
  const [x, y] = tensor([Float64Array.of(1, 2), Float64Array.of(3, 4, 5)])
  expect([...x!]).toEqual([1, 1, 1, 2, 2, 2])
  expect([...y!]).toEqual([3, 4, 5, 3, 4, 5])
})

test('the Sobol sequence is SciPy’s (qmc.Sobol, d = 4, unscrambled)', () => {
  const expected = [
    [0, 0, 0, 0],
    [0.5, 0.5, 0.5, 0.5],
    [0.75, 0.25, 0.25, 0.25],
    [0.25, 0.75, 0.75, 0.75],
    [0.375, 0.375, 0.625, 0.875],
    [0.875, 0.875, 0.125, 0.375],
    [0.625, 0.125, 0.875, 0.625],
    [0.125, 0.625, 0.375, 0.125]
  ]
  const points = sobol(8, 4)
  expected.forEach((row, i) => expect(points.map((axis) => axis[i])).toEqual(row))
})

test.each(['random', 'lhs', 'sobol'])('%s: as many points as asked, inside the box, repeatable by the seed', (layout) => {
  const points = collocationPoints(settings({ layout, count: 64 }), box)
  expect(points.map((axis) => axis.length)).toEqual([64, 64])
  box.forEach(({ from, to }, axis) => expect(points[axis]!.every((x) => x >= from && x <= to)).toBe(true))
  expect(points).toEqual(collocationPoints(settings({ layout, count: 64 }), box))
  expect(points).not.toEqual(collocationPoints(settings({ layout, count: 64 }, 2), box))
})

test.each(['lhs', 'sobol'])('%s: every strip of either variable holds one point', (layout) => {
  const points = collocationPoints(settings({ layout, count: 16 }), box)
  box.forEach(({ from, to }, axis) => {
    const strips = [...points[axis]!].map((x) => Math.floor((16 * (x - from)) / (to - from))).sort((a, b) => a - b)
    expect(strips).toEqual(Array.from({ length: 16 }, (_, k) => k))
  })
})

test('tensor layouts take a count along each variable', () => {
  expect(collocationPoints(settings({ layout: 'uniform', count: 4 }), box)[0]).toHaveLength(16)
  expect(collocationPoints(settings({ layout: 'uniform', count: { x: 4, t: 3 } }), box)[0]).toHaveLength(12)
  expect(collocationPoints(settings({}), box)[0]).toHaveLength(225)
})
