import { expect, test } from 'vitest'
import { sentenceOf } from './sentence.ts'
import type { Compared } from './sentence.ts'

const run = (name: string, error: number | null, rest: Partial<Compared> = {}): Compared => ({
  name,
  error,
  classical: false,
  equation: "g' = -gamma*g",
  diverged: false,
  ...rest
})
const euler = run('Euler, 10 points', 0.45162, { classical: true })
const differ = (...paths: string[]) => paths.map((path) => ({ path, values: ['1', '2'] }))

test('nothing chosen: how to begin', () => {
  expect(sentenceOf([], null)).toContain('Space')
  expect(sentenceOf([euler], null)).toContain('Space')
})

test('a run beside Euler', () => {
  expect(sentenceOf([run('Decay', 0.0437499), euler], null)).toBe(
    'Decay is closest: off by at most 0.0437, 10 times closer than Euler, 10 points.'
  )
})

test('a large factor is rounded', () => {
  expect(sentenceOf([run('A', 3.4e-5), run('B', 0.166)], null)).toContain('4\u2009900 times closer')
  expect(sentenceOf([run('A', 3.4e-12), run('B', 0.166)], null)).toContain('4.9×10¹⁰ times closer')
})

test('two runs, and what they differ in', () => {
  const two = [run('A', 0.0271), run('B', 0.0542)]
  expect(sentenceOf(two, differ('training.learning_rate'))).toBe(
    'A is closest: off by at most 0.0271, 2.0 times closer than B. The two runs differ in the learning rate alone.'
  )
  expect(sentenceOf(two, differ('seed', 'network.hidden'))).toContain('differ in seed and hidden layers.')
  expect(sentenceOf(two, differ('a', 'b', 'c', 'd'))).toContain('differ in four settings.')
  expect(sentenceOf([run('A', 0.0271), run('A again', 0.0271)], [])).toBe(
    'A is closest: off by at most 0.0271, as close as A again. The two runs have the same settings.'
  )
})

test('what diverged is said, and is never the best', () => {
  expect(sentenceOf([run('A', 0.02), run('B', null, { diverged: true })], null)).toBe('A is off by at most 0.0200. One diverged.')
  expect(sentenceOf([run('B', null, { diverged: true })], null)).toBe('B diverged.')
  expect(sentenceOf([run('A', null, { diverged: true }), run('B', null, { diverged: true })], null)).toBe('All of them diverged.')
})

test('errors of different equations do not compare', () => {
  expect(sentenceOf([run('A', 0.02), run('B', 0.3, { equation: 'u_tt = u_xx' })], null)).toBe(
    'These runs solve two different equations: their errors do not compare.'
  )
})

test('one run alone asks for another', () => {
  expect(sentenceOf([run('A', 0.02)], null)).toBe('A is off by at most 0.0200. Choose another run to compare it with.')
})
