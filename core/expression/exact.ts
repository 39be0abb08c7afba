import type { Expression } from './ast.ts'

/** A fraction of whole numbers, the denominator positive and without common factors. */
interface Fraction {
  top: bigint
  bottom: bigint
}

/** r + p*pi with fractions r and p: what most constants of a condition are. */
export interface Exact {
  rational: Fraction
  pi: Fraction
}

const HUGE = 10n ** 60n
const ZERO: Fraction = { top: 0n, bottom: 1n }

function fraction(top: bigint, bottom: bigint): Fraction | undefined {
  if (bottom === 0n) return undefined
  let [a, b] = [top < 0n ? -top : top, bottom < 0n ? -bottom : bottom]
  while (b !== 0n) [a, b] = [b, a % b]
  const divisor = bottom < 0n ? -a : a
  const result = { top: top / divisor, bottom: bottom / divisor }
  return result.top > HUGE || result.top < -HUGE || result.bottom > HUGE ? undefined : result
}

const plus = (a: Fraction, b: Fraction): Fraction | undefined => fraction(a.top * b.bottom + b.top * a.bottom, a.bottom * b.bottom)
const times = (a: Fraction, b: Fraction): Fraction | undefined => fraction(a.top * b.top, a.bottom * b.bottom)
const negative = (a: Fraction): Fraction => ({ top: -a.top, bottom: a.bottom })

/** 0.01 is 1/100 here, not the nearest double. */
function decimal(text: string): Fraction | undefined {
  const parts = /^(\d*)\.?(\d*)(?:[eE]([+-]?\d+))?$/.exec(text)
  if (parts === null) return undefined
  const [, whole = '', after = '', exponent = '0'] = parts
  const shift = Number(exponent) - after.length
  if (Math.abs(shift) > 60) return undefined
  const digits = BigInt(whole + after || '0')
  return shift >= 0 ? fraction(digits * 10n ** BigInt(shift), 1n) : fraction(digits, 10n ** BigInt(-shift))
}

/** The exact value of an expression of numbers and pi under + - * / and whole powers; undefined where it is not of this kind. */
export function exactValue(expression: Expression): Exact | undefined {
  if (expression.kind === 'number') return pair(decimal(expression.text), ZERO)
  if (expression.kind === 'constant') return expression.name === 'pi' ? pair(ZERO, { top: 1n, bottom: 1n }) : undefined
  if (expression.kind === 'where') return exactValue(expression.body)
  if (expression.kind !== 'apply') return undefined
  const [a, b] = expression.args.map(exactValue)
  if (a === undefined) return undefined
  if (expression.operation === 'neg') return { rational: negative(a.rational), pi: negative(a.pi) }
  if (b === undefined) return undefined
  switch (expression.operation) {
    case 'add':
      return pair(plus(a.rational, b.rational), plus(a.pi, b.pi))
    case 'sub':
      return pair(plus(a.rational, negative(b.rational)), plus(a.pi, negative(b.pi)))
    case 'mul':
      if (b.pi.top === 0n) return pair(times(a.rational, b.rational), times(a.pi, b.rational))
      return a.pi.top === 0n ? pair(times(a.rational, b.rational), times(a.rational, b.pi)) : undefined
    case 'div': {
      const inverse = b.pi.top === 0n ? fraction(b.rational.bottom, b.rational.top) : undefined
      return inverse && pair(times(a.rational, inverse), times(a.pi, inverse))
    }
    case 'pow':
      return power(a, b)
    default:
      return undefined
  }
}

function power(a: Exact, b: Exact): Exact | undefined {
  const whole = a.pi.top === 0n && b.pi.top === 0n && b.rational.bottom === 1n
  if (!whole || b.rational.top < -64n || b.rational.top > 64n) return undefined
  const n = b.rational.top < 0n ? -b.rational.top : b.rational.top
  const { top, bottom } = a.rational
  return pair(b.rational.top < 0n ? fraction(bottom ** n, top ** n) : fraction(top ** n, bottom ** n), ZERO)
}

function pair(rational: Fraction | undefined, pi: Fraction | undefined): Exact | undefined {
  return rational && pi && { rational, pi }
}

/** The whole number that an exact value is, when it is one that a double holds exactly. */
export function wholeNumber(value: Exact | undefined): number | undefined {
  if (value === undefined || value.pi.top !== 0n || value.rational.bottom !== 1n) return undefined
  const number = Number(value.rational.top)
  return Number.isSafeInteger(number) ? number : undefined
}

/** k where the value is k*pi/2 with k whole; sin and cos of it are 0, 1 or -1. */
export function quarterTurns(value: Exact | undefined): number | undefined {
  if (value === undefined || value.rational.top !== 0n) return undefined
  const doubled = times(value.pi, { top: 2n, bottom: 1n })
  return doubled?.bottom === 1n ? Number(((doubled.top % 4n) + 4n) % 4n) : undefined
}

/** -1, 0 or 1 for a rational value; undefined where pi is involved. */
export function exactSign(value: Exact | undefined): -1 | 0 | 1 | undefined {
  if (value === undefined || value.pi.top !== 0n) return undefined
  return value.rational.top > 0n ? 1 : value.rational.top < 0n ? -1 : 0
}
