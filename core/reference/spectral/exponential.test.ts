import { expect, test } from 'vitest'
import { FUNCTIONS, matrixStepFunctions, stepFunctions } from './exponential.ts'
import { fourierTransform } from './fft.ts'

test('a transform is the sum that defines it, and its inverse leads back', () => {
  for (const n of [1, 2, 4, 8, 32]) {
    const { forward, inverse } = fourierTransform(n)
    const [a, b] = [0, 1].map((s) => Float64Array.from({ length: n }, (_, k) => Math.sin(k * k + s))) as [Float64Array, Float64Array]
    const [x, y] = [a.slice(), b.slice()]
    forward(x, y)
    for (let k = 0; k < n; k++) {
      const angle = (j: number) => (-2 * Math.PI * j * k) / n
      expect(x[k]).toBeCloseTo(
        a.reduce((sum, value, j) => sum + value * Math.cos(angle(j)) - b[j]! * Math.sin(angle(j)), 0),
        11
      )
    }
    inverse(x, y)
    a.forEach((value, k) => expect(x[k]).toBeCloseTo(value, 14))
    b.forEach((value, k) => expect(y[k]).toBeCloseTo(value, 14))
  }
  expect(() => fourierTransform(6)).toThrow('power of two')
})

// mpmath, 40 digits: f1 = (-4 - z + e^z (4 - 3 z + z^2)) / z^3, f2 = (2 + z + e^z (z - 2)) / z^3, f3 = (-4 - 3 z - z^2 + e^z (4 - z)) / z^3
test.each([
  [
    [-1e-3, 0],
    [
      0.999000499833375, 0.0, 0.9995001249791693, 0.0, 0.49987502083072943, 0.0, 0.16650007497778274, 0.0, 0.16658335832777876, 0.0,
      0.16666665833611052, 0.0
    ]
  ],
  [
    [-0.7, 1.1],
    [
      0.22524916775672543, 0.44256047763724793, 0.6007638768884723, 0.36833146487551405, 0.40272346914184404, 0.10666335882930628,
      0.03518939481716639, 0.08221348081352745, 0.1006170880407861, 0.0564532792230044, 0.1677199635910215, 0.011051979424765811
    ]
  ],
  [
    [-30, 2],
    [
      -3.8941451960837177e-14, 8.508862486771267e-14, 1.652797291375512e-7, 2.5740792688769214e-7, 0.0331858357925044, 0.002212380472569397,
      -0.0009521642916976147, -0.00011764526504965025, 0.0010242848242112323, 0.00013224263408970593, 0.03004086570281877,
      0.0018010641092190624
    ]
  ]
])('step functions of %s', (z, expected) => {
  const out = new Float64Array(2 * FUNCTIONS)
  stepFunctions(z as [number, number], out)
  expected.forEach((value, k) => expect(Math.abs(out[k]! - value)).toBeLessThan(3e-15))
})

test('of a matrix: a rotation, also where both eigenvalues are the same', () => {
  const out = new Float64Array(8 * FUNCTIONS)
  const matrix = (a: number, b: number, c: number, d: number) => Float64Array.of(a, 0, b, 0, c, 0, d, 0)
  for (const angle of [1e-9, 0.3, 40]) {
    matrixStepFunctions(matrix(0, angle, -angle, 0), 2, out)
    ;[Math.cos(angle), Math.sin(angle), -Math.sin(angle), Math.cos(angle)].forEach((value, k) => expect(out[2 * k]).toBeCloseTo(value, 13))
  }
  // a Jordan block: exp [[-1, 1], [0, -1]] = e^-1 [[1, 1], [0, 1]]
  matrixStepFunctions(matrix(-1, 1, 0, -1), 2, out)
  ;[1, 1, 0, 1].forEach((value, k) => expect(out[2 * k]).toBeCloseTo(value / Math.E, 13))
})
