import { factorizeComplex } from '../../linear/complex-lu.ts'
import { factorize } from '../../linear/lu.ts'
import type { System } from '../one-step.ts'

/** y' = f(t, y) with its exact Jacobian, row-major. */
export interface StiffSystem {
  slope: System
  jacobian: System
}

export interface RadauOptions {
  rtol: number
  atol: number
  mostSteps?: number
  /** ends it where the way done so far says that the steps allowed do not suffice */
  hurry?: boolean
}

export interface RadauSolution {
  /** y[k * size + i] at the k-th wished time; NaN beyond the last that was reached */
  y: Float64Array
  steps: number
  rejected: number
  factorisations: number
  /** Newton iterations, over all steps */
  iterations: number
  /** last time that was reached */
  reached: number
  stopped: 'steps' | 'not a number' | null
}

const S6 = Math.sqrt(6)
const C = [(4 - S6) / 10, (4 + S6) / 10, 1] as const
const E = [(-13 - 7 * S6) / 3, (-13 + 7 * S6) / 3, -1 / 3] as const
/** real eigenvalue and the complex pair of the inverse of the Runge-Kutta matrix */
const REAL = 3 + 3 ** (2 / 3) - 3 ** (1 / 3)
const RE = 3 + 0.5 * (3 ** (1 / 3) - 3 ** (2 / 3))
const IM = -0.5 * (3 ** (5 / 6) + 3 ** (7 / 6))
/** what diagonalises it, and the inverse of that */
const T = [
  [0.09443876248897524, -0.14125529502095421, 0.03002919410514742],
  [0.25021312296533332, 0.20412935229379994, -0.38294211275726192],
  [1, 1, 0]
] as const
const TI = [
  [4.17871859155190428, 0.32768282076106237, 0.52337644549944951],
  [-4.17871859155190428, -0.32768282076106237, 0.47662355450055044],
  [0.50287263494578682, -2.57192694985560522, 0.59603920482822492]
] as const
const NEWTON = 7
/** Share of the steps allowed after which the way is looked at, again and again; what is eight times behind and no faster than before will not arrive. */
const WATCH = 1 / 16
const BEHIND = 8

/**
 * The implicit Runge-Kutta method Radau IIA of order 5, L-stable: simplified Newton iterations with the exact Jacobian, in the transformed variables that need one
 * real and one complex factorisation (Hairer and Wanner, Solving ODEs II, IV.8: code RADAU5; error control as in SciPy's Radau). Steps end at the wished times, so that no interpolation
 * loses digits. `times` ascend; the first is the start.
 */
export function radau({ slope, jacobian }: StiffSystem, times: Float64Array, start: Float64Array, options: RadauOptions): RadauSolution {
  const { rtol, atol, mostSteps = 50_000, hurry = false } = options
  const n = start.length
  const out = new Float64Array(times.length * n).fill(NaN)
  out.set(start)
  const tolerance = Math.max((10 * Number.EPSILON) / rtol, Math.min(0.03, Math.sqrt(rtol)))
  const y = Float64Array.from(start)
  const f = new Float64Array(n)
  const J = new Float64Array(n * n)
  const vectors = (): Float64Array[] => [0, 1, 2].map(() => new Float64Array(n))
  const [Z, W, F] = [vectors(), vectors(), vectors()]
  const [stage, next, right, imaginary] = [new Float64Array(n), new Float64Array(n), new Float64Array(n), new Float64Array(n)]
  const size = (values: Float64Array, scale: Float64Array): number =>
    Math.sqrt(values.reduce((sum, x, i) => sum + (x / scale[i]!) ** 2, 0) / n)
  let t = times[0]!
  slope(t, y, f)
  jacobian(t, y, J)
  let current = true
  let factors: { h: number; real: ReturnType<typeof factorize>; complex: ReturnType<typeof factorizeComplex> } | undefined
  const scale0 = y.map((x) => atol + rtol * Math.abs(x))
  let h = Math.min((times.at(-1)! - t) * 1e-3, 0.01 / Math.max(1e-10, size(f, scale0)) ** 0.25)
  let previous: { h: number; error: number } | undefined
  let [steps, rejected, factorisations, all, refused] = [0, 0, 0, 0, false]
  const watch = Math.max(1, Math.round(WATCH * mostSteps))
  let [looked, seen, way] = [0, t, 0]
  let stopped: RadauSolution['stopped'] = null
  let k = 1
  while (k < times.length) {
    const goal = times[k]!
    const taken = steps + rejected
    if (taken >= mostSteps || (hurry && taken >= looked + watch && hopeless(taken))) stopped = 'steps'
    if (!(h > 1e-14 * Math.max(Math.abs(t), goal - times[0]!)) && t + h < goal) stopped = 'not a number'
    if (stopped !== null) break
    const wished = h
    const left = goal - t
    // halves of what is left rather than a tiny last step
    if (h >= 0.99 * left) h = left
    else if (h > 0.5 * left) h = left / 2
    const lands = h === left
    if (factors?.h !== h) {
      const [real, re, im] = [new Float64Array(n * n), new Float64Array(n * n), new Float64Array(n * n)]
      for (let i = 0; i < n * n; i++) real[i] = re[i] = -J[i]!
      for (let i = 0; i < n; i++) {
        real[i * n + i]! += REAL / h
        re[i * n + i]! += RE / h
        im[i * n + i] = IM / h
      }
      factors = { h, real: factorize(real, n), complex: factorizeComplex(re, im, n) }
      factorisations++
    }
    const scale = y.map((x) => atol + rtol * Math.abs(x))
    for (const row of [...Z, ...W]) row.fill(0)
    let [converged, rate, old, iterations] = [false, NaN, NaN, 0]
    for (let iteration = 0; iteration < NEWTON; iteration++) {
      iterations = iteration + 1
      all++
      for (let s = 0; s < 3; s++) {
        for (let i = 0; i < n; i++) stage[i] = y[i]! + Z[s]![i]!
        slope(t + h * C[s]!, stage, F[s]!)
      }
      const deltas = vectors()
      for (let i = 0; i < n; i++) {
        const [a, b, c] = [F[0]![i]!, F[1]![i]!, F[2]![i]!]
        deltas[0]![i] = TI[0][0] * a + TI[0][1] * b + TI[0][2] * c - (REAL / h) * W[0]![i]!
        const [x, z] = [W[1]![i]!, W[2]![i]!]
        deltas[1]![i] = TI[1][0] * a + TI[1][1] * b + TI[1][2] * c - (RE * x - IM * z) / h
        deltas[2]![i] = TI[2][0] * a + TI[2][1] * b + TI[2][2] * c - (RE * z + IM * x) / h
      }
      factors.real.solve(deltas[0]!)
      factors.complex.solve(deltas[1]!, deltas[2]!)
      const norm = Math.sqrt(deltas.reduce((sum, row) => sum + size(row, scale) ** 2, 0) / 3)
      if (!Number.isFinite(norm)) break
      rate = norm / old
      if (iteration > 0 && (rate >= 1 || (rate ** (NEWTON - iteration) / (1 - rate)) * norm > tolerance)) break
      for (let s = 0; s < 3; s++) for (let i = 0; i < n; i++) W[s]![i]! += deltas[s]![i]!
      for (let s = 0; s < 3; s++) {
        const row = T[s]!
        for (let i = 0; i < n; i++) Z[s]![i] = row[0] * W[0]![i]! + row[1] * W[1]![i]! + row[2] * W[2]![i]!
      }
      if (norm === 0 || (iteration > 0 && (rate / (1 - rate)) * norm < tolerance)) {
        converged = true
        break
      }
      old = norm
    }
    if (!converged) {
      rejected++
      if (current) h *= 0.5
      else {
        jacobian(t, y, J)
        current = true
        factors = undefined
      }
      continue
    }
    const weighted = new Float64Array(n)
    for (let i = 0; i < n; i++) {
      next[i] = y[i]! + Z[2]![i]!
      weighted[i] = (E[0] * Z[0]![i]! + E[1] * Z[1]![i]! + E[2] * Z[2]![i]!) / h
      right[i] = f[i]! + weighted[i]!
      scale[i] = atol + rtol * Math.max(Math.abs(y[i]!), Math.abs(next[i]!))
    }
    factors.real.solve(right)
    let error = size(right, scale)
    if (refused && error > 1) {
      for (let i = 0; i < n; i++) stage[i] = y[i]! + right[i]!
      slope(t, stage, imaginary)
      for (let i = 0; i < n; i++) right[i] = imaginary[i]! + weighted[i]!
      factors.real.solve(right)
      error = size(right, scale)
    }
    const safety = (0.9 * (2 * NEWTON + 1)) / (2 * NEWTON + iterations)
    const multiplier = previous === undefined || error === 0 ? 1 : (h / previous.h) * (previous.error / error) ** 0.25
    const factor = error === 0 ? 10 : Math.min(1, multiplier) * error ** -0.25
    if (!(error <= 1)) {
      rejected++
      refused = true
      h *= Number.isFinite(error) ? Math.max(0.2, safety * factor) : 0.1
      continue
    }
    steps++
    refused = false
    previous = { h, error: Math.max(error, 1e-10) }
    t = lands ? goal : t + h
    y.set(next)
    slope(t, y, f)
    if (lands) out.set(y, n * k++)
    const anew = iterations > 2 && rate > 1e-3
    const grown = Math.min(10, safety * factor)
    // a step that was cut to land says nothing against the wished one
    const own = Math.max(h * (!anew && grown >= 1 && grown < 1.2 ? 1 : grown), lands ? Math.min(wished, h * 10) : 0)
    current = anew
    if (anew) {
      jacobian(t, y, J)
      factors = undefined
    }
    h = own
  }
  return { y: out, steps, rejected, factorisations, iterations: all, reached: t, stopped }

  function hopeless(taken: number): boolean {
    const faster = t - seen > way
    ;[looked, seen, way] = [taken, t, t - seen]
    const length = times.at(-1)! - times[0]!
    return !faster && BEHIND * (t - times[0]!) * mostSteps < length * taken
  }
}
