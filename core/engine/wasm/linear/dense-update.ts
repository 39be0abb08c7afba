import { accumulate, advance, lanesSum, LINE, locals, pairwise, VECTORS, zero, type Emit } from './emit.ts'

/** out[j] = a[j] . x over columns, each sum as `dot` takes it. */
export function products({ module, fma }: Emit): void {
  const f = module.function(['i32', 'i32', 'i32', 'i32', 'i32', 'i32'], [], 'products')
  const [a, stride, x, out, count, bytes] = [0, 1, 2, 3, 4, 5]
  const [at, j, aAt, xAt] = locals(f, 4, 'i32') as [number, number, number, number]
  const sums = locals(f, 4, 'v128')
  f.repeat(j, 1, { local: count }, () => {
    f.get(a).set(aAt).get(x).set(xAt).i32(0).set(at)
    zero(f, sums)
    f.repeat(at, LINE, { local: bytes }, () => {
      sums.forEach((sum, k) =>
        accumulate(
          f,
          fma,
          sum,
          () => f.get(aAt).memory('v128.load', VECTORS[k]),
          () => f.get(xAt).memory('v128.load', VECTORS[k])
        )
      )
      advance(f, [aAt, xAt], LINE)
    })
    pairwise(f, sums)
    f.get(out)
    lanesSum(f, sums[0]!).memory('f64.store')
    advance(f, [a], { local: stride })
    advance(f, [out], 8)
  })
}

/**
 * a[j] = scale a[j] + left[j] u + middle[j] v + right[j] w over columns, and out[j] = a[j] . x of what they have become: a rank-three update and
 * the next product in one visit, because visits to a matrix beyond the near caches are what costs. u, v, w, x stand `stride` bytes apart from
 * `vectors` on, and so do left, middle, right from `factors` on.
 */
export function renew({ module, fma }: Emit): void {
  const f = module.function(['i32', 'i32', 'f64', 'i32', 'i32', 'i32', 'i32', 'i32'], [], 'renew')
  const [a, stride, scale, factors, vectors, out, count, bytes] = [0, 1, 2, 3, 4, 5, 6, 7]
  const [at, j, aAt, factor] = locals(f, 4, 'i32') as [number, number, number, number]
  const others = locals(f, 4, 'i32')
  const [by, value] = locals(f, 2, 'v128') as [number, number]
  const shares = locals(f, 3, 'v128')
  const sums = locals(f, 4, 'v128')
  f.get(scale).op('f64x2.splat').set(by)
  f.repeat(j, 1, { local: count }, () => {
    f.get(factors).set(factor)
    for (const share of shares) {
      f.get(factor).memory('v128.load64_splat').set(share)
      advance(f, [factor], { local: stride })
    }
    others.forEach((other, k) => {
      f.get(k === 0 ? vectors : others[k - 1]!)
      if (k > 0) f.get(stride).op('i32.add')
      f.set(other)
    })
    f.get(a).set(aAt).i32(0).set(at)
    zero(f, sums)
    f.repeat(at, LINE, { local: bytes }, () => {
      VECTORS.forEach((offset, k) => {
        f.get(aAt).memory('v128.load', offset).get(by).op('f64x2.mul').set(value)
        shares.forEach((share, n) =>
          accumulate(
            f,
            fma,
            value,
            () => f.get(share),
            () => f.get(others[n]!).memory('v128.load', offset)
          )
        )
        f.get(aAt).get(value).memory('v128.store', offset)
        accumulate(
          f,
          fma,
          sums[k]!,
          () => f.get(value),
          () => f.get(others[3]!).memory('v128.load', offset)
        )
      })
      advance(f, [aAt, ...others], LINE)
    })
    pairwise(f, sums)
    f.get(out)
    lanesSum(f, sums[0]!).memory('f64.store')
    advance(f, [a], { local: stride })
    advance(f, [out, factors], 8)
  })
}
