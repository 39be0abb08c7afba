import { linspace } from '../../problem/points.ts'
import { SHARE, budgetOf } from '../budget.ts'
import type { Solver } from '../solution.ts'
import { evolutionSystem } from '../lines/evolution-system.ts'
import { spectralForm } from './form.ts'
import type { SpectralForm } from './form.ts'
import { march, marchWork } from './march.ts'
import type { March } from './march.ts'

const ACROSS = 129
const ALONG = 20
const FIRST_COUNT = 64
const FIRST_STEPS = 40
const MOST_COUNT = 16384
const MOST_STEPS = 40960
/** A solution that changed by less than this share of itself at the last refinement in space and in time is good enough. */
const ENOUGH = 1e-11
/** One that changed by more is none. */
const USELESS = 1e-3
/** Enough where more waves help little. */
const ROUGH = 1e-5

/**
 * Fourier series in space with ETDRK4 in time, for evolutions whose unknowns repeat or are mirrored at the ends. The number of waves and of steps are doubled by turns, each time the one that
 * leaves the larger error; the stated error is the sum of what both leave.
 */
export const byFourier: Solver = (system, budget = budgetOf(SHARE)) => {
  const evolution = evolutionSystem(system)
  if (evolution.reason !== undefined) return evolution
  const posed = spectralForm(evolution.fit)
  if (posed.reason !== undefined) return posed
  const form = posed.fit
  const whole = repeats(form)
  const check = checkGrid(form)
  const wanted = form.places.map(({ first }) => first)
  const run = (count: number, steps: number): Ran | undefined => {
    budget.left -= marchWork(form, count, steps)
    const marched = march(form, count, steps, whole)
    return marched === undefined ? undefined : { marched, values: marched.at(check.x, check.t, wanted) }
  }

  let begun = run(FIRST_COUNT, FIRST_STEPS)
  // what is too long a step at first may be short enough
  for (let steps = FIRST_STEPS; begun === undefined && steps < MOST_STEPS && budget.left > 0; steps *= 2)
    begun = run(FIRST_COUNT, 2 * steps)
  if (begun === undefined) return { reason: 'the solution by Fourier series leaves the numbers' }
  let now: Ran = begun
  const [inSpace, inTime] = [refinement(), refinement()]
  let tooLong = false
  const size = () => Math.max(...now.values.map(largest))
  const error = () => inSpace.error() + inTime.error()
  while (error() > ENOUGH * size()) {
    const { count, steps } = now.marched
    const finer: boolean = !tooLong && inSpace.error() >= inTime.error()
    // a kink goes on as it is: to see it better by one digit takes ten times the waves
    if (finer && inSpace.slow() && error() < ROUGH * size()) break
    if (2 * marchWork(form, count, steps) > budget.left || (finer ? count >= MOST_COUNT : steps >= MOST_STEPS)) break
    const next: Ran | undefined = finer ? run(2 * count, steps) : run(count, 2 * steps)
    if (next === undefined && !finer) break
    // more waves may be faster than the step allows
    tooLong = next === undefined
    if (next !== undefined) {
      const change = Math.max(...next.values.map((row, k) => distance(row, now.values[k]!)))
      ;(finer ? inSpace : inTime).add(change)
      now = next
    }
  }
  const stated = Math.max(error(), 4e-16 * size())
  if (!(stated <= USELESS * size())) return { reason: 'Fourier series do not resolve the solution' }
  const { count, steps } = now.marched
  const { space, time } = evolution.fit
  return {
    fit: {
      method: 'fourier',
      label: `Fourier series, ${count} points, ETDRK4, ${steps} steps`,
      error: stated,
      at: (points) => now.marched.at(points[space]!, points[time]!, wanted).map((row, k) => withLine(form, k, points[space]!, row)),
      notes: []
    }
  }
}

/**
 * What is left of an error whose changes from one doubling to the next fell by a ratio r: change / (r - 1) (Richardson), doubled for safety. Nobody counts on more than the fourth order; one
 * change alone stands for itself, and so do changes that do not fall.
 */
function refinement(): { add: (change: number) => void; error: () => number; slow: () => boolean } {
  let [last, before] = [Infinity, Infinity]
  return {
    add(change) {
      before = last
      last = change
    },
    slow: () => Number.isFinite(before) && before < 3 * last,
    error() {
      const ratio = Math.min(16, before / last)
      return Number.isFinite(before) && ratio > 3 ? (2 * last) / (ratio - 1) : last
    }
  }
}

interface Ran {
  marched: March
  values: Float64Array[]
}

function withLine({ evolution, places }: SpectralForm, unknown: number, x: Float64Array, row: Float64Array): Float64Array {
  const { from, to } = evolution.system.variables[evolution.space]!
  const [low, high] = places[unknown]!.line
  return row.map((value, p) => value + low + ((high - low) * (x[p]! - from)) / (to - from))
}

function checkGrid({ evolution }: SpectralForm): { x: Float64Array; t: Float64Array } {
  const { variables } = evolution.system
  const [space, time] = [variables[evolution.space]!, variables[evolution.time]!]
  // between the points of all grids
  const x = linspace(space.from, space.to, ACROSS).map((value, k) =>
    k + 1 < ACROSS ? value + (0.37 * (space.to - space.from)) / ACROSS : value
  )
  const t = linspace(time.from, time.to, ALONG + 1)
  return {
    x: Float64Array.from({ length: x.length * t.length }, (_, p) => x[p % x.length]!),
    t: Float64Array.from({ length: x.length * t.length }, (_, p) => t[Math.floor(p / x.length)]!)
  }
}

const REPEATED = 1e-13

/** Whether what is mirrored at both ends also repeats from one to the other: the start does, and the equations do not change under the mirror. */
function repeats(form: SpectralForm): boolean {
  const { evolution, places, uneven, reads } = form
  const { system, space } = evolution
  if (uneven || places.some(({ continuation, line }) => continuation !== 'odd' || line.some((value) => value !== 0))) return false
  const { from, to } = system.variables[space]!
  const n = 64
  const inner = Float64Array.from({ length: n - 1 }, (_, k) => from + ((to - from) * (k + 1)) / n)
  // odd about both ends and of the same period as the interval: odd about its middle
  const start = form.start(inner)
  if (start.some((row) => row.some((value, k) => Math.abs(value + row[n - 2 - k]!) > REPEATED * largest(row)))) return false
  const rest = form.rest(inner)
  const fields = reads.map((_, r) => inner.map((_, k) => Math.sin(1 + 3.7 * k + 1.3 * r)))
  const mirrored = fields.map((row, r) => row.map((value) => (reads[r]!.order % 2 === 0 ? -value : value)))
  const t = system.variables[evolution.time]!.from
  const here = rest.at(t, fields).map((row) => row.slice())
  const there = rest.at(t, mirrored)
  return here.every((row, k) => row.every((value, p) => Math.abs(value + there[k]![p]!) <= REPEATED * (1 + Math.abs(value))))
}

const largest = (row: Float64Array): number => row.reduce((most, x) => Math.max(most, Math.abs(x)), 0)

/** Largest distance; infinite where either is not a number. */
const distance = (a: Float64Array, b: Float64Array): number =>
  a.reduce((most, value, p) => {
    const apart = Math.abs(value - b[p]!)
    return apart <= most ? most : Number.isNaN(apart) ? Infinity : apart
  }, 0)
