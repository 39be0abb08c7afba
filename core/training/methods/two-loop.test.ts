import { expect, test } from 'vitest'
import { StreamGenerator } from '../../network/random.ts'
import { makeTwoLoop, twoLoopByArrays } from './two-loop.ts'

const generator = new StreamGenerator(5, 'pairs')
const draw = (n: number): Float64Array => Float64Array.from({ length: n }, () => generator.normal())

/** A pair whose curvature is positive. */
function pair(n: number) {
  const s = draw(n)
  return { s, y: s.map((x, i) => (1 + (i % 7)) * x) }
}

test('with as many pairs as numbers it solves a quadratic', () => {
  const scales = [1, 4, 9]
  const pairs = scales.map((scale, k) => {
    const s = Float64Array.from(scales, (_, i) => (i === k ? 1 : 0))
    return { s, y: s.map((x) => scale * x) }
  })
  const q = Float64Array.of(1, 1, 1)
  makeTwoLoop(3).run(pairs, q)
  scales.forEach((scale, k) => expect(q[k]).toBeCloseTo(1 / scale, 14))
})

test('kernels give the bits of arrays, while pairs come and go and runs take turns', () => {
  const most = 4
  const runs = [3, 8, 29, 300].map((n) => ({ n, loop: makeTwoLoop(most), pairs: [] as ReturnType<typeof pair>[] }))
  for (let round = 0; round < 12; round++)
    for (const run of round % 3 === 0 ? runs : runs.slice(2, 3)) {
      const q = draw(run.n)
      const exact = q.slice()
      run.loop.run(run.pairs, q)
      twoLoopByArrays(run.pairs, exact)
      expect(q).toEqual(exact)
      if (round === 7) run.pairs = []
      else {
        if (run.pairs.length === most) run.pairs.shift()
        run.pairs.push(pair(run.n))
        run.loop.added(run.pairs.at(-1)!)
      }
    }
})
