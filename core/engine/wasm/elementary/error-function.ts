import { productError } from './double.ts'
import { expOfSum } from './exp.ts'
import { either, horner, withSign } from './horner.ts'
import type { Lanes } from './lanes.ts'

/*
 * erfc(a) = exp(-a^2) p(t)/(1 + 2a) with t = (a - K)/(a + K): one polynomial for all a >= 0 (M. Shepherd and J. Laframboise,
 * Math. Comp. 36 (1981) 249), here minimax. erf(x) = x + x s(x^2) near zero, 1 - erfc beyond.
 */
const TAIL64 = {
  k: 3.75,
  p: [
    1.2375126308378275, -0.14024059858554702, 0.003585415485479575, 0.08227673849014977, -0.10880393014246645, 0.09230432116025894,
    -0.05869339857631061, 0.028362277420377335, -0.00974657968596218, 0.0017556258434318571, 0.0002937143905788932, -0.00029015404203348974,
    5.164649340990656e-5, 2.2384138525534283e-5, -1.1437980374239475e-5, -9.73387516492806e-7, 1.7419011941768343e-6, -5.741076107347652e-8,
    -2.4851108621898e-7, 2.3398534596775472e-8, 3.195398598898818e-8, -3.798189929608559e-9, -2.6185201302076403e-9, 3.2052626014481747e-10
  ]
}
const TAIL32 = {
  k: 2.5,
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
  const far = tail(lanes, a)
  const reflected = lanes.select(lanes.lt(x, lanes.constant(0)), lanes.sub(lanes.constant(2), far), far)
  return lanes.select(lanes.lt(a, lanes.constant(0.5)), lanes.sub(one, withSign(lanes, near(lanes, a), x)), reflected)
}
