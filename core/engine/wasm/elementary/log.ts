import { exp, ln2 } from './exp.ts'
import { either, horner } from './horner.ts'
import type { Lanes } from './lanes.ts'

/*
 * log(2^k (1 + f)) = k ln 2 + log(1 + f), sqrt(1/2) <= 1 + f < sqrt(2), by the series in s = f/(2 + f) of fdlibm's e_log.c
 * (Sun Microsystems 1993): log(1 + f) = f - f^2/2 + s (f^2/2 + R(s^2)).
 */
const R64 = [
  6.66666666666673513e-1, 3.999999999940941908e-1, 2.857142874366239149e-1, 2.222219843214978396e-1, 1.818357216161805012e-1,
  1.531383769920937332e-1, 1.479819860511658591e-1
]
// e_logf.c as in FreeBSD
const R32 = [0.66666662693, 0.40000972152, 0.28498786688, 0.24279078841]

interface Split<V> {
  k: V
  f: V
}

/** Of a positive normal number. */
function split<V>(lanes: Lanes<V>, x: V): Split<V> {
  const shift = either(lanes, 52, 23)
  const one = lanes.constant(1)
  const root = lanes.pattern(either(lanes, 0x3fe6a09e667f3bcdn, 0x3f3504f3n))
  const moved = lanes.addBits(x, lanes.subBits(one, root))
  const mantissa = lanes.addBits(lanes.and(moved, lanes.pattern(either(lanes, 0xfffffffffffffn, 0x7fffffn))), root)
  // the exponent as the last digits of 2^52 (2^23), biased
  const k = lanes.sub(
    lanes.or(lanes.shiftRight(moved, shift), lanes.constant(either(lanes, 2 ** 52, 2 ** 23))),
    lanes.constant(either(lanes, 2 ** 52 + 1023, 2 ** 23 + 127))
  )
  return { k, f: lanes.sub(mantissa, one) }
}

/** k ln 2 + log(1 + f) + c with c small. */
function logOf<V>(lanes: Lanes<V>, { k, f }: Split<V>, c?: V): V {
  const s = lanes.div(f, lanes.add(lanes.constant(2), f))
  const z = lanes.mul(s, s)
  const r = lanes.mul(z, horner(lanes, z, either(lanes, R64, R32)))
  const halfSquare = lanes.mul(lanes.mul(lanes.constant(0.5), f), f)
  const { high, low } = ln2(lanes)
  const tail = c === undefined ? lanes.mul(k, low) : lanes.fma(k, low, c)
  const inner = lanes.sub(halfSquare, lanes.fma(s, lanes.add(halfSquare, r), tail))
  return lanes.sub(lanes.mul(k, high), lanes.sub(inner, f))
}

/** What log is outside the positive numbers: -inf at 0, NaN below it, x at infinity and NaN. */
function edges<V>(lanes: Lanes<V>, x: V, value: V): V {
  const zero = lanes.constant(0)
  const finite = lanes.select(lanes.lt(x, lanes.constant(Infinity)), value, x)
  const atZero = lanes.select(lanes.eq(x, zero), lanes.constant(-Infinity), finite)
  return lanes.select(lanes.lt(x, zero), lanes.constant(NaN), atZero)
}

/** Of a positive number, which may be denormal. */
export function splitPositive<V>(lanes: Lanes<V>, x: V): Split<V> {
  const tiny = lanes.lt(x, lanes.constant(either(lanes, 2 ** -1022, 2 ** -126)))
  const scaled = lanes.select(tiny, lanes.mul(x, lanes.constant(either(lanes, 2 ** 54, 2 ** 25))), x)
  const { k, f } = split(lanes, scaled)
  return { k: lanes.select(tiny, lanes.sub(k, lanes.constant(either(lanes, 54, 25))), k), f }
}

export function log<V>(lanes: Lanes<V>, x: V): V {
  return edges(lanes, x, logOf(lanes, splitPositive(lanes, x)))
}

/** log(u) + c/u with u = 1 + x rounded and c what the rounding lost. */
export function log1p<V>(lanes: Lanes<V>, x: V): V {
  const one = lanes.constant(1)
  const u = lanes.add(one, x)
  // Knuth's two-sum, for x above 1 as well as below
  const back = lanes.sub(u, one)
  const lost = lanes.add(lanes.sub(x, back), lanes.sub(one, lanes.sub(u, back)))
  const value = edges(lanes, u, logOf(lanes, split(lanes, u), lanes.div(lost, u)))
  return lanes.select(lanes.lt(lanes.abs(x), lanes.constant(either(lanes, 2 ** -54, 2 ** -25))), x, value)
}

/** log(1 + exp(x)) = max(x, 0) + log1p(exp(-|x|)). */
export function softplus<V>(lanes: Lanes<V>, x: V): V {
  const tail = log1p(lanes, exp(lanes, lanes.neg(lanes.abs(x))))
  return lanes.add(lanes.pmax(x, lanes.constant(0)), tail)
}
