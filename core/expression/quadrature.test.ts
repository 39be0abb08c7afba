import { expect, test } from 'vitest'
import { gaussLegendre } from './quadrature.ts'

test('the five-point rule has the tabulated nodes and weights', () => {
  const { nodes, weights } = gaussLegendre(5)
  const table = [
    [-0.906179845938664, 0.2369268850561891],
    [-0.5384693101056831, 0.4786286704993665],
    [0, 0.5688888888888889],
    [0.5384693101056831, 0.4786286704993665],
    [0.906179845938664, 0.2369268850561891]
  ]
  table.forEach(([x, w], k) => {
    expect(nodes[k]).toBeCloseTo(x!, 14)
    expect(weights[k]).toBeCloseTo(w!, 14)
  })
})

test.each([1, 2, 7, 24])('%i points integrate polynomials of degree 2n - 1 exactly', (n) => {
  const { nodes, weights } = gaussLegendre(n)
  for (let degree = 0; degree < 2 * n; degree++) {
    const sum = nodes.reduce((total, x, k) => total + weights[k]! * x ** degree, 0)
    expect(sum).toBeCloseTo(degree % 2 === 0 ? 2 / (degree + 1) : 0, 12)
  }
})
