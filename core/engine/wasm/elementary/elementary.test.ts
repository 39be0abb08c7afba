import { describe, expect, test } from 'vitest'
import { LANES, type Precision } from '../shape.ts'
import { ELEMENTARY, pow, sincos, type ElementaryName } from './index.ts'
import type { Lanes } from './lanes.ts'
import table from './reference-table.json' with { type: 'json' }
import { ScalarLanes } from './scalar-lanes.ts'
import { applied } from './testing.ts'

type Name = ElementaryName | 'pow'
type Options = Parameters<typeof applied>[1]

/** Errors allowed, in units in the last place: [float64, float32]. The largest seen are some 10 % smaller. */
const BOUND: Readonly<Record<Name, readonly [number, number]>> = {
  exp: [1.1, 1.1],
  expm1: [1.4, 1.4],
  log: [1, 1],
  log1p: [1, 1],
  sin: [1, 1],
  cos: [1, 1],
  tan: [2, 2],
  asin: [1.6, 1.6],
  acos: [1.3, 1.3],
  atan: [1.2, 1.7],
  sinh: [2, 2],
  cosh: [1.8, 1.8],
  tanh: [1.9, 2],
  erf: [1.1, 1.1],
  erfc: [2, 4],
  sigmoid: [2, 2],
  softplus: [1.8, 1.8],
  pow: [1.4, 1.6]
}
const NAMES = Object.keys(BOUND) as Name[]
const PRECISIONS: readonly Precision[] = ['float64', 'float32']
const LOOPS: readonly Options[] = [
  { fma: true, width: 2 },
  { fma: false, width: 2 },
  { fma: true, width: 1 },
  { fma: false, width: 4 }
]

const call = (name: Name) => {
  return <V>(lanes: Lanes<V>, x: V, y: V): V => (name === 'pow' ? pow(lanes, x, y) : ELEMENTARY[name](lanes, x))
}

/** Rows of the table: arguments, value, and what is to be added to the value in units of its last place. */
function reference(precision: Precision, name: Name): { x: number[]; y: number[]; value: number[]; rest: number[] } {
  const bytes = Buffer.from(table[precision][name], 'base64')
  const args = name === 'pow' ? 2 : 1
  const wide = precision === 'float64'
  const out = { x: [] as number[], y: [] as number[], value: [] as number[], rest: [] as number[] }
  let at = 0
  const number = (): number => (wide ? bytes.readDoubleLE((at += 8) - 8) : bytes.readFloatLE((at += 4) - 4))
  while (at < bytes.length) {
    out.x.push(number())
    out.y.push(args === 2 ? number() : 0)
    out.value.push(bytes.readDoubleLE((at += 8) - 8))
    out.rest.push(wide ? bytes.readFloatLE((at += 4) - 4) : 0)
  }
  return out
}

/** Distance of neighbouring numbers of the precision at x. */
function lastPlace(x: number, precision: Precision): number {
  const [digits, least] = precision === 'float64' ? [52, -1022] : [23, -126]
  const exponent = Math.max(least, Math.floor(Math.log2(Math.abs(x))))
  return 2 ** (exponent - digits)
}

function worst(got: ArrayLike<number>, value: readonly number[], rest: readonly number[], precision: Precision): number {
  let largest = 0
  for (let k = 0; k < value.length; k++) {
    const error = Math.abs((got[k]! - value[k]!) / lastPlace(value[k]!, precision) - rest[k]!)
    largest = Math.max(largest, Number.isNaN(error) ? Infinity : error)
  }
  return largest
}

describe.each(PRECISIONS)('%s', (precision) => {
  test.each(NAMES)('%s agrees with 60 digits', async (name) => {
    const { x, y, value, rest } = reference(precision, name)
    expect(x.length).toBeGreaterThan(290)
    const bound = BOUND[name][precision === 'float64' ? 0 : 1]
    for (const options of LOOPS)
      expect(worst(await applied(precision, options, call(name), x, y), value, rest, precision)).toBeLessThan(bound)
  })

  test.each(NAMES)('%s: as one number the same bits as a vector that rounds twice, at any width', async (name) => {
    const { x, y } = reference(precision, name)
    const lanes = new ScalarLanes(precision)
    const one = x.map((value, k) => call(name)(lanes, value, y[k]!))
    for (const width of [1, 2] as const) {
      expect(Array.from(await applied(precision, { fma: false, width }, call(name), x, y))).toEqual(one)
    }
  })

  test('sin and cos at once are what they are alone', async () => {
    const { x } = reference(precision, 'sin')
    for (const which of ['sin', 'cos'] as const) {
      const both = await applied(precision, LOOPS[0]!, (lanes, angle) => sincos(lanes, angle)[which], x)
      expect(both).toEqual(await applied(precision, LOOPS[0]!, call(which), x))
    }
  })

  test('a million random arguments against the machine of JavaScript', async () => {
    let state = 7
    const random = (): number => (state = (state * 48271) % 2147483647) / 2147483647
    const count = 62_500
    for (const name of NAMES) {
      if (name === 'erf' || name === 'erfc') continue
      const ranges: readonly (readonly [number, number])[] = RANGES[name]
      const x = Array.from({ length: count }, (_, k) => {
        const [from, to] = ranges[k % ranges.length]!
        const value = from + (to - from) * random()
        return precision === 'float32' ? Math.fround(value) : value
      })
      const y = x.map(() => (precision === 'float32' ? Math.fround(8 * random() - 4) : 8 * random() - 4))
      const value = x.map((argument, k) => MACHINE[name](argument, y[k]!))
      const bound = BOUND[name][precision === 'float64' ? 0 : 1] + 2
      expect([
        name,
        worst(
          await applied(precision, LOOPS[0]!, call(name), x, y),
          value,
          x.map(() => 0),
          precision
        ) < bound
      ]).toEqual([name, true])
    }
  })
})

const logistic = (x: number): number => (x >= 0 ? 1 / (1 + Math.exp(-x)) : Math.exp(x) / (1 + Math.exp(x)))
const MACHINE: Readonly<Record<Exclude<Name, 'erf' | 'erfc'>, (x: number, y: number) => number>> = {
  exp: Math.exp,
  expm1: Math.expm1,
  log: Math.log,
  log1p: Math.log1p,
  sin: Math.sin,
  cos: Math.cos,
  tan: Math.tan,
  asin: Math.asin,
  acos: Math.acos,
  atan: Math.atan,
  sinh: Math.sinh,
  cosh: Math.cosh,
  tanh: Math.tanh,
  sigmoid: logistic,
  softplus: (x) => Math.max(x, 0) + Math.log1p(Math.exp(-Math.abs(x))),
  pow: Math.pow
}
const RANGES: Readonly<Record<Exclude<Name, 'erf' | 'erfc'>, readonly (readonly [number, number])[]>> = {
  exp: [
    [-80, 80],
    [-1, 1]
  ],
  expm1: [
    [-20, 80],
    [-1, 1]
  ],
  log: [
    [0.001, 1e6],
    [0.5, 2]
  ],
  log1p: [
    [-0.9, 1e6],
    [-0.5, 1]
  ],
  sin: [
    [-6000, 6000],
    [-4, 4]
  ],
  cos: [
    [-6000, 6000],
    [-4, 4]
  ],
  tan: [
    [-6000, 6000],
    [-4, 4]
  ],
  asin: [[-1, 1]],
  acos: [[-1, 1]],
  atan: [
    [-100, 100],
    [-1, 1]
  ],
  sinh: [
    [-80, 80],
    [-1, 1]
  ],
  cosh: [
    [-80, 80],
    [-1, 1]
  ],
  tanh: [
    [-10, 10],
    [-1, 1]
  ],
  sigmoid: [[-40, 40]],
  softplus: [[-40, 40]],
  pow: [[0.01, 100]]
}

const NONE = NaN
const EDGES: Readonly<Record<Name, readonly (readonly [x: number, value: number, y?: number])[]>> = {
  exp: [
    [0, 1],
    [-0, 1],
    [Infinity, Infinity],
    [-Infinity, 0],
    [1e9, Infinity],
    [-1e9, 0]
  ],
  expm1: [
    [0, 0],
    [-0, -0],
    [Infinity, Infinity],
    [-Infinity, -1],
    [1e9, Infinity],
    [-1e9, -1]
  ],
  log: [
    [1, 0],
    [0, -Infinity],
    [-0, -Infinity],
    [-1, NONE],
    [-Infinity, NONE],
    [Infinity, Infinity]
  ],
  log1p: [
    [0, 0],
    [-0, -0],
    [-1, -Infinity],
    [-2, NONE],
    [Infinity, Infinity]
  ],
  sin: [
    [0, 0],
    [-0, -0],
    [Infinity, NONE],
    [-Infinity, NONE],
    [1e30, NONE]
  ],
  cos: [
    [0, 1],
    [-0, 1],
    [Infinity, NONE],
    [-Infinity, NONE],
    [1e30, NONE]
  ],
  tan: [
    [0, 0],
    [-0, -0],
    [Infinity, NONE]
  ],
  asin: [
    [0, 0],
    [-0, -0],
    [1.5, NONE],
    [-1.5, NONE],
    [Infinity, NONE]
  ],
  acos: [
    [1, 0],
    [1.5, NONE],
    [-1.5, NONE],
    [Infinity, NONE]
  ],
  atan: [
    [0, 0],
    [-0, -0]
  ],
  sinh: [
    [0, 0],
    [-0, -0],
    [Infinity, Infinity],
    [-Infinity, -Infinity],
    [1e9, Infinity],
    [-1e9, -Infinity]
  ],
  cosh: [
    [0, 1],
    [-0, 1],
    [Infinity, Infinity],
    [-Infinity, Infinity],
    [1e9, Infinity]
  ],
  tanh: [
    [0, 0],
    [-0, -0],
    [Infinity, 1],
    [-Infinity, -1],
    [1e9, 1],
    [-1e9, -1]
  ],
  erf: [
    [0, 0],
    [-0, -0],
    [Infinity, 1],
    [-Infinity, -1],
    [30, 1]
  ],
  erfc: [
    [0, 1],
    [Infinity, 0],
    [-Infinity, 2],
    [100, 0],
    [-100, 2]
  ],
  sigmoid: [
    [0, 0.5],
    [Infinity, 1],
    [-Infinity, 0],
    [1e9, 1],
    [-1e9, 0]
  ],
  softplus: [
    [Infinity, Infinity],
    [-Infinity, 0],
    [1e9, 1e9],
    [-1e9, 0]
  ],
  pow: [
    [0, 1, 0],
    [NaN, 1, 0],
    [0, 0, 2],
    [0, Infinity, -1],
    [-0, -Infinity, -1],
    [-0, -0, 3],
    [-2, -8, 3],
    [-2, 4, 2],
    [-2, NONE, 0.5],
    [2, Infinity, 1e6],
    [2, 0, -1e6],
    [2, NONE, NaN],
    [Infinity, Infinity, 2],
    [Infinity, 0, -2],
    [-Infinity, -Infinity, 3],
    [0.5, 0, Infinity],
    [2, Infinity, Infinity],
    [5, 5, 1]
  ]
}

describe.each(PRECISIONS)('edges in %s', (precision) => {
  test.each(NAMES)('%s', async (name) => {
    const rows = [...EDGES[name], ...(name === 'pow' ? [] : [[NaN, NaN] as const])]
    const x = rows.map(([argument]) => argument)
    const y = rows.map((row) => row[2] ?? 0)
    const expected = rows.map(([, value]) => (precision === 'float32' ? Math.fround(value) : value))
    for (const options of LOOPS) expect(Array.from(await applied(precision, options, call(name), x, y))).toEqual(expected)
  })

  test('results are denormal where they should be, and a NaN beside a number stays alone', async () => {
    const lane = LANES[precision]
    const x = lane.bytes === 8 ? -740 : -100
    const got = await applied(precision, LOOPS[0]!, call('exp'), [x, NaN, x, 1])
    expect(Math.abs(got[0]! / Math.exp(x) - 1)).toBeLessThan(0.02)
    expect([got[1], got[2], Math.abs(got[3]! - Math.E) < 1e-6]).toEqual([NaN, got[0], true])
  })

  test('an angle far out is off by its last digit at most', async () => {
    const angles = precision === 'float64' ? [1e6, -3e7, 1e9, 1e12] : [1e4, -3e5, 1e6]
    const got = await applied(precision, LOOPS[1]!, call('sin'), angles)
    angles.forEach((angle, k) => {
      const single = precision === 'float32' ? Math.fround(angle) : angle
      expect(Math.abs(got[k]! - Math.sin(single))).toBeLessThan(lastPlace(angle, precision))
    })
  })

  test('tanh: within two places where pieces meet, and never beyond 1', async () => {
    const [digits, from] = precision === 'float64' ? [53, 16] : [24, 7]
    const far = Array.from({ length: 2000 }, (_, k) => from + k / 500)
    const near = Array.from({ length: 40_000 }, (_, k) => Math.fround(1.3e-4 * (k / 4 + 1)))
    for (const options of LOOPS) {
      const high = await applied(precision, options, call('tanh'), far)
      // 1 - tanh(x) = 2 exp(-2x) to the digits that count here
      const off = far.map((x, k) => (1 - high[k]! - 2 * Math.exp(-2 * (precision === 'float32' ? Math.fround(x) : x))) * 2 ** digits)
      expect(Math.max(...off.map(Math.abs))).toBeLessThan(2)
      expect(Math.max(...high)).toBe(1)
      if (precision === 'float64') continue
      const low = await applied(precision, options, call('tanh'), near)
      const value = near.map((x) => Math.tanh(x))
      const rest = value.map(() => 0)
      expect(worst(low, value, rest, precision)).toBeLessThan(2)
    }
  })
})
