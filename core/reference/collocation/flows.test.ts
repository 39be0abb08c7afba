import { expect, test } from 'vitest'
import { compileProblem } from '../../problem/compile.ts'
import { loadProblem } from '../../problem/document.ts'
import { LIBRARY } from '../../problem/library/index.ts'
import { budgetOf } from '../budget.ts'
import { rowwise } from '../rowwise.ts'
import { numericSystem } from '../system.ts'
import { checkPoints, collocate, collocatedAt, largestChange } from './solve.ts'

const library = (id: string) => numericSystem(compileProblem(loadProblem(LIBRARY.find((problem) => problem.id === id)!.yaml)))

// velocities and a pressure; vorticity, stream function and time: few functions cannot meet such equations, and Newton's method must not give up for it
test.each([
  ['kovasznay', 1e-5],
  ['taylor-green', 1e-3]
])('%s: closed form reached within the stated error', (id, within) => {
  const system = library(id)
  const found = collocate(system)!
  const at = checkPoints(system)
  const none = new Float64Array(at[0]!.length)
  const truth = rowwise(
    system.graph,
    system.exact.map((node) => node!),
    none.length,
    (leaf) => (leaf.op === 'coordinate' ? at[leaf.axis]! : none)
  )()
  const zero = system.variables.map(() => 0)
  const error = Math.max(...truth.map((row, k) => largestChange(collocatedAt(found, k, zero, at), row)))
  expect(error).toBeLessThan(within)
  expect(error).toBeLessThan(found.error)
  // exp(-2 x) cos(2 pi y) over two periods: y is given more functions than x
  if (id === 'kovasznay') expect(found.sizes[1]).toBeGreaterThan(found.sizes[0]!)
})

test('the driven cavity: stream function by clamped Legendre polynomials of 32 x 32 Gauss points (NumPy)', () => {
  const found = collocate(library('cavity'), undefined, budgetOf(2e9))!
  const at = [Float64Array.of(0.5, 0.25, 0.75, 0.9, 0.6), Float64Array.of(0.5, 0.5, 0.7, 0.95, 0.75)]
  const expected = Float64Array.of(-0.05163987, -0.02385794, -0.06419599, -0.00711065, -0.08364532)
  const error = largestChange(collocatedAt(found, 0, [0, 0], at), expected)
  expect(error).toBeLessThan(1e-6)
  expect(error).toBeLessThan(found.error)
  expect(found.error).toBeLessThan(1e-3)
})
