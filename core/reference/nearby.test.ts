import { expect, test } from 'vitest'
import { compileProblem } from '../problem/compile.ts'
import { loadProblem } from '../problem/document.ts'
import { LIBRARY } from '../problem/library/index.ts'
import type { Field } from './collocation/rows.ts'
import { referenceNear } from './nearby.ts'
import { referenceSolution } from './solution.ts'

const library = (id: string, change = (yaml: string) => yaml) =>
  compileProblem(loadProblem(change(LIBRARY.find((problem) => problem.id === id)!.yaml)))
const withoutExact = (yaml: string) => yaml.replace(/^exact:.*\n/m, '')
const half = Float64Array.of(0.5)
/** about the upper solution of Bratu's problem, as a poorly trained network has it */
const roughly: Field = (_, [order], [x]) => x!.map((at) => (order === 0 ? 16 * at * (1 - at) : order === 1 ? 16 - 32 * at : -32))

// 2 ln cosh(alpha) with alpha of the upper solution
const UPPER = 2 * Math.log(Math.cosh(2.734675693030531))
const LOWER = 2 * Math.log(Math.cosh(0.379291149762689))

test.each([
  ['the exact solution is the upper one', library('bratu-upper'), UPPER, true],
  ['the exact solution is the lower one', library('lie-two-solutions'), LOWER, false],
  ['nothing says which one', library('bratu-upper', withoutExact), UPPER, true]
])('Bratu, begun near the upper solution: %s', (_, problem, top, begun) => {
  const first = referenceSolution(problem)
  expect(first.fit!.at([half])[0]![0]).toBeCloseTo(LOWER, 12)
  const { fit } = referenceNear(problem, roughly, first)
  expect(fit!.at([half])[0]![0]).toBeCloseTo(top, 12)
  expect(fit!.label.includes('begun at the trained solution')).toBe(begun)
  if (begun) expect(fit!.another).toBeCloseTo(UPPER - LOWER, 2)
  else expect(fit!.another).toBeUndefined()
})

test('a solution that agrees is not sought again, nor one of a linear problem', () => {
  const near: Field = (_, __, [x]) => x!.map(() => 1)
  for (const id of ['bratu', 'lagaris-3-boundary', 'van-der-pol']) {
    const problem = library(id)
    const first = referenceSolution(problem)
    const own: Field = (unknown, order, points) => (order[0] === 0 ? first.fit!.at(points)[unknown]! : points[0]!)
    expect(referenceNear(problem, id === 'bratu' ? own : near, first)).toBe(first)
  }
})
