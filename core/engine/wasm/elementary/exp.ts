import type { Double } from './double.ts'
import { either, horner, signBit, withSign } from './horner.ts'
import type { Lanes } from './lanes.ts'

/*
 * exp by Cody & Waite's reduction (Software Manual for the Elementary Functions, 1980): x = n ln 2 + r, |r| <= ln(2)/2, and
 * exp(r) = 1 + r + r^2 q(r) with q minimax (mpmath.chebyfit). n is rounded by adding 1.5 * 2^(digits - 1), which leaves it
 * in the low bits of the sum, where shifting them up makes 2^n.
 */
const Q64 = [
  0.5, 0.1666666666666667, 0.04166666666666667, 0.00833333333332612, 0.0013888888888883737, 0.00019841269874873975, 2.480158732558584e-5,
  2.755725533255441e-6, 2.7557273594799413e-7, 2.510524515390137e-8, 2.0914707069612355e-9
]
const Q32 = [0.5, 0.166665768946066, 0.0416665544984137, 0.008363194882419041, 0.0013926203361634337]
// ln 2 in two parts, the first with so few digits that n times it is exact
const LN2_HIGH64 = 6.9314718036912381649e-1
const LN2_LOW64 = 1.90821492927058770002e-10
const LN2_HIGH32 = 0.693359375
const LN2_LOW32 = -2.12194440054690583e-4

export function ln2<V>(lanes: Lanes<V>): { high: V; low: V } {
  return { high: lanes.constant(either(lanes, LN2_HIGH64, LN2_HIGH32)), low: lanes.constant(either(lanes, LN2_LOW64, LN2_LOW32)) }
}

const BIAS64 = 1.5 * 2 ** 52 + 1023
const BIAS32 = 1.5 * 2 ** 23 + 127

/** A number whose last digits are those of an integer n: 2^n is its bits shifted up. */
export function biased<V>(lanes: Lanes<V>): V {
  return lanes.constant(either(lanes, BIAS64, BIAS32))
}

function powerOfTwo<V>(lanes: Lanes<V>, biasedExponent: V): V {
  return lanes.shiftLeft(biasedExponent, either(lanes, 52, 23))
}

interface Reduced<V> {
  /** the integer n, and the same biased */
  n: V
  nBiased: V
  r: V
  /** r^2 q(r), so that exp(x) = 2^n (1 + r + tail) */
  tail: V
}

/** `low` is a small addition to x. */
function reduce<V>(lanes: Lanes<V>, x: V, low?: V): Reduced<V> {
  const bias = biased(lanes)
  const nBiased = lanes.fma(x, lanes.constant(Math.LOG2E), bias)
  const n = lanes.sub(nBiased, bias)
  const { high, low: ln2Low } = ln2(lanes)
  let r = lanes.fnma(n, ln2Low, lanes.fnma(n, high, x))
  if (low !== undefined) r = lanes.add(r, low)
  return { n, nBiased, r, tail: lanes.mul(lanes.mul(r, r), horner(lanes, r, either(lanes, Q64, Q32))) }
}

/** 2^n in two factors: n may be half as large again as an exponent can be, and denormal results are rounded once. */
function halves<V>(lanes: Lanes<V>, n: V): { first: V; second: V; secondBiased: V } {
  const bias = biased(lanes)
  const halfBiased = lanes.fma(n, lanes.constant(0.5), bias)
  const secondBiased = lanes.add(lanes.sub(n, lanes.sub(halfBiased, bias)), bias)
  return { first: powerOfTwo(lanes, halfBiased), second: powerOfTwo(lanes, secondBiased), secondBiased }
}

function clamp<V>(lanes: Lanes<V>, x: V, least: number, most: number): V {
  return lanes.pmax(lanes.pmin(x, lanes.constant(most)), lanes.constant(least))
}

export function exp<V>(lanes: Lanes<V>, x: V): V {
  return expOfSum(lanes, x)
}

/** exp(x + low) for |low| well below 1. */
export function expOfSum<V>(lanes: Lanes<V>, x: V, low?: V): V {
  const { n, r, tail } = reduce(lanes, clamp(lanes, x, either(lanes, -747, -106), either(lanes, 711, 90)), low)
  const { first, second } = halves(lanes, n)
  return lanes.mul(lanes.mul(lanes.add(lanes.constant(1), lanes.add(r, tail)), first), second)
}

/** The sum of two numbers, the second far smaller, times exp(x + low): nothing is rounded to a number's length before the sum. */
export function timesExp<V>(lanes: Lanes<V>, factor: Double<V>, x: V, low: V): V {
  const { n, r, tail } = reduce(lanes, clamp(lanes, x, either(lanes, -747, -106), either(lanes, 711, 90)), low)
  const { first, second } = halves(lanes, n)
  const sum = lanes.add(factor.high, lanes.fma(factor.high, lanes.add(r, tail), factor.low))
  return lanes.mul(lanes.mul(sum, first), second)
}

/** scale (1 + r + tail) - one, for a power of two as scale: the rounding of the largest sum is made good. */
function scaledMinus<V>(lanes: Lanes<V>, scale: V, one: V, r: V, tail: V): V {
  const base = lanes.sub(scale, one)
  const middle = lanes.mul(scale, r)
  const sum = lanes.add(base, middle)
  const lost = lanes.sub(middle, lanes.sub(sum, base))
  return lanes.add(sum, lanes.fma(tail, scale, lost))
}

/** expm1(x), or half of it where its double would overflow. */
function expm1Scaled<V>(lanes: Lanes<V>, x: V, half: boolean): V {
  const { n, r, tail } = reduce(lanes, clamp(lanes, x, either(lanes, -50, -30), either(lanes, 711, 90)))
  const { first, second, secondBiased } = halves(lanes, n)
  const bias = biased(lanes)
  const inverse = powerOfTwo(lanes, lanes.sub(bias, lanes.sub(secondBiased, bias)))
  const sum = scaledMinus(lanes, first, inverse, r, tail)
  return lanes.mul(sum, half ? powerOfTwo(lanes, lanes.sub(secondBiased, lanes.constant(1))) : second)
}

export function expm1<V>(lanes: Lanes<V>, x: V): V {
  const value = expm1Scaled(lanes, x, false)
  // keeps the sign of zero
  return lanes.or(value, lanes.and(x, signBit(lanes)))
}

/** sinh and cosh from h = expm1(|x|)/2, which overflows only where they do: sinh = h + h/(2h + 1), cosh = 1 + 2h^2/(2h + 1). */
export function sinh<V>(lanes: Lanes<V>, x: V): V {
  const { h, ratio } = halfExpm1(lanes, x)
  return withSign(lanes, lanes.fma(lanes.constant(0.5), ratio, h), x)
}

export function cosh<V>(lanes: Lanes<V>, x: V): V {
  const { h, ratio } = halfExpm1(lanes, x)
  return lanes.fma(h, ratio, lanes.constant(1))
}

function halfExpm1<V>(lanes: Lanes<V>, x: V): { h: V; ratio: V } {
  const h = expm1Scaled(lanes, lanes.abs(x), true)
  const finite = lanes.pmin(h, lanes.constant(either(lanes, 1e300, 1e37)))
  return { h, ratio: lanes.div(finite, lanes.add(finite, lanes.constant(0.5))) }
}

/** (tanh(y)/y - 1)/y^2 in powers of y^2 for |y| <= ln(2)/4, minimax (mpmath.chebyfit). */
const T64 = [
  -0.3333333333333328, 0.13333333333212813, -0.05396825349959494, 0.021869421824863983, -0.008858936160572484, 0.003463917544574649
]
const T32 = [-0.33333331516178477, 0.13332243334068838, -0.0529965176080527]

/** tanh(y) for |y| <= ln(2)/4, or of y - rest, as y + (y^3 p - rest): rounded once. */
function tanhNear<V>(lanes: Lanes<V>, y: V, rest?: V): V {
  const x = rest === undefined ? y : lanes.sub(y, rest)
  const square = lanes.mul(x, x)
  const cube = lanes.mul(x, square)
  const p = horner(lanes, square, either(lanes, T64, T32))
  return rest === undefined ? lanes.fma(cube, p, y) : lanes.sub(y, lanes.fnma(cube, p, rest))
}

/**
 * By reduction to |x| = n ln(2)/2 + y, |y| <= ln(2)/4: with t = tanh(y) and s = 2^n, tanh|x| = (s - 1 + t (s + 1))/(s + 1 + t (s - 1)). From that is
 * taken min(n/4, 1), which is near it and exact, so that little is left to be rounded: (s - 1) - (s + 1) n/4 and its like are exact too.
 */
export function tanh<V>(lanes: Lanes<V>, x: V): V {
  const one = lanes.constant(1)
  const sign = lanes.and(x, signBit(lanes))
  const a = lanes.pmin(lanes.xor(x, sign), lanes.constant(either(lanes, 20, 10)))
  // n in quarters: its bits stand where those of a biased n do
  const bias = lanes.constant(either(lanes, BIAS64, BIAS32) / 4)
  const biasedQuarters = lanes.fma(a, lanes.constant(Math.LOG2E / 2), bias)
  const quarters = lanes.sub(biasedQuarters, bias)
  const reduced = lanes.fnma(quarters, lanes.constant(2 * either(lanes, LN2_HIGH64, LN2_HIGH32)), a)
  const low = lanes.constant(2 * either(lanes, LN2_LOW64, LN2_LOW32))
  const t =
    lanes.precision === 'float32' ? tanhNear(lanes, lanes.fnma(quarters, low, reduced)) : tanhNear(lanes, reduced, lanes.mul(quarters, low))
  const scale = powerOfTwo(lanes, biasedQuarters)
  const [less, more] = [lanes.sub(scale, one), lanes.add(scale, one)]
  const near = lanes.pmin(quarters, one)
  const above = lanes.fma(t, lanes.fnma(near, less, more), lanes.fnma(near, more, less))
  return lanes.or(lanes.add(near, lanes.div(above, lanes.fma(t, less, more))), sign)
}

/** 1/(1 + exp(-x)), as exp(x)/(1 + exp(x)) below zero. */
export function sigmoid<V>(lanes: Lanes<V>, x: V): V {
  const e = exp(lanes, lanes.neg(lanes.abs(x)))
  const one = lanes.constant(1)
  return lanes.div(lanes.select(lanes.lt(x, lanes.constant(0)), e, one), lanes.add(one, e))
}
