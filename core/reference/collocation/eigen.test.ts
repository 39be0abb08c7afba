import { expect, test } from 'vitest'
import { compileProblem } from '../../problem/compile.ts'
import { loadProblem } from '../../problem/document.ts'
import { numericSystem } from '../system.ts'
import { collocate } from './solve.ts'

// minus the first zeros of Airy's function Ai, scipy.special.ai_zeros: u'' = (x - E) u on a half line
test.each([
  [2, 2.338107410459767],
  [4.2, 4.08794944413097],
  [5.4, 5.520559828095552]
])("u'' = (x - E) u, beginning at %d", (initial, exact) => {
  const system = numericSystem(
    compileProblem(
      loadProblem(`schema: ansatz.problem/1
variables: { x: [0, 20] }
unknowns: [u]
equations: ["u'' = (x - E)*u"]
conditions: ["u(0) = 0", "u(20) = 0", "integral(u^2, x) = 1"]
eigenvalue: { E: { initial: ${initial} } }
`)
    )
  )
  const found = collocate(system)!
  expect(found.trained[0]).toBeCloseTo(exact, 10)
  expect(found.error).toBeLessThan(1e-10)
})
