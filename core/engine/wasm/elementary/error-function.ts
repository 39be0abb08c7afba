import { exactSum, productError, quotient } from './double.ts'
import { expOfSum, timesExp } from './exp.ts'
import { either, horner, withSign } from './horner.ts'
import type { Lanes } from './lanes.ts'

/*
 * erfc(a) = exp(-a^2) p(t)/(1 + 2a) with t = (a - K)/(a + K): one polynomial for all a >= 0 (M. Shepherd and J. Laframboise,
 * Math. Comp. 36 (1981) 249), here minimax for a >= 0.45. erf(x) = x + x s(x^2) near zero, 1 - erfc beyond.
 */
const TAIL64 = {
  k: 3.75,
  /** what rounding lost of p[0] */
  rest: 1.0000326656952895e-16,
  p: [
    1.2375126308378275, -0.14024059858554702, 0.003585415485465906, 0.08227673849015041, -0.10880393014185925, 0.09230432116022998,
    -0.05869339858648507, 0.028362277420799904, -0.009746579603488502, 0.0017556258411773856, 0.00029371404417738965,
    -0.0002901540435576699, 5.1647146160778313e-5, 2.238421132036883e-5, -1.1437697189324133e-5, -9.737562346325432e-7,
    1.7379385007414353e-6, -5.647743334815638e-8, -2.4044692634742076e-7, 2.2073945271336753e-8, 2.461810545176226e-8,
    -2.7909720231371874e-9
  ]
}
const TAIL32 = {
  k: 2.5,
  rest: 0,
  p: [
    1.26483818, -0.1223567694, -0.09902423965, 0.157630376, -0.1029705553, 0.0327554827, 0.0009468088732, -0.004358277227, 0.0004632798436,
    0.0005834769349, -6.389437193e-5, -6.471063822e-5
  ]
}
const SMALL64 = [
  0.1283791670955126, -0.3761263890318375, 0.112837916709547, -0.026866170645020646, 0.005223977623956974, -0.0008548326905656577,
  0.000120553270506432, -1.4925453340176486e-5, 1.6457733512818286e-6, -1.6301115555811785e-7, 1.41933794487106e-8, -8.847223918560384e-10
]
const SMALL32 = [
  0.12837916695660134, -0.3761263701087332, 0.11283749440175996, -0.02686262145103701, 0.005209681694010052, -0.0008249142290695782,
  8.859314125079982e-5
]

/** erfc(a) for a >= 0. */
function tail<V>(lanes: Lanes<V>, a: V): V {
  const x = lanes.pmin(a, lanes.constant(either(lanes, 28, 11)))
  const { k, p } = either(lanes, TAIL64, TAIL32)
  const shift = lanes.constant(k)
  const t = lanes.div(lanes.sub(x, shift), lanes.add(x, shift))
  const scaled = lanes.div(horner(lanes, t, p), lanes.fma(lanes.constant(2), x, lanes.constant(1)))
  const square = lanes.mul(x, x)
  return lanes.mul(expOfSum(lanes, lanes.neg(square), lanes.neg(productError(lanes, x, x, square))), scaled)
}

/**
 * The same to a unit in the last place or so: everything that `tail` rounds to a number's length before the last product is carried to twice that. For a
 * >= 0.5, where 1 is the smaller part of 1 + 2a.
 */
function exactTail<V>(lanes: Lanes<V>, a: V): V {
  const x = lanes.pmin(a, lanes.constant(either(lanes, 28, 11)))
  const { k, p, rest } = either(lanes, TAIL64, TAIL32)
  const shift = lanes.constant(k)
  const t = quotient(lanes, exactSum(lanes, x, lanes.neg(shift)), exactSum(lanes, x, shift))
  const slope = horner(
    lanes,
    t.high,
    p.slice(1).map((c, n) => (n + 1) * c)
  )
  const others = horner(lanes, t.high, p.slice(1))
  const rising = lanes.mul(t.high, others)
  const sum = exactSum(lanes, lanes.constant(p[0]!), rising)
  const left = lanes.add(lanes.constant(rest), productError(lanes, t.high, others, rising))
  const value = { high: sum.high, low: lanes.add(sum.low, lanes.fma(t.low, slope, left)) }
  const square = lanes.mul(x, x)
  const factor = quotient(lanes, value, exactSum(lanes, lanes.add(x, x), lanes.constant(1)))
  return timesExp(lanes, factor, lanes.neg(square), lanes.neg(productError(lanes, x, x, square)))
}

/** erf(a) for 0 <= a < 0.84. */
function near<V>(lanes: Lanes<V>, a: V): V {
  return lanes.fma(a, horner(lanes, lanes.mul(a, a), either(lanes, SMALL64, SMALL32)), a)
}

export function erf<V>(lanes: Lanes<V>, x: V): V {
  const a = lanes.abs(x)
  const far = lanes.sub(lanes.constant(1), tail(lanes, a))
  return withSign(lanes, lanes.select(lanes.lt(a, lanes.constant(0.84)), near(lanes, a), far), x)
}

export function erfc<V>(lanes: Lanes<V>, x: V): V {
  const a = lanes.abs(x)
  const one = lanes.constant(1)
  const far = exactTail(lanes, a)
  const reflected = lanes.select(lanes.lt(x, lanes.constant(0)), lanes.sub(lanes.constant(2), far), far)
  return lanes.select(lanes.lt(a, lanes.constant(0.5)), lanes.sub(one, withSign(lanes, near(lanes, a), x)), reflected)
}
