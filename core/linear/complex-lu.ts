import { singular } from './lu.ts'

/** A factorised complex matrix; `solve` overwrites the two arguments, real and imaginary part of n numbers, with the solution. */
export interface ComplexFactors {
  solve: (real: Float64Array, imaginary: Float64Array) => void
}

/** LU factorisation with partial pivoting of a complex n x n matrix in two row-major parts, overwritten. Throws LabError `singular`. */
export function factorizeComplex(re: Float64Array, im: Float64Array, n: number): ComplexFactors {
  const pivots = new Int32Array(n)
  for (let k = 0; k < n; k++) {
    let p = k
    let largest = -1
    for (let i = k; i < n; i++) {
      const size = Math.abs(re[i * n + k]!) + Math.abs(im[i * n + k]!)
      if (size > largest) [largest, p] = [size, i]
    }
    pivots[k] = p
    if (!(largest > 0) || !Number.isFinite(largest)) throw singular()
    if (p !== k) {
      for (const part of [re, im]) {
        for (let j = 0; j < n; j++) {
          const swap = part[k * n + j]!
          part[k * n + j] = part[p * n + j]!
          part[p * n + j] = swap
        }
      }
    }
    const [c, d] = [re[k * n + k]!, im[k * n + k]!]
    const norm = c * c + d * d
    for (let i = k + 1; i < n; i++) {
      const [a, b] = [re[i * n + k]!, im[i * n + k]!]
      if (a === 0 && b === 0) continue
      const fr = (a * c + b * d) / norm
      const fi = (b * c - a * d) / norm
      re[i * n + k] = fr
      im[i * n + k] = fi
      for (let j = k + 1, to = i * n + k + 1, from = k * n + k + 1; j < n; j++, to++, from++) {
        const [x, y] = [re[from]!, im[from]!]
        re[to]! -= fr * x - fi * y
        im[to]! -= fr * y + fi * x
      }
    }
  }
  return {
    solve(x, y) {
      for (let k = 0; k < n; k++) {
        const p = pivots[k]!
        for (const part of [x, y]) {
          const swap = part[k]!
          part[k] = part[p]!
          part[p] = swap
        }
      }
      for (let i = 1; i < n; i++) {
        let [sx, sy] = [x[i]!, y[i]!]
        for (let j = 0, at = i * n; j < i; j++, at++) {
          sx -= re[at]! * x[j]! - im[at]! * y[j]!
          sy -= re[at]! * y[j]! + im[at]! * x[j]!
        }
        x[i] = sx
        y[i] = sy
      }
      for (let i = n - 1; i >= 0; i--) {
        let [sx, sy] = [x[i]!, y[i]!]
        for (let j = i + 1, at = i * n + i + 1; j < n; j++, at++) {
          sx -= re[at]! * x[j]! - im[at]! * y[j]!
          sy -= re[at]! * y[j]! + im[at]! * x[j]!
        }
        const [c, d] = [re[i * n + i]!, im[i * n + i]!]
        const norm = c * c + d * d
        x[i] = (sx * c + sy * d) / norm
        y[i] = (sy * c - sx * d) / norm
      }
    }
  }
}
