import { linspace } from '../../problem/points.ts'
import { dormandPrince } from '../ode/dormand-prince.ts'
import { radau } from '../ode/radau.ts'
import { MOST_WORK, budgetOf } from '../budget.ts'
import type { ReferenceSolution, Solver } from '../solution.ts'
import { highestOrders } from '../system.ts'
import { evolutionSystem } from './evolution-system.ts'
import type { EvolutionSystem } from './evolution-system.ts'
import { chebyshevGrid, fourierGrid } from './grid.ts'
import type { Focus, SpectralGrid } from './grid.ts'
import { semiDiscrete, startAt } from './semi-discrete.ts'
import type { SemiDiscrete } from './semi-discrete.ts'

/** Nodes in space that are tried in turn. */
const LADDER = [24, 32, 48, 64, 96, 128, 192, 256]
/** Tolerances in time, of the solution and of the one it is compared with; waves of third order and higher take too many steps for the first. */
const TOLERANCES = { fine: 1e-10, coarse: 1e-8 }
const OF_WAVES = { fine: 1e-8, coarse: 1e-6 }
const ACROSS = 41
const ALONG = 21
/** A refinement that changes less than this share of the solution is the last. */
const ENOUGH = 2e-8
/** A step of the explicit method times the fastest rate stays below this (Hairer and Wanner, Solving ODEs II, IV.2); rates are known to a factor or so. */
const STABLE = 5
/** The share of itself by which the start may be off between the nodes. */
const START = 1e-5
/** From so many nodes on the start need not be resolved: it may have kinks, which none resolve. */
const PLAIN = 96
/** Numbers in a dense Jacobian that may still be factored in a moment, and explicit steps. */
const MOST_STATES = 300
const MOST_STEPS = 4000

type Read = ReferenceSolution['at']

/**
 * Method of lines: spectral collocation in space, Dormand-Prince or, where that needs too many steps, Radau in time. Nodes are added until the solution no longer changes, and crowded
 * where it is steep; the tolerance in time is checked against one a hundred times larger.
 */
export const byLines: Solver = (system, budget = budgetOf(MOST_WORK)) => {
  const evolution = evolutionSystem(system)
  if (evolution.reason !== undefined) return evolution
  const { fit } = evolution
  const { from, to } = system.variables[fit.space]!
  const check = checkGrid(fit)
  const highest = Math.max(...highestOrders(system, fit.space))
  const { fine, coarse } = highest < 3 ? TOLERANCES : OF_WAVES
  let last: { values: Float64Array[]; read: Read } | undefined
  let best: { error: number; read: Read; count: number; method: string } | undefined
  let focus: Focus | undefined
  let worse = 0
  let work = { count: LADDER[0]!, took: 0 }
  let failed: { reached: number; focused: boolean } | undefined
  for (const count of LADDER) {
    // a finer grid takes the third power of the nodes or more
    if (failed === undefined && work.took * (count / work.count) ** 3 > budget.left) break
    if (count * fit.orders.reduce((a, b) => a + b, 0) > MOST_STATES) break
    const grid = fit.periodic ? fourierGrid(from, to, count) : chebyshevGrid(from, to, count, focus)
    if (count < PLAIN && focus === undefined && !resolvesStart(fit, grid)) continue
    const solved = integrate(fit, grid, fine, [...check[fit.time]!], budget.left)
    work = { count, took: solved.work }
    budget.left -= solved.work
    if (solved.read === undefined) {
      // more nodes that come no farther: the discretisation itself does not bear it
      if (best !== undefined || (failed?.focused === (focus !== undefined) && solved.reached <= failed.reached)) break
      failed = { reached: solved.reached, focused: focus !== undefined }
      // a solution that is too steep for these nodes: they crowd in the middle, where shocks of symmetric problems stand; waves of higher order travel
      if (!fit.periodic && highest < 3) focus = { centre: (from + to) / 2, width: 0.006 * (to - from) }
      continue
    }
    const values = solved.read(check)
    const size = Math.max(...values.map(largest))
    if (last !== undefined) {
      const error = Math.max(...values.map((row, k) => largest(row.map((value, p) => value - last!.values[k]![p]!))))
      if (best === undefined || error < best.error) {
        best = { error, read: solved.read, count: grid.x.length, method: solved.method }
        worse = 0
      } else worse++
      if (error < ENOUGH * size || worse >= 2 || (worse === 1 && best.error < 1e-5 * size)) break
      if (focus === undefined && !fit.periodic && count >= 48 && error > 1e-5 * size) focus = steepest(fit, solved.read)
    }
    last = { values, read: solved.read }
  }
  if (best === undefined) return { reason: 'the method of lines did not reach the end of the time' }
  const grid = fit.periodic ? fourierGrid(from, to, best.count) : chebyshevGrid(from, to, best.count, focus)
  const rough = integrate(fit, grid, coarse, [...check[fit.time]!], MOST_WORK)
  budget.left -= rough.work
  const own = best.read(check)
  const inTime =
    rough.read === undefined
      ? 0
      : Math.max(...rough.read(check).map((row, k) => largest(row.map((value, p) => value - own[k]![p]!)))) * (fine / coarse)
  return {
    fit: {
      method: 'lines',
      label: `Method of lines, ${best.count} nodes, ${best.method}`,
      error: best.error + inTime,
      at: best.read,
      notes:
        focus === undefined
          ? []
          : [`Nodes crowd about ${system.variables[fit.space]!.name} = ${Number(focus.centre.toPrecision(3))}, where it is steep.`]
    }
  }
}

/** A run on a grid: the last time that was reached, and the solution as a function of points where that is the end. */
interface Integrated {
  reached: number
  work: number
  method: string
  read?: Read
}

/** Multiplications of a slope besides its matrix: the equations at each node. */
const AT_NODE = 1200

/** The evolution on a grid, for at most about so many multiplications; only the end of the time counts. */
function integrate(fit: EvolutionSystem, grid: SpectralGrid, rtol: number, times: readonly number[], most: number): Integrated {
  const { system, time } = fit
  const lines = semiDiscrete(fit, grid)
  const { from, to } = system.variables[time]!
  const scale = Math.max(1e-3, ...lines.start.map(Math.abs))
  const atol = rtol * scale * 1e-2
  const { size } = lines
  const slopeWork = size ** 2 + AT_NODE * size
  const allowed = Math.min(MOST_STEPS, Math.ceil(most / (6 * slopeWork)))
  const explicit =
    fastestRate(lines, from) * (to - from) > STABLE * allowed
      ? undefined
      : dormandPrince(lines.slope, from, to, lines.start, {
          rtol,
          atol,
          mostSteps: allowed
        })
  const explicitWork = explicit === undefined ? 0 : 6 * (explicit.steps + explicit.rejected) * slopeWork
  if (explicit?.stopped === null)
    return {
      reached: to,
      method: 'Dormand-Prince in time',
      work: explicitWork,
      read: reader(fit, grid, lines.nodal, (times) =>
        times.map((t) => {
          const y = new Float64Array(size)
          explicit.at(t, y)
          return y
        })
      )
    }
  const method = 'Radau in time'
  // as if every third step factored anew
  const affordable = Math.ceil(Math.max(0, most - explicitWork) / (0.6 * size ** 3 + 12 * slopeWork))
  const first = Float64Array.from(new Set([from, ...times, to])).sort()
  const solved = radau(lines, first, lines.start, { rtol, atol, mostSteps: Math.min(MOST_STEPS, affordable), hurry: true })
  // a real and a complex factorisation take five thirds of a cube; a Newton iteration three slopes and solves as long as five products
  const implicitWork = (5 / 3) * solved.factorisations * size ** 3 + solved.iterations * (3 * slopeWork + 5 * size ** 2)
  const work = explicitWork + implicitWork
  if (solved.stopped !== null) return { reached: solved.reached, work, method }
  // what was integrated once is kept; other times are integrated anew, which is known to arrive
  const levels = (times: Float64Array, y: Float64Array) => new Map([...times].map((t, k) => [t, y.subarray(k * size, (k + 1) * size)]))
  const known = levels(first, solved.y)
  return {
    reached: to,
    method,
    work,
    read: reader(fit, grid, lines.nodal, (wished) => {
      if (wished.every((t) => known.has(t))) return wished.map((t) => known.get(t)!)
      const all = Float64Array.from(new Set([from, ...wished])).sort()
      const anew = levels(all, radau(lines, all, lines.start, { rtol, atol }).y)
      return wished.map((t) => anew.get(t)!)
    })
  }
}

/** About the largest eigenvalue of the Jacobian at the start, by the power method. */
function fastestRate({ jacobian, start, size }: SemiDiscrete, from: number): number {
  const J = new Float64Array(size * size)
  jacobian(from, start, J)
  let v = Float64Array.from({ length: size }, (_, k) => Math.cos(1 + 3.7 * k))
  let rate = 0
  for (let iteration = 0; iteration < 12; iteration++) {
    const next = v.map((_, i) => v.reduce((sum, value, j) => sum + J[i * size + j]! * value, 0))
    const [before, after] = [v, next].map((row) => Math.hypot(...row)) as [number, number]
    rate = after / before
    if (!(rate > 0) || !Number.isFinite(rate)) return 0
    v = next.map((value) => value / after)
  }
  return rate
}

/** Whether the grid follows the start between its nodes: where it does not, no step in time is worth while. */
function resolvesStart(fit: EvolutionSystem, grid: SpectralGrid): boolean {
  const { system, space, start } = fit
  const { from, to } = system.variables[space]!
  const x = linspace(from, to, 5 * ACROSS)
  const weights = [...x].map(grid.weightsAt)
  return start.every(([part]) => {
    const [here, nodes] = [startAt(fit, part!, x), startAt(fit, part!, grid.x)]
    const off = here.map((value, p) => value - weights[p]!.reduce((sum, weight, k) => sum + weight * nodes[k]!, 0))
    return largest(off) <= START * largest(here)
  })
}

function reader(
  { system, time, space }: EvolutionSystem,
  grid: SpectralGrid,
  nodal: (t: number, y: Float64Array, unknown: number) => Float64Array,
  levels: (times: readonly number[]) => readonly Float64Array[]
): Read {
  return (points) => {
    const times = [...new Set(points[time])].sort((a, b) => a - b)
    const states = new Map(levels(times).map((y, k) => [times[k]!, y]))
    const weights = new Map<number, Float64Array>()
    for (const x of points[space]!) if (!weights.has(x)) weights.set(x, grid.weightsAt(x))
    return system.unknowns.map((_, unknown) => {
      const rows = new Map(times.map((t) => [t, nodal(t, states.get(t)!, unknown)]))
      return points[time]!.map((t, p) => {
        const [row, weight] = [rows.get(t)!, weights.get(points[space]![p]!)!]
        return row.reduce((sum, value, k) => sum + value * weight[k]!, 0)
      })
    })
  }
}

function checkGrid({ system, time, space }: EvolutionSystem): Float64Array[] {
  const of = (axis: number, n: number) => linspace(system.variables[axis]!.from, system.variables[axis]!.to, n)
  const [x, t] = [of(space, ACROSS), of(time, ALONG)]
  const rows = [new Float64Array(ACROSS * ALONG), new Float64Array(ACROSS * ALONG)]
  x.forEach((value, i) =>
    t.forEach((now, j) => {
      rows[space]![i * ALONG + j] = value
      rows[time]![i * ALONG + j] = now
    })
  )
  return rows
}

/** Where the solution stays steep: undefined where the steepest place moves. */
function steepest({ system, time, space }: EvolutionSystem, read: Read): Focus | undefined {
  const { from, to } = system.variables[space]!
  const across = 400
  const x = linspace(from, to, across + 1)
  const centres: number[] = []
  let [height, slope] = [0, 0]
  for (const t of linspace(system.variables[time]!.from, system.variables[time]!.to, 6).slice(1)) {
    const points: Float64Array[] = []
    points[space] = x
    points[time] = new Float64Array(x.length).fill(t)
    for (const row of read(points)) {
      let [found, at] = [0, 0]
      for (let k = 0; k < across; k++) {
        const rise = Math.abs(row[k + 1]! - row[k]!) / (x[k + 1]! - x[k]!)
        if (rise > found) [found, at] = [rise, (x[k]! + x[k + 1]!) / 2]
      }
      centres.push(at)
      height = Math.max(height, largest(row))
      slope = Math.max(slope, found)
    }
  }
  if (Math.max(...centres) - Math.min(...centres) > 0.05 * (to - from)) return undefined
  const centre = centres.reduce((a, b) => a + b, 0) / centres.length
  return { centre, width: Math.max(0.004 * (to - from), (2 * height) / slope) }
}

const largest = (row: Float64Array): number => row.reduce((most, x) => (Math.abs(x) <= most ? most : Math.abs(x)), 0)
