import type { Row } from '../autodiff/operation.ts'

/*
 * Dense-layer kernels over row-major matrices. W has rows = units and 1 + inputs columns, column 0 the bias. Activations are
 * stored [unit][point]. The sums run in a fixed order: inputs ascending, points ascending.
 */

/** out[i][p] = bias_i + sum_k W[i][k] a[k][p]; without `bias`, for derivative channels, the sum alone. */
export function denseForward(w: Row, offset: number, units: number, inputs: number, a: Row, out: Row, n: number, bias: boolean): void {
  const stride = inputs + 1
  for (let i = 0; i < units; i++) {
    const row = offset + i * stride
    const to = i * n
    out.fill(bias ? w[row]! : 0, to, to + n)
    let k = 0
    for (; k + 3 < inputs; k += 4) {
      const w0 = w[row + 1 + k]!
      const w1 = w[row + 2 + k]!
      const w2 = w[row + 3 + k]!
      const w3 = w[row + 4 + k]!
      const a0 = k * n
      const a1 = a0 + n
      const a2 = a1 + n
      const a3 = a2 + n
      for (let p = 0; p < n; p++) out[to + p]! += w0 * a[a0 + p]! + w1 * a[a1 + p]! + w2 * a[a2 + p]! + w3 * a[a3 + p]!
    }
    for (; k < inputs; k++) {
      const wk = w[row + 1 + k]!
      const ak = k * n
      for (let p = 0; p < n; p++) out[to + p]! += wk * a[ak + p]!
    }
  }
}

/** aBar[k][p] = sum_i W[i][k] zBar[i][p]: the adjoint of the layer's input. */
export function denseBackward(w: Row, offset: number, units: number, inputs: number, zBar: Row, aBar: Row, n: number): void {
  const stride = inputs + 1
  aBar.fill(0, 0, inputs * n)
  let i = 0
  for (; i + 3 < units; i += 4) {
    const r0 = offset + i * stride + 1
    const r1 = r0 + stride
    const r2 = r1 + stride
    const r3 = r2 + stride
    const z0 = i * n
    const z1 = z0 + n
    const z2 = z1 + n
    const z3 = z2 + n
    for (let k = 0; k < inputs; k++) {
      const w0 = w[r0 + k]!
      const w1 = w[r1 + k]!
      const w2 = w[r2 + k]!
      const w3 = w[r3 + k]!
      const to = k * n
      for (let p = 0; p < n; p++) aBar[to + p]! += w0 * zBar[z0 + p]! + w1 * zBar[z1 + p]! + w2 * zBar[z2 + p]! + w3 * zBar[z3 + p]!
    }
  }
  for (; i < units; i++) {
    const row = offset + i * stride + 1
    const zi = i * n
    for (let k = 0; k < inputs; k++) {
      const wk = w[row + k]!
      const to = k * n
      for (let p = 0; p < n; p++) aBar[to + p]! += wk * zBar[zi + p]!
    }
  }
}

/** gradient[i][k] += sum_p zBar[i][p] a[k][p], and the bias column += sum_p zBar[i][p] where `bias`. */
export function denseGradient(
  gradient: Float64Array,
  offset: number,
  units: number,
  inputs: number,
  zBar: Row,
  a: Row,
  n: number,
  bias: boolean
): void {
  const stride = inputs + 1
  for (let i = 0; i < units; i++) {
    const row = offset + i * stride
    const zi = i * n
    if (bias) {
      let sum = 0
      for (let p = 0; p < n; p++) sum += zBar[zi + p]!
      gradient[row]! += sum
    }
    let k = 0
    for (; k + 3 < inputs; k += 4) {
      const a0 = k * n
      const a1 = a0 + n
      const a2 = a1 + n
      const a3 = a2 + n
      let s0 = 0
      let s1 = 0
      let s2 = 0
      let s3 = 0
      for (let p = 0; p < n; p++) {
        const z = zBar[zi + p]!
        s0 += z * a[a0 + p]!
        s1 += z * a[a1 + p]!
        s2 += z * a[a2 + p]!
        s3 += z * a[a3 + p]!
      }
      gradient[row + 1 + k]! += s0
      gradient[row + 2 + k]! += s1
      gradient[row + 3 + k]! += s2
      gradient[row + 4 + k]! += s3
    }
    for (; k < inputs; k++) {
      const ak = k * n
      let sum = 0
      for (let p = 0; p < n; p++) sum += zBar[zi + p]! * a[ak + p]!
      gradient[row + 1 + k]! += sum
    }
  }
}

/** rows[p][offset + i][k] += zBar[i][p] a[k][p], and the bias column += zBar[i][p] where `bias`: the gradient with the points apart. */
export function denseRows(
  rows: Float64Array,
  length: number,
  offset: number,
  units: number,
  inputs: number,
  zBar: Row,
  a: Row,
  n: number,
  bias: boolean
): void {
  const stride = inputs + 1
  for (let p = 0; p < n; p++) {
    for (let i = 0; i < units; i++) {
      const z = zBar[i * n + p]!
      const row = p * length + offset + i * stride
      if (bias) rows[row]! += z
      for (let k = 0; k < inputs; k++) rows[row + 1 + k]! += z * a[k * n + p]!
    }
  }
}
