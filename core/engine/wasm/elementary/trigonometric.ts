import { exactSum } from './double.ts'
import { either, horner, signBit } from './horner.ts'
import type { Lanes } from './lanes.ts'

/*
 * sin and cos: x = n pi/2 + (r + low), |r| <= pi/4, with pi/2 in parts (Cody & Waite). All but the last have so few digits
 * that n times them is exact for |x| up to 1e5 (float32: 6000); the rounding of their subtraction is kept, so that results
 * near multiples of pi have all their digits. Beyond, the error is that of an argument off by its last digit; beyond
 * 2^50 (2^22) there is no digit left and the result is NaN. Kernels: fdlibm's form with minimax polynomials.
 */
const SIN64 = [
  -0.16666666666666666, 0.008333333333330918, -0.00019841269836712495, 2.755731607868067e-6, -2.5051126876085338e-8, 1.5917771759341917e-10
]
const COS64 = [
  0.041666666666666664, -0.0013888888888887378, 2.4801587298736863e-5, -2.755731725679604e-7, 2.087614315990944e-9, -1.1382408754153254e-11
]
const SIN32 = [-0.166666646469967, 0.00833274529736295, -0.00019587249321738546]
const COS32 = [0.04166666464415581, -0.0013888300056586712, 2.45472991724818e-5]
const PI_2_64 = [1.5707963267923333, 2.5633441515839558e-12, 1.0562999066987428e-23]
const PI_2_32 = [1.5703125, 0.0004837512969970703, 7.549533620476723e-8, 2.563344151594519e-12]

interface Quadrant<V> {
  /** sin and cos of the reduced angle */
  sin: V
  cos: V
  /** the number of quadrants, in the last digits */
  n: V
}

function reduced<V>(lanes: Lanes<V>, x: V): Quadrant<V> {
  const magic = lanes.constant(either(lanes, 1.5 * 2 ** 52, 1.5 * 2 ** 23))
  const bits = lanes.fma(x, lanes.constant(2 / Math.PI), magic)
  const n = lanes.sub(bits, magic)
  const parts = either(lanes, PI_2_64, PI_2_32).map((part) => lanes.constant(part))
  // the first difference is exact by Sterbenz's lemma, of the others the rounding is kept
  let a = lanes.fnma(n, parts[0]!, x)
  let lost: V | undefined
  for (const part of parts.slice(1, -1)) {
    const { high, low } = exactSum(lanes, a, lanes.neg(lanes.mul(n, part)))
    lost = lost === undefined ? low : lanes.add(lost, low)
    a = high
  }
  const rest = lanes.fnma(n, parts.at(-1)!, lost!)
  const r = lanes.add(a, rest)
  const low = lanes.sub(rest, lanes.sub(r, a))
  return { ...kernels(lanes, r, low), n: bits }
}

function kernels<V>(lanes: Lanes<V>, r: V, low: V): { sin: V; cos: V } {
  const half = lanes.constant(0.5)
  const one = lanes.constant(1)
  const z = lanes.mul(r, r)
  const [s1, ...s] = either(lanes, SIN64, SIN32)
  const cube = lanes.mul(z, r)
  const v = horner(lanes, z, s)
  // r - ((z (low/2 - cube v) - low) - cube s1)
  const sinTail = lanes.sub(lanes.mul(z, lanes.fnma(cube, v, lanes.mul(half, low))), low)
  const sin = lanes.sub(r, lanes.fnma(cube, lanes.constant(s1!), sinTail))
  const hz = lanes.mul(half, z)
  const w = lanes.sub(one, hz)
  const c = lanes.mul(lanes.mul(z, z), horner(lanes, z, either(lanes, COS64, COS32)))
  const cos = lanes.add(w, lanes.add(lanes.sub(lanes.sub(one, w), hz), lanes.fnma(r, low, c)))
  return { sin, cos }
}

/** NaN where no digit of the angle is left. */
function guard<V>(lanes: Lanes<V>, x: V, value: V): V {
  return lanes.select(lanes.lt(lanes.abs(x), lanes.constant(either(lanes, 2 ** 50, 2 ** 22))), value, lanes.constant(NaN))
}

/** Of the two kernels, the one that quadrant n + shift asks for, with its sign. */
function pick<V>(lanes: Lanes<V>, { sin, cos, n }: Quadrant<V>, shift: 0 | 1): V {
  const top = either(lanes, 63, 31)
  const odd = lanes.shiftLeft(n, top)
  const quadrant = shift === 0 ? n : lanes.addBits(n, lanes.pattern(1n))
  const sign = lanes.and(lanes.shiftLeft(quadrant, top - 1), signBit(lanes))
  // odd is -0 or 0: as a number neither is a mask, so its sign is carried over to one
  const isOdd = lanes.lt(lanes.or(odd, lanes.constant(1)), lanes.constant(0))
  return lanes.xor(shift === 0 ? lanes.select(isOdd, cos, sin) : lanes.select(isOdd, sin, cos), sign)
}

export function sin<V>(lanes: Lanes<V>, x: V): V {
  const value = pick(lanes, reduced(lanes, x), 0)
  return guard(lanes, x, lanes.select(lanes.eq(x, lanes.constant(0)), x, value))
}

export function cos<V>(lanes: Lanes<V>, x: V): V {
  return guard(lanes, x, pick(lanes, reduced(lanes, x), 1))
}

/** Both at once for little more than the price of one, the same bits as each alone. */
export function sincos<V>(lanes: Lanes<V>, x: V): { sin: V; cos: V } {
  const quadrant = reduced(lanes, x)
  const sin = lanes.select(lanes.eq(x, lanes.constant(0)), x, pick(lanes, quadrant, 0))
  return { sin: guard(lanes, x, sin), cos: guard(lanes, x, pick(lanes, quadrant, 1)) }
}

export function tan<V>(lanes: Lanes<V>, x: V): V {
  const { sin, cos, n } = reduced(lanes, x)
  const odd = lanes.shiftLeft(n, either(lanes, 63, 31))
  const isOdd = lanes.lt(lanes.or(odd, lanes.constant(1)), lanes.constant(0))
  const value = lanes.div(lanes.select(isOdd, lanes.neg(cos), sin), lanes.select(isOdd, sin, cos))
  return guard(lanes, x, lanes.select(lanes.eq(x, lanes.constant(0)), x, value))
}
