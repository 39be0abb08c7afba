import { factorize } from '../../linear/lu.ts'
import { runner } from '../collocation/rows.ts'
import type { StiffSystem } from '../ode/radau.ts'
import type { EvolutionSystem } from './evolution-system.ts'
import type { SpectralGrid } from './grid.ts'

/** The problem at the nodes of a grid: ordinary differential equations for the inner values. */
export interface SemiDiscrete extends StiffSystem {
  size: number
  start: Float64Array
  /** all nodal values of an unknown, ends included, from the inner ones at a time */
  nodal: (t: number, y: Float64Array, unknown: number) => Float64Array
}

interface Side {
  /** nodes whose values are unknowns in time, and those that follow from the end conditions */
  inner: number[]
  outer: number[]
  /** nodal values = lift inner + shift(t) */
  lift: Float64Array
  shift: (t: number) => Float64Array
}

/**
 * Method of lines by spectral collocation: derivatives in space by matrices at the nodes, values next to the ends eliminated by the end conditions, which then hold at all
 * times (Trefethen, Spectral Methods in MATLAB, chapters 10 and 13). The Jacobian is exact, from the one differentiator.
 */
export function semiDiscrete({ system, time, space, orders, start, ends }: EvolutionSystem, grid: SpectralGrid): SemiDiscrete {
  const { graph, equations } = system
  const { x } = grid
  const n = x.length
  const clock = new Float64Array(n)
  const points = [0, 1].map((axis) => (axis === time ? clock : x))
  const matrices = new Map<number, Float64Array>()
  const matrix = (order: number): Float64Array => {
    const known = matrices.get(order) ?? grid.matrix(order)
    matrices.set(order, known)
    return known
  }
  const sides = ends.map(({ low, high }) => sideOf(low, high))
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
    const known = lifted.get(key) ?? multiply(matrix(order), lift, n, inner.length)
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
    for (let i = 0; i < n; i++) {
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
      return inSpace === 0 ? values[unknown]! : apply(matrix(inSpace), values[unknown]!, n)
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
    clock.fill(system.variables[time]!.from)
    const y = new Float64Array(size)
    start.forEach((rows, k) =>
      rows.forEach((part, l) => {
        const [residual, partial] = runner(graph, part, points, n)([zeros], [])
        sides[k]!.inner.forEach((node, j) => (y[offsets[k]![l]! + j] = -residual![node]! / partial![node]!))
      })
    )
    return y
  }

  function sideOf(low: EvolutionSystem['ends'][number]['low'], high: EvolutionSystem['ends'][number]['high']): Side {
    const conditions = [...low, ...high]
    const outer = [...low.map((_, k) => k), ...high.map((_, k) => n - high.length + k)]
    const inner = Array.from({ length: n }, (_, k) => k).filter((k) => !outer.includes(k))
    const m = conditions.length
    const here = [0, 1].map(() => new Float64Array(1))
    const rowsOf = conditions.map((condition) => {
      const run = runner(graph, condition, here, 1)
      const [, ...partials] = run(
        condition.reads.map(() => new Float64Array(1)),
        []
      )
      const node = low.includes(condition) ? 0 : n - 1
      const row = new Float64Array(n)
      condition.reads.forEach(({ order }, r) => {
        const derivative = matrix(order[space]!)
        for (let j = 0; j < n; j++) row[j]! += partials[r]![0]! * derivative[node * n + j]!
      })
      return { run, row, node, reads: condition.reads.length }
    })
    const square = new Float64Array(m * m)
    rowsOf.forEach(({ row }, i) => outer.forEach((node, j) => (square[i * m + j] = row[node]!)))
    const factors = factorize(square, m)
    const lift = new Float64Array(n * inner.length)
    inner.forEach((node, j) => {
      lift[node * inner.length + j] = 1
      const column = Float64Array.from(rowsOf, ({ row }) => -row[node]!)
      factors.solve(column)
      outer.forEach((place, i) => (lift[place * inner.length + j] = column[i]!))
    })
    return {
      inner,
      outer,
      lift,
      shift(t) {
        const out = new Float64Array(n)
        if (m === 0) return out
        const right = Float64Array.from(rowsOf, ({ run, node, reads }) => {
          here[time]![0] = t
          here[space]![0] = x[node]!
          return -run(
            Array.from({ length: reads }, () => new Float64Array(1)),
            []
          )[0]![0]!
        })
        factors.solve(right)
        outer.forEach((node, i) => (out[node] = right[i]!))
        return out
      }
    }
  }
}

function apply(matrix: Float64Array, values: Float64Array, n: number): Float64Array {
  const out = new Float64Array(n)
  for (let i = 0; i < n; i++) {
    let sum = 0
    for (let j = 0; j < n; j++) sum += matrix[i * n + j]! * values[j]!
    out[i] = sum
  }
  return out
}

function multiply(a: Float64Array, b: Float64Array, n: number, columns: number): Float64Array {
  const out = new Float64Array(n * columns)
  for (let i = 0; i < n; i++)
    for (let k = 0; k < n; k++) {
      const factor = a[i * n + k]!
      if (factor !== 0) for (let j = 0; j < columns; j++) out[i * columns + j]! += factor * b[k * columns + j]!
    }
  return out
}
