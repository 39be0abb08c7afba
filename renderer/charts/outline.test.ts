import { expect, test } from 'vitest'
import { zeroLine } from './outline.ts'

const axis = (n: number) => Float64Array.from({ length: n }, (_, k) => -1.5 + (3 * k) / (n - 1))
const grid = (n: number) => ({
  horizontal: 0,
  vertical: 1,
  h: { name: 'x', values: axis(n) },
  v: { name: 'y', values: axis(n) },
  at: (values: ArrayLike<number>, h: number, v: number) => values[h * n + v] ?? Number.NaN
})

test('the outline of the unit disc is a circle of length 2 pi', () => {
  const n = 61
  const omega = Float64Array.from({ length: n * n }, (_, k) => 1 - (axis(n)[Math.floor(k / n)] ?? 0) ** 2 - (axis(n)[k % n] ?? 0) ** 2)
  const { x, y } = zeroLine(grid(n), omega)
  let length = 0
  for (let k = 0; k + 1 < x.length; k += 3) {
    for (const end of [k, k + 1]) expect(Math.hypot(x[end] ?? 0, y[end] ?? 0)).toBeCloseTo(1, 3)
    length += Math.hypot((x[k + 1] ?? 0) - (x[k] ?? 0), (y[k + 1] ?? 0) - (y[k] ?? 0))
  }
  expect(length).toBeCloseTo(2 * Math.PI, 2)
  expect(x.length % 3).toBe(0)
})

test('a domain that fills the grid has no outline', () => {
  expect(zeroLine(grid(3), new Float64Array(9).fill(1))).toEqual({ x: [], y: [] })
})
