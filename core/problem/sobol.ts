/** Primitive polynomials and initial direction numbers of dimensions 2 to 4 (Joe & Kuo, SIAM J. Sci. Comput. 30 (2008) 2635). */
const DIRECTIONS = [
  { degree: 1, coefficients: 0, m: [1] },
  { degree: 2, coefficients: 1, m: [1, 3] },
  { degree: 3, coefficients: 1, m: [1, 3, 1] }
]
const BITS = 32

/**
 * The first n points of the Sobol sequence in [0, 1)^dimensions (at most 4), one array per dimension, by Gray code (Antonov &
 * Saleev 1979). `shift`, one 32-bit number per dimension, is a digital shift: it moves the points and keeps their evenness.
 */
export function sobol(n: number, dimensions: number, shift: readonly number[] = []): Float64Array[] {
  return Array.from({ length: dimensions }, (_, dimension) => {
    const v = directionNumbers(dimension)
    const values = new Float64Array(n)
    let x = 0
    for (let i = 0; i < n; i++) {
      values[i] = ((x ^ (shift[dimension] ?? 0)) >>> 0) / 2 ** BITS
      x ^= v[trailingOnes(i)]!
    }
    return values
  })
}

function directionNumbers(dimension: number): number[] {
  if (dimension === 0) return Array.from({ length: BITS }, (_, k) => (1 << (BITS - 1 - k)) >>> 0)
  const { degree, coefficients, m } = DIRECTIONS[dimension - 1]!
  const v: number[] = []
  for (let k = 0; k < BITS; k++) {
    if (k < degree) v.push((m[k]! << (BITS - 1 - k)) >>> 0)
    else {
      let value = v[k - degree]! ^ (v[k - degree]! >>> degree)
      for (let j = 1; j < degree; j++) if ((coefficients >>> (degree - 1 - j)) & 1) value ^= v[k - j]!
      v.push(value >>> 0)
    }
  }
  return v
}

function trailingOnes(i: number): number {
  let count = 0
  while ((i >>> count) & 1) count++
  return count
}
