/**
 * Nodes and weights of the n-point Gauss-Legendre rule on [-1, 1], exact for polynomials of degree 2n - 1: Newton's method on
 * the Legendre polynomial (Press et al., Numerical Recipes, section 4.6).
 */
export function gaussLegendre(n: number): { nodes: number[]; weights: number[] } {
  const nodes: number[] = []
  const weights: number[] = []
  for (let i = 0; i < n; i++) {
    let x = -Math.cos((Math.PI * (i + 0.75)) / (n + 0.5))
    let slope = 1
    for (let step = 0; step < 100; step++) {
      let [previous, value] = [1, x]
      for (let k = 2; k <= n; k++) [previous, value] = [value, ((2 * k - 1) * x * value - (k - 1) * previous) / k]
      slope = (n * (x * value - previous)) / (x * x - 1)
      const change = value / slope
      x -= change
      if (Math.abs(change) <= 1e-16) break
    }
    nodes.push(x)
    weights.push(2 / ((1 - x * x) * slope * slope))
  }
  return { nodes, weights }
}

/** Points of the rule by which integrals are computed where the problem does not say, by how many of them stand inside each other. */
export const INTEGRAL_POINTS: readonly number[] = [24, 24, 16, 8, 6]
