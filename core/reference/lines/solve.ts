import { linspace } from '../../problem/points.ts'
import { dormandPrince } from '../ode/dormand-prince.ts'
import { radau } from '../ode/radau.ts'
import type { ReferenceSolution, Solver } from '../solution.ts'
import { evolutionSystem } from './evolution-system.ts'
import type { EvolutionSystem } from './evolution-system.ts'
import { chebyshevGrid, fourierGrid } from './grid.ts'
import type { Focus, SpectralGrid } from './grid.ts'
import { semiDiscrete } from './semi-discrete.ts'

/** Nodes in space that are tried in turn. */
const LADDER = [24, 32, 48, 64, 96, 128, 192, 256]
const FINE = 1e-10
const COARSE = 1e-8
const ACROSS = 41
const ALONG = 21
/** A refinement that changes less than this share of the solution is the last. */
const ENOUGH = 2e-8
/** Numbers in a dense Jacobian that may still be factored in a moment, and explicit steps. */
const MOST_STATES = 300
const MOST_STEPS = 4000

/** Multiplications after which no finer grid is begun, some seconds: a run waits for its reference. Counted, so that the answer does not depend on the machine. */
const MOST_WORK = 6e9

type Read = ReferenceSolution['at']

/**
 * Method of lines: spectral collocation in space, Dormand-Prince or, where that needs too many steps, Radau in time. Nodes are added until the solution no longer changes, and crowded
 * where it is steep; the tolerance in time is checked against one a hundred times larger.
 */
export const byLines: Solver = (system) => {
  const evolution = evolutionSystem(system)
  if (evolution.reason !== undefined) return evolution
  const { fit } = evolution
  const { from, to } = system.variables[fit.space]!
  const check = checkGrid(fit)
  let last: { values: Float64Array[]; read: Read } | undefined
  let best: { error: number; read: Read; count: number; method: string } | undefined
  let focus: Focus | undefined
  let worse = 0
  let [work, spent] = [{ count: LADDER[0]!, took: 0 }, 0]
  for (const count of LADDER) {
    // a finer grid takes the third power of the nodes or more
    if (best !== undefined && spent + work.took * (count / work.count) ** 3 > MOST_WORK) break
    if (count * fit.orders.reduce((a, b) => a + b, 0) > MOST_STATES) break
    const grid = fit.periodic ? fourierGrid(from, to, count) : chebyshevGrid(from, to, count, focus)
    const solved = integrate(fit, grid, FINE, [...check[fit.time]!])
    if (solved === undefined) {
      if (best !== undefined) break
      // a solution that is too steep for these nodes: they crowd in the middle, where shocks of symmetric problems stand
      if (!fit.periodic) focus = { centre: (from + to) / 2, width: 0.006 * (to - from) }
      continue
    }
    const values = solved.read(check)
    work = { count, took: solved.work }
    spent += solved.work
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
  const coarse = integrate(fit, fit.periodic ? fourierGrid(from, to, best.count) : chebyshevGrid(from, to, best.count, focus), COARSE, [
    ...check[fit.time]!
  ])
  const fine = best.read(check)
  const inTime =
    coarse === undefined
      ? 0
      : Math.max(...coarse.read(check).map((row, k) => largest(row.map((value, p) => value - fine[k]![p]!)))) * (FINE / COARSE)
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

/** The solution on a grid as a function of points; undefined where the end of the time was not reached. */
function integrate(
  fit: EvolutionSystem,
  grid: SpectralGrid,
  rtol: number,
  times: readonly number[]
): { read: Read; method: string; work: number } | undefined {
  const { system, time } = fit
  const lines = semiDiscrete(fit, grid)
  const { from, to } = system.variables[time]!
  const scale = Math.max(1e-3, ...lines.start.map(Math.abs))
  const atol = rtol * scale * 1e-2
  const explicit = dormandPrince(lines.slope, from, to, lines.start, { rtol, atol, mostSteps: MOST_STEPS })
  // six slopes a step, a row of the matrices of derivatives for each number
  const explicitWork = 6 * (explicit.steps + explicit.rejected) * lines.size ** 2
  if (explicit.stopped === null)
    return {
      method: 'Dormand-Prince in time',
      work: explicitWork,
      read: reader(fit, grid, lines.nodal, (times) =>
        times.map((t) => {
          const y = new Float64Array(lines.size)
          explicit.at(t, y)
          return y
        })
      )
    }
  let implicitWork = 0
  // as if every third step factored anew
  const mostSteps = Math.min(MOST_STEPS, Math.ceil(MOST_WORK / (0.6 * lines.size ** 3)))
  const levels = (times: readonly number[]): Float64Array[] | undefined => {
    const all = Float64Array.from(new Set([from, ...times])).sort()
    const { y, stopped, steps, rejected, factorisations } = radau(lines, all, lines.start, { rtol, atol, mostSteps })
    // a real and a complex factorisation take five thirds of a cube; a step some thirty products with a matrix
    implicitWork += (5 / 3) * factorisations * lines.size ** 3 + 30 * (steps + rejected) * lines.size ** 2
    if (stopped !== null) return undefined
    const index = new Map([...all].map((t, k) => [t, k]))
    return times.map((t) => y.subarray(index.get(t)! * lines.size, (index.get(t)! + 1) * lines.size))
  }
  // what was integrated once is kept; other times are integrated anew
  const first = [...new Set([...times, to])]
  const kept = levels(first)
  if (kept === undefined) return undefined
  const known = new Map(first.map((t, k) => [t, kept[k]!]))
  return {
    method: 'Radau in time',
    work: explicitWork + implicitWork,
    read: reader(fit, grid, lines.nodal, (wished) =>
      wished.every((t) => known.has(t))
        ? wished.map((t) => known.get(t)!)
        : (levels(wished) ?? wished.map(() => new Float64Array(lines.size).fill(NaN)))
    )
  }
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
