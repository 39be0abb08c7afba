import { LabError } from '../errors.ts'

/**
 * Solves a tridiagonal system by Gaussian elimination with partial pivoting (LAPACK's dgtsv): without pivoting an oscillating equation
 * such as u'' + 400 u = f loses its digits where a pivot happens to be small. `lower[i]` stands left of `diagonal[i]`, `upper[i]` right of
 * it; lower[0] and upper[n - 1] are not read. The inputs are left as they are.
 */
export function solveTridiagonal(lower: Float64Array, diagonal: Float64Array, upper: Float64Array, right: Float64Array): Float64Array {
  const n = diagonal.length
  const d = Float64Array.from(diagonal)
  const u = Float64Array.from(upper)
  const u2 = new Float64Array(n)
  const x = Float64Array.from(right)
  const get = (a: Float64Array, i: number) => a[i] ?? NaN
  for (let i = 0; i + 1 < n; i++) {
    const l = get(lower, i + 1)
    if (Math.abs(get(d, i)) >= Math.abs(l)) {
      const factor = get(d, i) === 0 ? 0 : l / get(d, i)
      d[i + 1] = get(d, i + 1) - factor * get(u, i)
      x[i + 1] = get(x, i + 1) - factor * get(x, i)
      continue
    }
    const factor = get(d, i) / l
    const [below, aboveRight, rightBelow] = [get(d, i + 1), get(u, i), get(x, i + 1)]
    d[i] = l
    d[i + 1] = aboveRight - factor * below
    u[i] = below
    if (i + 2 < n) {
      u2[i] = get(u, i + 1)
      u[i + 1] = -factor * get(u, i + 1)
    }
    x[i + 1] = get(x, i) - factor * rightBelow
    x[i] = rightBelow
  }
  for (let i = n - 1; i >= 0; i--) {
    const known = (i + 1 < n ? get(u, i) * get(x, i + 1) : 0) + (i + 2 < n ? get(u2, i) * get(x, i + 2) : 0)
    if (get(d, i) === 0) throw singular()
    x[i] = (get(x, i) - known) / get(d, i)
  }
  return x
}

const singular = () =>
  new LabError(
    'reference.singular',
    'The finite-difference equations have no unique solution.',
    'The boundary value problem itself has none or several (an eigenvalue), or the grid hits one: change the number of points.'
  )
