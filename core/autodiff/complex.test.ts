import { expect, test } from 'vitest'
import { arcCosine, arcSine, errorFunction } from './complex.ts'
import type { Complex } from './complex.ts'

// real and imaginary part by mpmath at 40 digits
const TABLE: [(z: Complex) => Complex, Complex, Complex][] = [
  [arcSine, [0.3, 1e-20], [0.3046926540153975, 1.0482848367219182e-20]],
  [arcSine, [0.99999999, 0.01], [1.4708797969437603, 0.10008309540268246]],
  [arcSine, [-0.7, 2.5], [-0.2554220770074489, 1.6779218776785095]],
  [arcSine, [1.5, -0.2], [1.395847113661427, -0.98293701797138765]],
  [arcCosine, [0.3, 1e-20], [1.2661036727794991, -1.0482848367219182e-20]],
  [arcCosine, [0.99999999, 0.01], [0.099916529851136324, -0.10008309540268246]],
  [arcCosine, [-0.7, 2.5], [1.8262184038023455, -1.6779218776785095]],
  [errorFunction, [0.3, 1e-20], [0.32862675945912742, 1.031260909618963e-20]],
  [errorFunction, [0.99999999, 0.01], [0.84274230024063825, 0.0041509366811457981]],
  [errorFunction, [-0.7, 2.5], [1.1251733781061875, -73.604072160630724]],
  [errorFunction, [0, 0.4], [0, 0.4766246396513397]],
  [errorFunction, [1.5, -0.2], [0.97316836274156664, -0.022671346192137434]]
]

test.each(TABLE)('%o at %j', (f, z, [re, im]) => {
  const found = f(z)
  expect(Math.abs(found[0] - re)).toBeLessThanOrEqual(1e-15 * Math.hypot(re, im))
  expect(Math.abs(found[1] - im)).toBeLessThanOrEqual(1e-14 * Math.abs(im))
})
