import type { Order } from '../../autodiff/graph.ts'
import type { NumericSystem } from '../system.ts'
import { cornersOf, holesOf } from './planar-domain.ts'
import type { Planar } from './planar-domain.ts'

/** The real or imaginary part of w^power, or of w^power log w, where w is x + i y seen from a place and turned: harmonic functions that are not smooth there. */
export interface Singular {
  x: number
  y: number
  /** direction that becomes the positive axis of w: the cut lies on the other side */
  turn: number
  /** length that is one in w */
  unit: number
  power: number
  log: boolean
  part: 're' | 'im'
}

/** D^order at points: derivatives of analytic functions along y are those along x, a quarter turned each. */
export function singularValues(
  { x, y, turn, unit, power, log, part }: Singular,
  order: Order,
  points: readonly Float64Array[]
): Float64Array {
  const [along, across] = [order[0] ?? 0, order[1] ?? 0]
  const total = along + across
  // the m-th derivative of w^s log w is w^(s - m) (a log w + b), of w^s the same with a = 0
  let [a, b] = log ? [1, 0] : [0, 1]
  for (let m = 0; m < total; m++) [a, b] = [a * (power - m), b * (power - m) + a]
  const scale = unit ** -total
  return points[0]!.map((px, p) => {
    const [dx, dy] = [px - x, points[1]![p]! - y]
    const radius = Math.max(Math.hypot(dx, dy) / unit, TINY)
    const full = Math.atan2(dy, dx) - turn
    const angle = full - 2 * Math.PI * Math.round(full / (2 * Math.PI))
    const size = scale * radius ** (power - total)
    const phase = (power - total) * angle - total * turn + (across * Math.PI) / 2
    const [re, im] = [a * Math.log(radius) + b, a * angle]
    return size * (part === 're' ? re * Math.cos(phase) - im * Math.sin(phase) : re * Math.sin(phase) + im * Math.cos(phase))
  })
}

/** Nearer to the place than so many units a function is taken there. */
const TINY = 1e-12
/** Highest powers: beyond them polynomials do. */
const AT_INWARD = 8
const AT_OUTWARD = 6
const ABOUT_HOLE = 8

/**
 * Functions that a domain in the plane asks for beside polynomials. At a corner of angle w solutions of elliptic equations go as r^(k pi/w), with a logarithm where that is a whole number
 * (Kondratiev 1967; Grisvard, Elliptic Problems in Nonsmooth Domains, chapter 4); about a hole as log r and negative powers (Trefethen, Series solution of Laplace problems, ANZIAM J. 60
 * (2018) 1). None without a domain.
 */
export function singularFunctions({ problem }: Pick<NumericSystem, 'problem'>): readonly Singular[] {
  if (problem.domain === undefined || problem.variables.length !== 2) return []
  const found = known.get(problem) ?? ofDomain(problem)
  known.set(problem, found)
  return found
}

/** Every discretisation of a problem asks for them. */
const known = new WeakMap<Planar, readonly Singular[]>()

function ofDomain(problem: Planar): Singular[] {
  const both = (one: Omit<Singular, 'part'>): Singular[] => [
    { ...one, part: 're' },
    { ...one, part: 'im' }
  ]
  const [first, second] = problem.variables
  const unit = Math.min(first!.to - first!.from, second!.to - second!.from) / 2
  const corners = cornersOf(problem, unit).flatMap(({ x, y, turn, angle }) => {
    const most = angle > Math.PI ? AT_INWARD : AT_OUTWARD
    const count = Math.floor((most * angle) / Math.PI + 1e-9)
    return Array.from({ length: count }, (_, k) => ((k + 1) * Math.PI) / angle).flatMap((power) => {
      const whole = Math.abs(power - Math.round(power)) < 1e-6
      return both({ x, y, turn, unit, power: whole ? Math.round(power) : power, log: whole })
    })
  })
  const holes = holesOf(problem).flatMap(({ x, y, radius }) => {
    const about = { x, y, turn: 0, unit: radius }
    const [logarithm] = both({ ...about, power: 0, log: true })
    return [logarithm!, ...Array.from({ length: ABOUT_HOLE }, (_, k) => both({ ...about, power: -k - 1, log: false })).flat()]
  })
  return [...corners, ...holes]
}
