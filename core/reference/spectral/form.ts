import type { Id } from '../../autodiff/graph.ts'
import { leavesOf } from '../../problem/calculus.ts'
import type { Fit } from '../equation.ts'
import { runner } from '../collocation/rows.ts'
import type { EvolutionSystem } from '../lines/evolution-system.ts'
import { rowwise } from '../rowwise.ts'
import type { Read } from '../system.ts'

/** How an unknown goes on beyond the ends: it repeats, or is mirrored there with its sign kept (even) or turned (odd). */
export type Continuation = 'periodic' | 'even' | 'odd'

/** c d^order/dx^order of a component, in the rate of another. */
export interface LinearTerm {
  row: number
  column: number
  order: number
  factor: number
}

/** What the rest of an equation reads of the solution: a component and its order in space. */
export interface RestRead {
  component: number
  order: number
}

/**
 * w_t = L w + N(w, x, t): components are the unknowns and their derivatives in time, less a straight line through the values at the ends. L has constant coefficients, so that every
 * wave number stands alone.
 */
export interface SpectralForm {
  evolution: EvolutionSystem
  components: number
  /** first component of every unknown, and the one whose rate its equation gives */
  places: readonly { first: number; last: number; continuation: Continuation; line: readonly [number, number] }[]
  linear: readonly LinearTerm[]
  reads: readonly RestRead[]
  /** N of each unknown at nodes x; fields are set by `set` of what `reads` names */
  rest: (x: Float64Array) => { at: (t: number, fields: readonly Float64Array[]) => Float64Array[]; fields: Float64Array[] }
  /** start values of every component at nodes */
  start: (x: Float64Array) => Float64Array[]
  /** whether x occurs in the equations */
  uneven: boolean
}

/** The evolution split into a linear part with constant coefficients and the rest, or why that is not possible. */
export function spectralForm(evolution: EvolutionSystem): Fit<SpectralForm> {
  const { system, time, space, orders } = evolution
  const { graph, equations, unknowns, variables } = system
  const count = unknowns.length
  const components = orders.reduce((sum, order) => sum + order, 0)
  if (components > 2) return { reason: 'Fourier series here are for two components at most' }
  const { from, to } = variables[space]!

  const places: { first: number; last: number; continuation: Continuation; line: readonly [number, number] }[] = []
  for (const [k, order] of orders.entries()) {
    const first = orders.slice(0, k).reduce((sum, below) => sum + below, 0)
    const continued = continuationOf(evolution, k)
    if (continued.reason !== undefined) return continued
    places.push({ first, last: first + order - 1, ...continued.fit })
  }

  const isTop = ({ unknown, order }: Read) => order[time] === orders[unknown]
  const mass = new Float64Array(count * count)
  const terms: { equation: number; read: Read; factor: number }[] = []
  const linear = equations.map(() => new Set<Id>())
  for (const [row, { reads, partials }] of equations.entries()) {
    for (const [k, read] of reads.entries()) {
      const factor = graph.constantValue(partials[k]!)
      if (isTop(read)) {
        if (factor === undefined) return { reason: 'the coefficient of a derivative in time changes' }
        mass[row * count + read.unknown]! += factor
      } else if (factor !== undefined) {
        terms.push({ equation: row, read, factor })
        linear[row]!.add(read.id)
      }
    }
  }
  const inverse = inverseOf(mass, count)
  if (inverse === undefined) return { reason: 'the equations do not give the derivatives in time' }

  const sign = (unknown: number): number => (places[unknown]!.continuation === 'odd' ? -1 : 1)
  // between mirrored unknowns a term that turns the parity does not act on every wave number alone: it joins the rest
  const fits = ({ equation, read }: { equation: number; read: Read }): boolean =>
    places.every(({ continuation }, row) => {
      if (continuation === 'periodic' || inverse[row * count + equation] === 0) return true
      return sign(row) === sign(read.unknown) * (read.order[space]! % 2 === 0 ? 1 : -1)
    })
  for (const term of terms) if (!fits(term)) linear[term.equation]!.delete(term.read.id)
  const matrix: LinearTerm[] = places.flatMap(({ first, last }) =>
    Array.from({ length: last - first }, (_, l) => ({ row: first + l, column: first + l + 1, order: 0, factor: 1 }))
  )
  for (const term of terms.filter(fits))
    for (let row = 0; row < count; row++) {
      const factor = -inverse[row * count + term.equation]! * term.factor
      const column = places[term.read.unknown]!.first + term.read.order[time]!
      if (factor !== 0) matrix.push({ row: places[row]!.last, column, order: term.read.order[space]!, factor })
    }

  const reads: RestRead[] = []
  const fieldOf = ({ unknown, order }: Read): number => {
    const wanted = { component: places[unknown]!.first + order[time]!, order: order[space]! }
    const known = reads.findIndex(({ component, order: inSpace }) => component === wanted.component && inSpace === wanted.order)
    return known >= 0 ? known : reads.push(wanted) - 1
  }
  const nonlinear = equations.map(({ reads: own }, row) => own.filter((read) => !isTop(read) && !linear[row]!.has(read.id)))
  nonlinear.flat().forEach(fieldOf)

  const rest: SpectralForm['rest'] = (x) => {
    const n = x.length
    const clock = new Float64Array(n)
    const fields = reads.map(() => new Float64Array(n))
    // the straight line and its slope, which linear terms read and the others add
    const lineOf = ({ unknown, order }: Read): Float64Array => {
      const [low, high] = places[unknown]!.line
      const slope = (high - low) / (to - from)
      if (order[time]! > 0 || order[space]! > 1) return new Float64Array(n)
      return x.map((at) => (order[space] === 0 ? low + slope * (at - from) : slope))
    }
    const added: { row: Float64Array; field: number; line: Float64Array }[] = []
    const runs = equations.map(({ residual, reads: own }, equation) => {
      const rows = new Map<Id, Float64Array>(
        own.map((read) => {
          if (isTop(read)) return [read.id, new Float64Array(n)]
          const line = lineOf(read)
          if (linear[equation]!.has(read.id)) return [read.id, line]
          const row = new Float64Array(n)
          added.push({ row, field: fieldOf(read), line })
          return [read.id, row]
        })
      )
      return rowwise(graph, [residual], n, (leaf, id) =>
        leaf.op === 'coordinate' ? (leaf.axis === time ? clock : x) : (rows.get(id) ?? new Float64Array(n))
      )
    })
    const out = unknowns.map(() => new Float64Array(n))
    return {
      fields,
      at(t, values) {
        clock.fill(t)
        for (const { row, field, line } of added) for (let i = 0; i < n; i++) row[i] = values[field]![i]! + line[i]!
        const residuals = runs.map((run) => run()[0]!)
        out.forEach((row, k) => {
          row.fill(0)
          residuals.forEach((residual, equation) => {
            const factor = inverse[k * count + equation]!
            if (factor !== 0) for (let i = 0; i < n; i++) row[i]! -= factor * residual[i]!
          })
        })
        return out
      }
    }
  }
  const start: SpectralForm['start'] = (x) => {
    const points: Float64Array[] = []
    points[time] = new Float64Array(x.length).fill(variables[time]!.from)
    points[space] = x
    return places.flatMap(({ line: [low, high] }, unknown) =>
      evolution.start[unknown]!.map((part, l) => {
        const [residual, partial] = runner(graph, part, points, x.length)([new Float64Array(x.length)], [])
        return x.map((at, i) => -residual![i]! / partial![i]! - (l === 0 ? low + ((high - low) * (at - from)) / (to - from) : 0))
      })
    )
  }
  const uneven = leavesOf(
    graph,
    equations.map(({ residual }) => residual),
    'coordinate'
  ).some(({ leaf }) => leaf.axis === space)
  return { fit: { evolution, components, places, linear: matrix, reads, rest, start, uneven } }
}

/** How an unknown goes on beyond the ends: by its conditions there. */
function continuationOf(
  { system, time, space, ends, periodic }: EvolutionSystem,
  unknown: number
): Fit<{ continuation: Continuation; line: readonly [number, number] }> {
  if (periodic) return { fit: { continuation: 'periodic', line: [0, 0] } }
  const { low, high } = ends[unknown]!
  if (low.length !== 1 || high.length !== 1) return { reason: 'it is neither periodic nor has one condition at each end' }
  const { from, to } = system.variables[time]!
  const clock = Float64Array.from({ length: 9 }, (_, k) => from + ((to - from) * k) / 8)
  const values: number[] = []
  const orders: number[] = []
  for (const [end, part] of [low[0]!, high[0]!].entries()) {
    const [read] = part.reads
    if (part.reads.length !== 1 || read === undefined) return { reason: `the condition ${part.text} mixes values and slopes` }
    const { from: first, to: last } = system.variables[space]!
    const points: Float64Array[] = []
    points[time] = clock
    points[space] = new Float64Array(clock.length).fill(end === 0 ? first : last)
    const [residual, partial] = runner(system.graph, part, points, clock.length)([new Float64Array(clock.length)], [])
    const given = residual!.map((value, k) => -value / partial![k]!)
    if (given.some((value) => !(Math.abs(value - given[0]!) <= 1e-14 * Math.abs(given[0]!))))
      return { reason: `the condition ${part.text} changes with time` }
    values.push(given[0]!)
    orders.push(read.order[space]!)
  }
  if (orders[0] === 0 && orders[1] === 0) return { fit: { continuation: 'odd', line: [values[0]!, values[1]!] } }
  if (orders[0] === 1 && orders[1] === 1 && values.every((value) => value === 0)) return { fit: { continuation: 'even', line: [0, 0] } }
  return { reason: 'its ends are not mirrors' }
}

/** Inverse of a matrix of one or two rows; undefined where it has none. */
function inverseOf(matrix: Float64Array, n: number): Float64Array | undefined {
  const [a, b, c, d] = [...matrix] as [number, number, number, number]
  const determinant = n === 1 ? a : a * d - b * c
  if (determinant === 0 || !Number.isFinite(determinant)) return undefined
  return n === 1 ? Float64Array.of(1 / a) : Float64Array.of(d, -b, -c, a).map((entry) => entry / determinant)
}
