import { checkPoints } from '../reference/collocation/solve.ts'
import type { Field } from '../reference/collocation/rows.ts'
import type { NumericSystem } from '../reference/system.ts'

/** A share of a function below which its derivative, or a value of it, counts as none. */
const NONE = 1e-6

/** What nothing determines of the solutions, in words: "any multiple of sin(x) may be added". */
export function freeWords(system: NumericSystem, free: readonly Field[]): string {
  if (free.length > 1) return `any multiples of ${free.length} functions may be added`
  const one = system.unknowns.length === 1 && system.variables.length === 1 ? formula(system, free[0]!) : undefined
  return one ?? 'any multiple of one function may be added'
}

/** A constant, a straight line, sine or cosine of one unknown of one variable; else where it is largest. */
function formula(system: NumericSystem, field: Field): string {
  const points = checkPoints(system)
  const { name, from, to } = system.variables[0]!
  const [f, slope, bend] = [0, 1, 2].map((order) => field(0, [order], points)) as [Float64Array, Float64Array, Float64Array]
  const length = to - from
  const size = Math.sqrt(inner(f, f))
  if (Math.sqrt(inner(slope, slope)) * length < NONE * size) return 'any constant may be added'
  if (Math.sqrt(inner(bend, bend)) * length ** 2 < NONE * size) return 'any multiple of a straight line may be added'
  const lambda = inner(bend, f) / inner(f, f)
  const rest = bend.map((value, p) => value - lambda * f[p]!)
  if (lambda < 0 && Math.sqrt(inner(rest, rest)) < NONE * -lambda * size) {
    const frequency = Math.sqrt(-lambda)
    const argument = times(frequency, from === 0 ? name : `(${name} - ${short(from)})`)
    const largest = f.reduce((most, value) => Math.max(most, Math.abs(value)), 0)
    if (Math.abs(f[0]!) < NONE * largest) return `any multiple of sin(${argument}) may be added`
    if (Math.abs(slope[0]!) < NONE * frequency * largest) return `any multiple of cos(${argument}) may be added`
  }
  const top = f.reduce((best, value, p) => (Math.abs(value) > Math.abs(f[best]!) ? p : best), 0)
  return `any multiple of a function that is largest at ${name} = ${short(points[0]![top]!)} may be added`
}

/** 2*x, pi*x, x */
function times(factor: number, name: string): string {
  const whole = (value: number): boolean => Math.abs(value - Math.round(value)) < NONE * value
  if (whole(factor)) return Math.round(factor) === 1 ? name : `${Math.round(factor)}*${name}`
  const inPi = factor / Math.PI
  if (whole(inPi)) return Math.round(inPi) === 1 ? `pi*${name}` : `${Math.round(inPi)}*pi*${name}`
  return `${Number(factor.toPrecision(6))}*${name}`
}

const short = (value: number): string => String(Number(value.toPrecision(3)))
const inner = (a: Float64Array, b: Float64Array): number => a.reduce((sum, value, p) => sum + value * b[p]!, 0)
