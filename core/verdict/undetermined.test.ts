import { expect, test } from 'vitest'
import { compileProblem } from '../problem/compile.ts'
import { loadProblem } from '../problem/document.ts'
import { collocationFrom } from '../reference/solution.ts'
import { numericSystem } from '../reference/system.ts'
import type { NumericSystem } from '../reference/system.ts'
import { linearisedDefect } from './defect.ts'
import { nodeField } from './testing/fields.ts'

/** A problem, and a function that is tried as its solution. */
function tried(lines: string): { system: NumericSystem; defect: ReturnType<typeof linearisedDefect> } {
  const system = numericSystem(compileProblem(loadProblem(`schema: ansatz.problem/1\n${lines}`)))
  const defect = linearisedDefect(
    system,
    nodeField(
      system,
      system.exact.map((node) => node!)
    )
  )
  return { system, defect }
}

test('a growing mode that the start value does not determine in sixteen digits: nothing is certified', () => {
  // y = sin t + c e^(5 (t - 10)) has y(0) = 0 to within 2e-22 c
  const { defect } = tried(`variables: { t: [0, 10] }
unknowns: [y]
equations: ["y' = 5*(y - sin(t)) + cos(t)"]
conditions: ["y(0) = 0"]
exact: { y: "sin(t) + 1e-8*exp(5*(t - 10))" }`)
  expect(defect.trusted).toBe(false)
  expect(defect.why).toMatch(/round-off grows/)
})

test('round-off is told as the problem lets it grow', () => {
  // e^20 = 4.9e8 times
  const { defect } = tried(`variables: { t: [0, 10] }
unknowns: [y]
equations: ["y' = 2*(y - sin(t)) + cos(t)"]
conditions: ["y(0) = 0"]
exact: { y: "sin(t)" }`)
  expect(defect.floor).toBeGreaterThan(1e-10)
  expect(defect.floor).toBeLessThan(1e-5)
})

test('solutions that differ by a multiple of sin x: no error is counted along it', () => {
  const { system, defect } = tried(`variables: { x: [0, pi] }
unknowns: [y]
equations: ["y'' + y = 0"]
conditions: ["y(0) = 0", "y(pi) = 0"]
exact: { y: "3*sin(x) + 1e-6*sin(2*x)" }`)
  expect(defect.undetermined?.kind).toBe('many')
  expect(defect.trusted).toBe(true)
  // 2e-6 |sin 2x| without what it has of sin x, which is nothing
  expect(defect.error).toBeCloseTo(1e-6, 9)
  const x = Float64Array.of(0.4, 2)
  const [at] = defect.free
  const ratio = at!(0, [0], [Float64Array.of(Math.PI / 2)])[0]!
  at!(0, [0], [x]).forEach((value, p) => expect(value / ratio).toBeCloseTo(Math.sin(x[p]!), 10))
  expect(collocationFrom(undefined, system).reason).toMatch(/more than one solution/)
})

test('a problem without a solution is called one', () => {
  const { system, defect } = tried(`variables: { x: [0, pi] }
unknowns: [y]
equations: ["y'' + y = 1"]
conditions: ["y(0) = 0", "y(pi) = 0"]
exact: { y: "1 - cos(x)" }`)
  expect(defect.undetermined?.kind).toBe('none')
  expect(defect.trusted).toBe(false)
  expect(collocationFrom(undefined, system).reason).toMatch(/no function meets/)
})
