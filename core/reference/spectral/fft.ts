/** Discrete Fourier transform of a power of two of complex numbers, in place: out[k] = sum over j of in[j] exp(-2 pi i j k / n), or with the other sign and divided by n. */
export interface Transform {
  forward: (re: Float64Array, im: Float64Array) => void
  inverse: (re: Float64Array, im: Float64Array) => void
}

/**
 * Radix 2 with decimation in time (Cooley and Tukey, Math. Comp. 19 (1965) 297), two stages in one pass over the numbers. Sines and cosines are computed once, each on its own, so that
 * round-off grows like log n.
 */
export function fourierTransform(n: number): Transform {
  if (n < 1 || (n & (n - 1)) !== 0) throw new RangeError(`a Fourier transform of ${n} numbers is not of a power of two`)
  const partner = reversedBits(n)
  const twiddles = new Map<number, { c: Float64Array; s: Float64Array }>()
  for (let half = 1; half < n; half *= 2)
    twiddles.set(half, {
      c: Float64Array.from({ length: half }, (_, k) => Math.cos((Math.PI * k) / half)),
      s: Float64Array.from({ length: half }, (_, k) => -Math.sin((Math.PI * k) / half))
    })

  const forward = (re: Float64Array, im: Float64Array): void => {
    for (let i = 0; i < n; i++) {
      const j = partner[i]!
      if (j <= i) continue
      const a = re[i]!
      const b = im[i]!
      re[i] = re[j]!
      im[i] = im[j]!
      re[j] = a
      im[j] = b
    }
    let half = 1
    for (; 4 * half <= n; half *= 4) twoStages(re, im, half)
    if (half < n) oneStage(re, im, half)
  }

  function oneStage(re: Float64Array, im: Float64Array, half: number): void {
    const { c, s } = twiddles.get(half)!
    for (let first = 0; first < n; first += 2 * half) {
      for (let k = 0; k < half; k++) {
        const low = first + k
        const high = low + half
        const x = re[high]! * c[k]! - im[high]! * s[k]!
        const y = re[high]! * s[k]! + im[high]! * c[k]!
        re[high] = re[low]! - x
        im[high] = im[low]! - y
        re[low] = re[low]! + x
        im[low] = im[low]! + y
      }
    }
  }

  /** butterflies of pairs half apart, then of pairs 2 half apart, whose factors are those of 2 half, and a quarter turn beyond */
  function twoStages(re: Float64Array, im: Float64Array, half: number): void {
    const one = twiddles.get(half)!
    const two = twiddles.get(2 * half)!
    for (let k = 0; k < half; k++) {
      const c1 = one.c[k]!
      const s1 = one.s[k]!
      const c2 = two.c[k]!
      const s2 = two.s[k]!
      for (let i0 = k; i0 < n; i0 += 4 * half) {
        const i1 = i0 + half
        const i2 = i1 + half
        const i3 = i2 + half
        const x1 = re[i1]! * c1 - im[i1]! * s1
        const y1 = re[i1]! * s1 + im[i1]! * c1
        const x3 = re[i3]! * c1 - im[i3]! * s1
        const y3 = re[i3]! * s1 + im[i3]! * c1
        const ax = re[i0]! + x1
        const ay = im[i0]! + y1
        const bx = re[i0]! - x1
        const by = im[i0]! - y1
        const px = re[i2]! + x3
        const py = im[i2]! + y3
        const qx = re[i2]! - x3
        const qy = im[i2]! - y3
        const cx = px * c2 - py * s2
        const cy = px * s2 + py * c2
        // the factor of i1 + half is -i times that of i0
        const dx = qx * s2 + qy * c2
        const dy = qy * s2 - qx * c2
        re[i0] = ax + cx
        im[i0] = ay + cy
        re[i2] = ax - cx
        im[i2] = ay - cy
        re[i1] = bx + dx
        im[i1] = by + dy
        re[i3] = bx - dx
        im[i3] = by - dy
      }
    }
  }

  return {
    forward,
    inverse(re, im) {
      // exchanging real and imaginary parts conjugates, up to a factor i on both sides
      forward(im, re)
      for (let i = 0; i < n; i++) {
        re[i] = re[i]! / n
        im[i] = im[i]! / n
      }
    }
  }
}

function reversedBits(n: number): Uint32Array {
  const out = new Uint32Array(n)
  for (let i = 1; i < n; i++) out[i] = (out[i >> 1]! >> 1) | (i & 1 ? n >> 1 : 0)
  return out
}
