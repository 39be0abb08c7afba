import { either, horner, withSign } from './horner.ts'
import type { Lanes } from './lanes.ts'

/*
 * atan by the reduction to |r| <= tan(pi/8) of Cephes (S. Moshier): atan(a) = pi/4 + atan((a - 1)/(a + 1)), pi/2 - atan(1/a).
 * asin and acos by asin(s) = s + s^3 p(s^2) for s <= 1/2 and half-angles above. Polynomials are minimax (mpmath.chebyfit).
 */
const ATAN64 = [
  -0.3333333333333333, 0.1999999999999549, -0.1428571428466014, 0.11111111014741562, -0.09090904557214267, 0.0769218270524632,
  -0.06664504610032648, 0.05858089538610203, -0.050851391487066376, 0.03922268882347632, -0.0191659065063043
]
const ATAN32 = [-0.3333333175572402, 0.19999539232716604, -0.1426391227285186, 0.10743263384329244, -0.06450377352341542]
const ASIN64 = [
  0.16666666666666669, 0.07499999999998425, 0.04464285714637338, 0.030381944137085216, 0.022372173002005596, 0.017352391265909227,
  0.013971235301124539, 0.011478952690257387, 0.010324318288744113, 0.00545087818772055, 0.017419357964884856, -0.014881409392818066,
  0.02877844261259304
]
const ASIN32 = [
  0.1666666633654049, 0.07500094761172901, 0.04459931916287114, 0.031101727829067168, 0.017143716819253568, 0.03370072632136513
]
const PI_2 = { high64: 1.5707963267948966, low64: 6.123233995736766e-17, high32: Math.fround(Math.PI / 2), low32: -4.371139e-8 }

function halfPi<V>(lanes: Lanes<V>, factor: number): { high: V; low: V } {
  return {
    high: lanes.constant(factor * either(lanes, PI_2.high64, PI_2.high32)),
    low: lanes.constant(factor * either(lanes, PI_2.low64, PI_2.low32))
  }
}

export function atan<V>(lanes: Lanes<V>, x: V): V {
  const a = lanes.abs(x)
  const one = lanes.constant(1)
  const zero = lanes.constant(0)
  const large = lanes.lt(lanes.constant(2.414213562373095), a)
  const middle = lanes.lt(lanes.constant(0.41421356237309503), a)
  const numerator = lanes.select(large, lanes.constant(-1), lanes.select(middle, lanes.sub(a, one), a))
  const denominator = lanes.select(large, a, lanes.select(middle, lanes.add(a, one), one))
  const r = lanes.div(numerator, denominator)
  const z = lanes.mul(r, r)
  const half = halfPi(lanes, 1)
  const quarter = halfPi(lanes, 0.5)
  const high = lanes.select(large, half.high, lanes.select(middle, quarter.high, zero))
  const low = lanes.select(large, half.low, lanes.select(middle, quarter.low, zero))
  const tail = lanes.fma(lanes.mul(r, z), horner(lanes, z, either(lanes, ATAN64, ATAN32)), low)
  return withSign(lanes, lanes.add(high, lanes.add(r, tail)), x)
}

interface Arc<V> {
  small: V
  /** sin of the angle that the polynomial is taken of, and s + tail = that angle */
  s: V
  tail: V
}

function arc<V>(lanes: Lanes<V>, x: V): Arc<V> {
  const a = lanes.abs(x)
  const half = lanes.constant(0.5)
  const small = lanes.lt(a, half)
  const z = lanes.select(small, lanes.mul(a, a), lanes.mul(half, lanes.sub(lanes.constant(1), a)))
  const s = lanes.select(small, a, lanes.sqrt(z))
  const tail = lanes.mul(lanes.mul(s, z), horner(lanes, z, either(lanes, ASIN64, ASIN32)))
  return { small, s, tail }
}

export function asin<V>(lanes: Lanes<V>, x: V): V {
  const { small, s, tail } = arc(lanes, x)
  const two = lanes.constant(2)
  const { high, low } = halfPi(lanes, 1)
  const outer = lanes.sub(high, lanes.sub(lanes.mul(two, s), lanes.fnma(two, tail, low)))
  return withSign(lanes, lanes.select(small, lanes.add(s, tail), outer), x)
}

export function acos<V>(lanes: Lanes<V>, x: V): V {
  const { small, s, tail } = arc(lanes, x)
  const two = lanes.constant(2)
  const negative = lanes.lt(x, lanes.constant(0))
  const half = halfPi(lanes, 1)
  const whole = halfPi(lanes, 2)
  const inner = lanes.sub(half.high, lanes.sub(withSign(lanes, s, x), lanes.sub(half.low, withSign(lanes, tail, x))))
  const outer = lanes.mul(two, lanes.add(s, tail))
  const reflected = lanes.sub(whole.high, lanes.sub(lanes.mul(two, s), lanes.fnma(two, tail, whole.low)))
  return lanes.select(small, inner, lanes.select(negative, reflected, outer))
}
