import { expect, test } from 'vitest'
import { StreamGenerator } from '../../network/random.ts'
import { InverseByArrays, makeInverseHessian, type RankThree } from './inverse-hessian.ts'

const generator = new StreamGenerator(6, 'inverse')
const draw = (n: number): Float64Array => Float64Array.from({ length: n }, () => generator.normal())

test('H x and a rank-three update of a 2 x 2 matrix, by hand', () => {
  const inverse = makeInverseHessian(2, Float64Array.of(1, 2, 2, 5))
  const out = new Float64Array(2)
  inverse.multiply(Float64Array.of(1, -1), out)
  expect([...out]).toEqual([-1, -3])
  const [u, v, w] = [Float64Array.of(1, 2), Float64Array.of(3, 0), Float64Array.of(0, 1)]
  const change: RankThree = { scale: 2, factors: [u, v, w], columns: [u, v, w] }
  inverse.update(change, Float64Array.of(1, 1), out)
  expect([...inverse.numbers()]).toEqual([12, 6, 6, 15])
  expect([...out]).toEqual([18, 21])
})

test.each([1, 7, 8, 61])('kernels give the bits of arrays for %i parameters, over many updates', (n) => {
  const start = draw(n * n)
  const compiled = makeInverseHessian(n, start.slice())
  const arrays = new InverseByArrays(start.slice(), n)
  const [a, b] = [new Float64Array(n), new Float64Array(n)]
  for (let round = 0; round < 5; round++) {
    const change: RankThree = { scale: 0.9, factors: [draw(n), draw(n), draw(n)], columns: [draw(n), draw(n), draw(n)] }
    const x = draw(n)
    compiled.update(change, x, a)
    arrays.update(change, x, b)
    expect(a).toEqual(b)
    expect(compiled.numbers()).toEqual(arrays.numbers())
    // the product that comes with an update is the product
    compiled.multiply(x, b)
    expect(a).toEqual(b)
  }
  compiled.reset(3)
  expect([...compiled.numbers()].filter((value) => value !== 0)).toEqual(Array<number>(n).fill(3))
})
