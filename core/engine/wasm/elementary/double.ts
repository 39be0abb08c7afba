import { either } from './horner.ts'
import type { Lanes } from './lanes.ts'

/*
 * Arithmetic with unevaluated sums high + low (T. J. Dekker, Numer. Math. 18 (1971) 224), written so that it is exact
 * whether multiply-add rounds once or twice.
 */
export interface Double<V> {
  high: V
  low: V
}

/** a with its lower half of digits cleared. */
function head<V>(lanes: Lanes<V>, a: V): V {
  return lanes.and(a, lanes.pattern(either(lanes, 0xfffffffff8000000n, 0xfffff000n)))
}

/** What rounding lost in product = a*b. */
export function productError<V>(lanes: Lanes<V>, a: V, b: V, product: V): V {
  const ah = head(lanes, a)
  const bh = head(lanes, b)
  const al = lanes.sub(a, ah)
  const bl = lanes.sub(b, bh)
  const inner = lanes.add(lanes.sub(lanes.mul(ah, bh), product), lanes.mul(ah, bl))
  return lanes.fma(al, bl, lanes.fma(al, bh, inner))
}

/** Sum of two numbers, exactly (D. E. Knuth's two-sum). */
export function exactSum<V>(lanes: Lanes<V>, a: V, b: V): Double<V> {
  const high = lanes.add(a, b)
  const back = lanes.sub(high, a)
  return { high, low: lanes.add(lanes.sub(a, lanes.sub(high, back)), lanes.sub(b, back)) }
}

/** a/b; the low part is good to a few digits. */
export function quotient<V>(lanes: Lanes<V>, a: Double<V>, b: Double<V>): Double<V> {
  const high = lanes.div(a.high, b.high)
  const back = lanes.mul(high, b.high)
  const lost = lanes.fma(high, b.low, productError(lanes, high, b.high, back))
  const rest = lanes.sub(lanes.add(lanes.sub(a.high, back), a.low), lost)
  return { high, low: lanes.div(rest, b.high) }
}

export function product<V>(lanes: Lanes<V>, a: Double<V>, b: Double<V>): Double<V> {
  const high = lanes.mul(a.high, b.high)
  const cross = lanes.fma(a.high, b.low, lanes.mul(a.low, b.high))
  return exactSum(lanes, high, lanes.add(productError(lanes, a.high, b.high, high), cross))
}
