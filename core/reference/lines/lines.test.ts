import { expect, test } from 'vitest'
import { compileProblem } from '../../problem/compile.ts'
import { loadProblem } from '../../problem/document.ts'
import { LIBRARY } from '../../problem/library/index.ts'
import { budgetOf } from '../budget.ts'
import { checkPoints, largestChange } from '../collocation/solve.ts'
import { rowwise } from '../rowwise.ts'
import { numericSystem } from '../system.ts'
import { evolutionSystem } from './evolution-system.ts'
import { chebyshevGrid, fourierGrid } from './grid.ts'
import { byLines } from './solve.ts'

const library = (id: string) => {
  const { yaml, files } = LIBRARY.find((problem) => problem.id === id)!
  return numericSystem(compileProblem(loadProblem(yaml), {}, files))
}

test('matrices differentiate what their nodes resolve, also where they crowd', () => {
  const derivative = (grid: ReturnType<typeof chebyshevGrid>, order: number, f: (x: number) => number) => {
    const n = grid.x.length
    const matrix = grid.matrix(order)
    return grid.x.map((_, i) => grid.x.reduce((sum, x, j) => sum + matrix[i * n + j]! * f(x), 0))
  }
  const plain = chebyshevGrid(0, 2, 24)
  expect(largestChange(derivative(plain, 2, Math.exp), plain.x.map(Math.exp))).toBeLessThan(1e-9)
  const crowded = chebyshevGrid(-1, 1, 60, { centre: 0, width: 0.05 })
  const steep = (x: number) => Math.tanh(20 * x)
  expect(
    largestChange(
      derivative(crowded, 1, steep),
      crowded.x.map((x) => 20 / Math.cosh(20 * x) ** 2)
    )
  ).toBeLessThan(1e-5)
  const round = fourierGrid(0, 2 * Math.PI, 15)
  expect(
    largestChange(
      derivative(round, 3, Math.sin),
      round.x.map((x) => -Math.cos(x))
    )
  ).toBeLessThan(1e-11)
  expect(plain.weightsAt(0.7).reduce((sum, w, k) => sum + w * Math.exp(plain.x[k]!), 0)).toBeCloseTo(Math.exp(0.7), 13)
})

// Dirichlet, Neumann, periodic, a front
test.each(['lecture-diffusion', 'heat-insulated', 'advection', 'fisher'])('%s: closed form reached within ten stated errors', (id) => {
  const system = library(id)
  const found = byLines(system).fit!
  const at = checkPoints(system)
  const [truth] = rowwise(system.graph, [system.exact[0]!], at[0]!.length, (leaf) =>
    leaf.op === 'coordinate' ? at[leaf.axis]! : new Float64Array(at[0]!.length)
  )()
  const error = largestChange(found.at(at)[0]!, truth!)
  expect(error).toBeLessThan(1e-6)
  expect(error).toBeLessThan(10 * Math.max(found.error, 1e-12))
})

test('Burgers with 0.03/pi: Cole and Hopf by 100 Gauss-Hermite nodes (NumPy)', () => {
  // three times the library's viscosity for half the time: a front a third as steep, in seconds
  const { yaml } = LIBRARY.find(({ id }) => id === 'burgers')!
  const posed = yaml.replace('t: [0, 1]', 't: [0, 0.5]').replace('0.01/pi', '0.03/pi')
  const found = byLines(numericSystem(compileProblem(loadProblem(posed))), budgetOf(6e9)).fit!
  const at = [Float64Array.of(0.1, 0.01, -0.5, 0.003), Float64Array.of(0.25, 0.5, 0.4, 0.45)]
  const exact = [-0.7514179289046401, -0.42911175367724874, 0.6610452206932347, -0.1262936056783318]
  const [values] = found.at(at)
  const error = Math.max(...exact.map((value, p) => Math.abs(value - values![p]!)))
  expect(error).toBeLessThan(1e-7)
  expect(error).toBeLessThan(10 * found.error)
})

test('a soliton between ends of which one has two conditions: waves that do not grow are not made to', () => {
  const { yaml } = LIBRARY.find(({ id }) => id === 'soliton')!
  const found = byLines(numericSystem(compileProblem(loadProblem(yaml.replace('t: [0, 1]', 't: [0, 0.2]'))))).fit!
  const at = [Float64Array.of(-1, 0, 0.8, 2.5), Float64Array.of(0.2, 0.2, 0.2, 0.2)]
  const error = largestChange(
    found.at(at)[0]!,
    // u = c/2 sech(sqrt(c) (x - c t)/2)^2, c = 4
    at[0]!.map((x) => 2 / Math.cosh(x - 0.8) ** 2)
  )
  expect(error).toBeLessThan(1e-7)
  expect(error).toBeLessThan(10 * found.error)
})

test('what the method does not fit is said', () => {
  expect(evolutionSystem(library('poisson-2d')).reason).toBeDefined()
  expect(evolutionSystem(library('lecture-decay')).reason).toContain('one space and one time')
})
