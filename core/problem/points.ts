import { generatorFor } from '../network/initialize.ts'
import type { Generator } from '../network/random.ts'
import type { Settings } from '../training/settings.ts'
import type { Interval } from './document-check.ts'
import { sobol } from './sobol.ts'

/** n equidistant values from `from` to `to`, both included; formed as NumPy's linspace forms them. */
export function linspace(from: number, to: number, n: number): Float64Array {
  if (n === 1) return Float64Array.of(from)
  const step = (to - from) / (n - 1)
  const values = Float64Array.from({ length: n }, (_, i) => from + i * step)
  values[n - 1] = to
  return values
}

/** Chebyshev-Gauss nodes of the interval, ascending: the ends are not among them. */
export function chebyshev(from: number, to: number, n: number): Float64Array {
  const middle = (from + to) / 2
  const half = (to - from) / 2
  return Float64Array.from({ length: n }, (_, i) => middle - half * Math.cos(((2 * i + 1) * Math.PI) / (2 * n)))
}

/** All combinations of the axes' values: one array per variable, row-major, the first variable slowest. */
export function tensor(axes: readonly Float64Array[]): Float64Array[] {
  const total = axes.reduce((n, axis) => n * axis.length, 1)
  let repeat = total
  return axes.map((axis) => {
    repeat /= axis.length
    const each = repeat
    return Float64Array.from({ length: total }, (_, i) => axis[Math.floor(i / each) % axis.length]!)
  })
}

/** Training points per variable: the default is 60 in one variable, 15 x 15 in two, 10 along each of three, 6 of four (accuracy of a first run, measured). */
export function pointCounts(settings: Settings, variables: readonly Interval[]): number[] {
  const { count } = settings.points
  if (typeof count === 'number') return variables.map(() => count)
  const standard = [60, 15, 10, 6][variables.length - 1] ?? 4
  return variables.map(({ name }) => count?.[name] ?? standard)
}

/** How many training points there are in all, before a domain leaves some out. */
export function pointTotal(settings: Settings, variables: readonly Interval[]): number {
  const { layout, count } = settings.points
  const isGrid = layout === 'uniform' || layout === 'chebyshev'
  return typeof count === 'number' && !isGrid ? count : pointCounts(settings, variables).reduce((a, b) => a * b, 1)
}

/**
 * Collocation points, one array per variable. Uniform and Chebyshev points are tensor grids with `count` points along each
 * variable; random, Latin hypercube and Sobol points are as many as `count` says in all (a count per variable: their product).
 * `draw` counts how often such points were drawn anew.
 */
export function collocationPoints(settings: Settings, variables: readonly Interval[], draw = 0): Float64Array[] {
  const { layout } = settings.points
  const box = sampledBox(settings, variables)
  if (layout === 'uniform' || layout === 'chebyshev') {
    const nodes = layout === 'uniform' ? linspace : chebyshev
    const counts = pointCounts(settings, variables)
    return tensor(box.map(({ from, to }, axis) => nodes(from, to, counts[axis]!)))
  }
  const total = pointTotal(settings, variables)
  return scatteredPoints(layout, total, box, generatorFor(settings.seed, draw === 0 ? 'points' : `points ${draw}`))
}

/** The part of the variables' intervals in which collocation points are drawn. */
function sampledBox({ points: { within } }: Settings, variables: readonly Interval[]): Pick<Interval, 'from' | 'to'>[] {
  return variables.map(({ name, from, to }) => {
    const [low, high] = within?.[name] ?? [from, to]
    return { from: low, to: high }
  })
}

/** n points scattered over a box, one array per variable. */
export function scatteredPoints(
  layout: 'random' | 'lhs' | 'sobol',
  n: number,
  box: readonly Pick<Interval, 'from' | 'to'>[],
  generator: Generator
): Float64Array[] {
  const unit = scattered(layout, n, box.length, generator)
  return box.map(({ from, to }, axis) => unit[axis]!.map((x) => from + (to - from) * x))
}

/** n points scattered over the unit box, one array per dimension. */
function scattered(layout: 'random' | 'lhs' | 'sobol', n: number, dimensions: number, generator: Generator): Float64Array[] {
  const axes = Array.from({ length: dimensions }, () => new Float64Array(n))
  if (layout === 'random') {
    for (let i = 0; i < n; i++) for (const axis of axes) axis[i] = generator.uniform()
    return axes
  }
  if (layout === 'sobol') {
    const shift = axes.map(() => Math.floor(generator.uniform() * 2 ** 32))
    return sobol(n, dimensions, shift)
  }
  // Latin hypercube (McKay, Beckman & Conover 1979): one point in each of n strips of every variable
  return axes.map((axis) => {
    const strips = shuffled(n, generator)
    return axis.map((_, i) => (strips[i]! + generator.uniform()) / n)
  })
}

/** 0 … n-1 in random order (Fisher-Yates). */
export function shuffled(n: number, generator: Generator): number[] {
  const order = Array.from({ length: n }, (_, k) => k)
  for (let k = n - 1; k > 0; k--) {
    const other = Math.floor(generator.uniform() * (k + 1))
    ;[order[k], order[other]] = [order[other]!, order[k]!]
  }
  return order
}
