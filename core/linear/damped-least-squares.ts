import { applyUTransposed, applyV, bidiagonalise, type Bidiagonal } from './bidiagonal.ts'
import { dampedSolve, eldenRoom, type EldenRoom } from './elden.ts'
import { applyQ, applyQTransposed, householderQr, triangle, type Qr } from './qr.ts'

/** A step, and by how much the linear model says that it reduces |rho|^2. */
export interface DampedStep {
  step: Float64Array
  predicted: number
}

/**
 * Steps delta(lambda) = argmin |J delta + rho|^2 + lambda |delta|^2 for many lambda at the cost of one factorisation: QR of J (or of J^T where it
 * has fewer rows than columns), Golub-Kahan bidiagonalisation of the triangle, then O(min(m, p)) per lambda by Elden's sweep, and one
 * product with Q for the step itself. J^T J is never formed: its condition number is the square of J's, and dampings below 1e-16 would be lost.
 */
export class DampedLeastSquares {
  /** the largest singular value of J, to a percent or so: the scale of lambda */
  readonly sigma: number
  private readonly qr: Qr
  private readonly wide: boolean
  private readonly bidiagonal: Bidiagonal
  /** - U^T (rho in the basis of the triangle) */
  private readonly right: Float64Array
  private readonly room: EldenRoom
  private readonly z: Float64Array

  /**
   * @param jacobian rows x columns, column-major, but row-major where it has fewer rows than columns; it is overwritten
   * @param portable with the same bits on every machine
   */
  constructor(jacobian: Float64Array, rows: number, columns: number, rho: Float64Array, portable = false) {
    this.wide = rows < columns
    // row-major J is column-major J^T
    this.qr = this.wide ? householderQr(jacobian, columns, rows, portable) : householderQr(jacobian, rows, columns, portable)
    const n = Math.min(rows, columns)
    this.bidiagonal = bidiagonalise(triangle(this.qr, this.wide), n, portable)
    const turned = rho.slice()
    if (!this.wide) applyQTransposed(this.qr, turned)
    this.right = turned.subarray(0, n).map((x) => -x)
    applyUTransposed(this.bidiagonal, this.right)
    this.room = eldenRoom(n)
    this.z = new Float64Array(n)
    this.sigma = largestSingularValue(this.bidiagonal)
  }

  /** The step for lambda = damping * sigma^2. */
  solve(damping: number): DampedStep {
    const { d, e, n } = this.bidiagonal
    const mu = Math.sqrt(damping) * this.sigma
    const { z } = this
    dampedSolve(d, e, this.right, mu, z, this.room)
    // at the minimum B^T (B z - c) = -mu^2 z, so that |c|^2 - |B z - c|^2 = |B z|^2 + 2 mu^2 |z|^2: without cancellation
    let predicted = 0
    for (let k = 0; k < n; k++) {
      const bz = d[k]! * z[k]! + (k + 1 < n ? e[k]! * z[k + 1]! : 0)
      predicted += bz * bz + 2 * mu * mu * z[k]! * z[k]!
    }
    const step = new Float64Array(this.wide ? this.qr.rows : n)
    step.set(z)
    if (this.wide) {
      const inner = step.subarray(0, n)
      applyV(this.bidiagonal, inner)
      applyQ(this.qr, step)
    } else applyV(this.bidiagonal, step)
    return { step, predicted }
  }
}

/** By power iteration on B^T B from a fixed start: a scale to a percent or so is all that is asked. */
function largestSingularValue({ n, d, e }: Bidiagonal): number {
  const v = new Float64Array(n).fill(1 / Math.sqrt(n))
  const u = new Float64Array(n)
  let sigma = 0
  for (let k = 0; k < 30; k++) {
    for (let i = 0; i < n; i++) u[i] = d[i]! * v[i]! + (i + 1 < n ? e[i]! * v[i + 1]! : 0)
    let squares = 0
    for (let i = 0; i < n; i++) {
      v[i] = d[i]! * u[i]! + (i > 0 ? e[i - 1]! * u[i - 1]! : 0)
      squares += v[i]! * v[i]!
    }
    const norm = Math.sqrt(squares)
    if (!(norm > 0)) return sigma
    sigma = Math.sqrt(norm)
    for (let i = 0; i < n; i++) v[i]! /= norm
  }
  return sigma
}
