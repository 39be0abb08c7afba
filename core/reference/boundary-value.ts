import { solveTridiagonal } from './tridiagonal.ts'

/** a(x) u'' + b(x) u' + c(x) u = f(x) between Dirichlet ends; each coefficient holds its values at the points of `x`. */
export interface BoundaryValueProblem {
  /** equally spaced, both ends included */
  x: Float64Array
  a: Float64Array
  b: Float64Array
  c: Float64Array
  f: Float64Array
  left: number
  right: number
}

/**
 * Central differences of order 2 on a uniform grid: (u[i-1] - 2u[i] + u[i+1])/h^2 and (u[i+1] - u[i-1])/2h, one tridiagonal system.
 * Returns u at the points of `x`. Throws LabError when the system is singular. LeVeque, Finite Difference Methods, 2.4 and 2.15.
 */
export function centralDifferences({ x, a, b, c, f, left, right }: BoundaryValueProblem): Float64Array {
  const cells = x.length - 1
  const h = ((x[cells] ?? NaN) - (x[0] ?? NaN)) / cells
  const inner = cells - 1
  const [lower, diagonal, upper, known] = [0, 1, 2, 3].map(() => new Float64Array(inner)) as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array
  ]
  for (let k = 0; k < inner; k++) {
    const i = k + 1
    const second = (a[i] ?? NaN) / (h * h)
    const first = (b[i] ?? NaN) / (2 * h)
    lower[k] = second - first
    diagonal[k] = -2 * second + (c[i] ?? NaN)
    upper[k] = second + first
    known[k] = f[i] ?? NaN
  }
  known[0] = (known[0] ?? NaN) - (lower[0] ?? NaN) * left
  known[inner - 1] = (known[inner - 1] ?? NaN) - (upper[inner - 1] ?? NaN) * right
  const u = new Float64Array(cells + 1)
  u.set(solveTridiagonal(lower, diagonal, upper, known), 1)
  u[0] = left
  u[cells] = right
  return u
}
