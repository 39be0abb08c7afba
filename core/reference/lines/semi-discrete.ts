import { factorize } from '../../linear/lu.ts'
import { runner } from '../collocation/rows.ts'
import type { StiffSystem } from '../ode/radau.ts'
import type { EvolutionSystem } from './evolution-system.ts'
import type { SpectralGrid } from './grid.ts'
import { sideOf } from './sides.ts'
import type { Linearised } from '../system.ts'

/** The problem at the nodes of a grid: ordinary differential equations for the inner values. */
export interface SemiDiscrete extends StiffSystem {
  size: number
  start: Float64Array
  /** all nodal values of an unknown, ends included, from the inner ones at a time */
  nodal: (t: number, y: Float64Array, unknown: number) => Float64Array
}

/** Conditions from which on the values that remain stand at nodes of their own. */
const MANY = 3

/**
 * Method of lines by spectral collocation: derivatives in space by matrices at the nodes, values next to the ends eliminated by the end conditions, which then hold at all
 * times (Trefethen, Spectral Methods in MATLAB, chapters 10 and 13). Where an unknown has three conditions or more, leaving out the nodes next to the ends makes waves grow that do not
 * (u_t + u_xxx = 0); the equations then stand at the inner nodes of a grid with as many fewer, onto which the polynomials are interpolated (Driscoll and Hale, IMA J. Numer. Anal. 36 (2016)
 * 108). The Jacobian is exact, from the one differentiator.
 */
export function semiDiscrete(evolution: EvolutionSystem, grid: SpectralGrid): SemiDiscrete {
  const { system, time, space, orders, start, ends } = evolution
  const { graph, equations } = system
  const nodes = grid.x.length
  const total = ends.map(({ low, high }) => low.length + high.length)
  const own = total[0]! >= MANY && total.every((each) => each === total[0])
  const x = own ? grid.inner(total[0]!) : grid.x
  const n = x.length
  const interpolation = own ? joined([...x].map(grid.weightsAt)) : undefined
  const clock = new Float64Array(n)
  const points = [0, 1].map((axis) => (axis === time ? clock : x))
  const matrices = new Map<number, Float64Array>()
  const matrix = (order: number): Float64Array => {
    const known = matrices.get(order) ?? atPlaces(grid.matrix(order))
    matrices.set(order, known)
    return known
  }
  const atPlaces = (square: Float64Array) => (interpolation === undefined ? square : multiply(interpolation, square, n, nodes, nodes))
  const sides = ends.map((end) => sideOf(system, grid, { time, space }, end, interpolation))
  const offsets: number[][] = []
  let size = 0
  orders.forEach((order, k) => {
    offsets.push(Array.from({ length: order }, (_, l) => size + l * sides[k]!.inner.length))
    size += order * sides[k]!.inner.length
  })
  const runs = equations.map((part) => runner(graph, part, points, n))
  const lifted = new Map<string, Float64Array>()
  const liftedMatrix = (unknown: number, order: number): Float64Array => {
    const key = `${unknown}:${order}`
    const { lift, inner } = sides[unknown]!
    const known = lifted.get(key) ?? multiply(matrix(order), lift, n, nodes, inner.length)
    lifted.set(key, known)
    return known
  }
  const count = orders.length
  const highest = orders.map(() => new Float64Array(n))
  const zeros = new Float64Array(n)

  const nodal = (t: number, y: Float64Array, unknown: number): Float64Array => {
    const { lift, shift, inner } = sides[unknown]!
    const at = offsets[unknown]![0]!
    const out = shift(t)
    for (let i = 0; i < nodes; i++) {
      let sum = 0
      for (let j = 0; j < inner.length; j++) sum += lift[i * inner.length + j]! * y[at + j]!
      out[i]! += sum
    }
    return out
  }
  const outputs = (t: number, y: Float64Array, tops: readonly Float64Array[]) => {
    clock.fill(t)
    const values = orders.map((_, k) => nodal(t, y, k))
    const known = new Map<string, Float64Array>()
    return equations.map((part, row) =>
      runs[row]!(
        part.reads.map(({ unknown, order }) => {
          if (order[time] === orders[unknown]) return tops[unknown]!
          const key = `${unknown}:${order.join()}`
          const found = known.get(key) ?? derivative(unknown, order[time]!, order[space]!)
          known.set(key, found)
          return found
        }),
        []
      ).map((result) => result.slice())
    )

    function derivative(unknown: number, inTime: number, inSpace: number): Float64Array {
      if (inTime > 0) {
        const { inner } = sides[unknown]!
        const out = new Float64Array(n)
        inner.forEach((node, j) => (out[node] = y[offsets[unknown]![inTime]! + j]!))
        return out
      }
      return inSpace === 0 && !own ? values[unknown]! : apply(matrix(inSpace), values[unknown]!, n)
    }
  }
  /** dE/d(highest derivatives in time) at a node */
  const massAt = (results: readonly (readonly Float64Array[])[], node: number): Float64Array => {
    const mass = new Float64Array(count * count)
    equations.forEach(({ reads }, row) =>
      reads.forEach(({ unknown, order }, k) => {
        if (order[time] === orders[unknown]) mass[row * count + unknown]! += results[row]![1 + k]![node]!
      })
    )
    return mass
  }
  const solveHighest = (t: number, y: Float64Array): void => {
    const results = outputs(
      t,
      y,
      orders.map(() => zeros)
    )
    const right = new Float64Array(count)
    for (let node = 0; node < n; node++) {
      const mass = massAt(results, node)
      for (let row = 0; row < count; row++) right[row] = -results[row]![0]![node]!
      if (count === 1) right[0]! /= mass[0]!
      else if (mass.some((value) => value !== 0)) factorize(mass, count).solve(right)
      for (let k = 0; k < count; k++) highest[k]![node] = right[k]!
    }
  }
  return {
    size,
    start: startValues(),
    nodal,
    slope(t, y, out) {
      solveHighest(t, y)
      orders.forEach((order, k) => {
        const { inner } = sides[k]!
        for (let l = 0; l + 1 < order; l++) for (let j = 0; j < inner.length; j++) out[offsets[k]![l]! + j] = y[offsets[k]![l + 1]! + j]!
        inner.forEach((node, j) => (out[offsets[k]![order - 1]! + j] = highest[k]![node]!))
      })
    },
    jacobian(t, y, out) {
      solveHighest(t, y)
      const results = outputs(t, y, highest)
      out.fill(0)
      orders.forEach((order, k) => {
        for (let l = 0; l + 1 < order; l++)
          for (let j = 0; j < sides[k]!.inner.length; j++) out[(offsets[k]![l]! + j) * size + offsets[k]![l + 1]! + j] = 1
      })
      for (let node = 0; node < n; node++) {
        const factors = factorize(massAt(results, node), count)
        equations.forEach(({ reads }, row) => {
          const column = new Float64Array(count)
          column[row] = -1
          factors.solve(column)
          reads.forEach(({ unknown, order }, r) => {
            if (order[time] === orders[unknown]) return
            const partial = results[row]![1 + r]![node]!
            if (partial === 0) return
            orders.forEach((own, k) => {
              const j = sides[k]!.inner.indexOf(node)
              if (j < 0 || column[k] === 0) return
              const to = (offsets[k]![own - 1]! + j) * size
              const factor = column[k]! * partial
              const { inner } = sides[unknown]!
              if (order[time]! > 0) {
                const place = inner.indexOf(node)
                if (place >= 0) out[to + offsets[unknown]![order[time]!]! + place]! += factor
                return
              }
              const rows = liftedMatrix(unknown, order[space]!)
              const at = to + offsets[unknown]![0]!
              for (let i = 0; i < inner.length; i++) out[at + i]! += factor * rows[node * inner.length + i]!
            })
          })
        })
      }
    }
  }

  function startValues(): Float64Array {
    const y = new Float64Array(size)
    start.forEach((rows, k) =>
      rows.forEach((part, l) => {
        const values = startAt(evolution, part, x)
        sides[k]!.inner.forEach((node, j) => (y[offsets[k]![l]! + j] = values[node]!))
      })
    )
    return y
  }
}

/** What a start condition gives at points of space. */
export function startAt({ system, time, space }: EvolutionSystem, part: Linearised, x: Float64Array): Float64Array {
  const points: Float64Array[] = []
  points[space] = x
  points[time] = new Float64Array(x.length).fill(system.variables[time]!.from)
  const [residual, partial] = runner(system.graph, part, points, x.length)([new Float64Array(x.length)], [])
  return x.map((_, i) => -residual![i]! / partial![i]!)
}

/** A matrix of n rows times values. */
function apply(matrix: Float64Array, values: Float64Array, n: number): Float64Array {
  const columns = values.length
  const out = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    let sum = 0
    for (let j = 0; j < columns; j++) sum += matrix[i * columns + j]! * values[j]!
    out[i] = sum
  }
  return out
}

const joined = (rows: readonly Float64Array[]): Float64Array => Float64Array.from(rows.flatMap((row) => [...row]))

/** n x inner times inner x columns. */
function multiply(a: Float64Array, b: Float64Array, n: number, inner: number, columns: number): Float64Array {
  const out = new Float64Array(n * columns)
  for (let i = 0; i < n; i++)
    for (let k = 0; k < inner; k++) {
      const factor = a[i * inner + k]!
      if (factor !== 0) for (let j = 0; j < columns; j++) out[i * columns + j]! += factor * b[k * columns + j]!
    }
  return out
}
