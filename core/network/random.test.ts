import { expect, test } from 'vitest'
import { LectureGenerator, StreamGenerator } from './random.ts'

// NumPy: npr.seed(s); npr.randn(6)
const NUMPY: Record<number, number[]> = {
  15: [-0.3123284815435444, 0.3392847060461844, -0.15590853388271336, -0.5017896732977485, 0.2355688917260193, -1.7636052568042102],
  4155: [0.25437443335425547, 0.09589080773213282, 0.48668482719191103, -2.208778904370837, 0.6304800540197193, -0.5374952329962986]
}

test.each([15, 4155])('the lecture generator gives NumPy randn bit for bit, seed %i', (seed) => {
  const generator = new LectureGenerator(seed)
  expect(NUMPY[seed]!.map(() => generator.normal())).toEqual(NUMPY[seed])
})

test('the lecture generator gives NumPy rand across a twist, seed 2024', () => {
  const generator = new LectureGenerator(2024)
  const draws = Array.from({ length: 1000 }, () => generator.uniform())
  // numpy.random.seed(2024); numpy.random.rand(1000)[[0, 311, 312, 999]]
  expect([draws[0], draws[311], draws[312], draws[999]]).toEqual([
    0.5880145188953979, 0.5696456673829942, 0.4724499443507054, 0.2837885149622815
  ])
})

test('streams are repeatable and differ by name and by seed', () => {
  const draw = (seed: number, name: string) => new StreamGenerator(seed, name).uniform()
  expect(draw(1, 'points')).toBe(draw(1, 'points'))
  expect(new Set([draw(1, 'points'), draw(2, 'points'), draw(1, 'initialization'), draw(0, 'points')]).size).toBe(4)
})

test('draws have the moments of their distributions', () => {
  const generator = new StreamGenerator(7, 'test')
  const n = 100_000
  let mean = 0
  let square = 0
  let uniform = 0
  for (let i = 0; i < n; i++) {
    const x = generator.normal()
    mean += x / n
    square += (x * x) / n
    uniform += generator.uniform() / n
  }
  // five standard errors each
  expect(Math.abs(mean)).toBeLessThan(5 / Math.sqrt(n))
  expect(Math.abs(square - 1)).toBeLessThan((5 * Math.SQRT2) / Math.sqrt(n))
  expect(Math.abs(uniform - 0.5)).toBeLessThan(5 / Math.sqrt(12 * n))
})
