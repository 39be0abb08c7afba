import { expect, test } from 'vitest'
import { checkProblem } from '../problem/check.ts'
import { compileProblem } from '../problem/compile.ts'
import { loadProblem } from '../problem/document.ts'
import { LIBRARY } from '../problem/library/index.ts'
import { referenceSolution } from './solution.ts'

const library = (id: string, more = '') => {
  const { yaml, files } = LIBRARY.find((problem) => problem.id === id)!
  return referenceSolution(compileProblem(loadProblem(yaml + more), {}, files))
}

test.each([
  ['lecture-decay', 'dormand_prince'],
  ['robertson', 'radau'],
  ['lagaris-3-boundary', 'collocation'],
  ['poisson-2d', 'collocation'],
  ['fisher', 'lines'],
  ['quantum-oscillator', 'collocation']
])('%s is solved by %s of itself, to a stated error and in a stated time', (id, method) => {
  const { fit } = library(id)
  expect(fit!.method).toBe(method)
  expect(fit!.error).toBeLessThan(1e-7)
  expect(fit!.seconds).toBeGreaterThanOrEqual(0)
})

test('several states are numbered by their eigenvalues, as training numbers them', () => {
  const { fit } = library('quantum-oscillator-states')
  expect(fit!.notes).toEqual(['E_1 = 0.5', 'E_2 = 1.5', 'E_3 = 2.5'])
  const x = Float64Array.of(-1.3, 0, 0.4)
  // the Hermite functions, up to their sign
  const exact = [
    () => Math.PI ** -0.25,
    (at: number) => Math.SQRT2 * Math.PI ** -0.25 * at,
    (at: number) => (Math.PI ** -0.25 / Math.SQRT2) * (2 * at * at - 1)
  ]
  fit!
    .at([x])
    .forEach((values, k) =>
      values.forEach((value, p) => expect(Math.abs(value)).toBeCloseTo(Math.abs(exact[k]!(x[p]!) * Math.exp(-(x[p]! ** 2) / 2)), 10))
    )
})

test('three states from one first value: Newton begins anew where few functions lead it astray', () => {
  const { fit } = library('particle-in-a-box-states')
  // k^2 pi^2 / 2
  expect(fit!.notes).toEqual([1, 2, 3].map((k) => `E_${k} = ${Number(((k * Math.PI) ** 2 / 2).toPrecision(12))}`))
})

test('the problem chooses', () => {
  expect(library('lecture-decay', 'reference: { method: radau }\n').fit!.method).toBe('radau')
  expect(library('lecture-decay', 'reference: { method: collocation }\n').fit!.method).toBe('collocation')
  expect(library('lecture-decay', 'reference: none\n').reason).toContain('asks for none')
  expect(library('lecture-decay', 'reference: exact\n').reason).toContain('exact')
  expect(library('lecture-decay', 'reference: { method: rk4 }\n').reason).toContain('no error of its own')
  expect(library('lecture-decay', 'reference: { method: lines }\n').reason).toContain('one space and one time')
  expect(library('decay-inverse').reason).toContain('measurements')
})

test('a method that is not known is named with its nearest spelling', () => {
  const { yaml } = LIBRARY.find(({ id }) => id === 'lecture-decay')!
  const [error] = checkProblem({ source: `${yaml}reference: { method: radua }\n` }).errors
  expect(`${error!.message} ${error!.cure}`).toContain('radau')
})
