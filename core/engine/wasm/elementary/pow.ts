import { exactSum, product, productError, type Double } from './double.ts'
import { expOfSum, ln2 } from './exp.ts'
import { either, horner, signBit } from './horner.ts'
import type { Lanes } from './lanes.ts'
import { splitPositive } from './log.ts'

/* x^y = exp(y log x), with log x to twice the digits: an error of log x comes out multiplied by up to 745. */

// log((1 + s)/(1 - s)) = 2s + s^3 (2/3 + z r(z)), z = s^2; r is minimax (mpmath.chebyfit)
const R64 = [
  0.4, 0.2857142857142937, 0.22222222221654733, 0.1818181833565416, 0.15384594934597917, 0.13334806212100603, 0.11706195689881364,
  0.11723603622905411
]
const R32 = [0.3999999990480438, 0.28571531927216204, 0.22204750187487082, 0.19120778680559553]

function logarithm<V>(lanes: Lanes<V>, x: V): Double<V> {
  const { k, f } = splitPositive(lanes, x)
  const two = lanes.constant(2)
  const denominator = exactSum(lanes, two, f)
  const sHigh = lanes.div(f, denominator.high)
  const back = lanes.mul(sHigh, denominator.high)
  const rest = lanes.sub(lanes.sub(f, back), productError(lanes, sHigh, denominator.high, back))
  const s = exactSum(lanes, sHigh, lanes.div(lanes.fnma(sHigh, denominator.low, rest), denominator.high))
  const z = product(lanes, s, s)
  const third = lanes.constant(2 / 3)
  const tail = lanes.mul(z.high, horner(lanes, z.high, either(lanes, R64, R32)))
  const series = exactSum(lanes, third, tail)
  // what 2/3 lacks as a number of this precision
  const lacking = lanes.constant(either(lanes, 3.700743415417188e-17, -1.9868215e-8))
  const cubic = product(lanes, product(lanes, s, z), { high: series.high, low: lanes.add(series.low, lacking) })
  const { high, low } = ln2(lanes)
  const whole = exactSum(lanes, lanes.mul(k, high), lanes.mul(two, s.high))
  const sum = exactSum(lanes, whole.high, cubic.high)
  const small = lanes.add(lanes.add(whole.low, sum.low), lanes.fma(two, s.low, lanes.fma(k, low, cubic.low)))
  return exactSum(lanes, sum.high, small)
}

/** x^y as Math.pow: 1 for y = 0 whatever x is; NaN for x < 0 unless y is whole. */
export function pow<V>(lanes: Lanes<V>, x: V, y: V): V {
  const zero = lanes.constant(0)
  const one = lanes.constant(1)
  const infinity = lanes.constant(Infinity)
  const a = lanes.abs(x)
  const regular = lanes.and(lanes.lt(zero, a), lanes.lt(a, infinity))
  const log = logarithm(lanes, lanes.select(regular, a, one))
  const atEdge = lanes.select(lanes.eq(a, zero), lanes.constant(-Infinity), a)
  const high = lanes.mul(y, lanes.select(regular, log.high, atEdge))
  const within = lanes.and(regular, lanes.lt(lanes.abs(high), lanes.constant(either(lanes, 800, 120))))
  const error = lanes.fma(y, log.low, productError(lanes, y, log.high, high))
  const magnitude = expOfSum(lanes, high, lanes.select(within, error, zero))
  const half = lanes.mul(y, lanes.constant(0.5))
  const isWhole = lanes.eq(lanes.floor(y), y)
  const isEven = lanes.eq(lanes.floor(half), half)
  const negative = lanes.lt(x, zero)
  const sign = lanes.select(isEven, zero, lanes.and(x, signBit(lanes)))
  const signed = lanes.or(magnitude, lanes.select(isWhole, sign, zero))
  const real = lanes.select(negative, lanes.select(isWhole, signed, lanes.constant(NaN)), signed)
  return lanes.select(lanes.eq(y, zero), one, real)
}
