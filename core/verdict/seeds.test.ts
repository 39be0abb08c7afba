import { expect, test } from 'vitest'
import { judgeSeeds } from './seeds.ts'

const solution = (seed: number, ...values: number[]) => ({
  seed,
  values: [Float64Array.from(values)],
  verdict: { estimated_error: 1e-6, certified: true, scale: 1, level: 'sound' as const }
})

test('half the largest distance between any two seeds is the error bar', () => {
  const said = judgeSeeds([solution(1, 0, 1), solution(2, 0.001, 1), solution(3, -0.003, 1)])!
  expect(said.spread).toBeCloseTo(0.002, 12)
  expect(said.disagree).toBe(false)
  expect(said.sentence).toBe('3 seeds agree to within 0.002 of their middle.')
})

test('solutions much further apart than their residuals allow are not all right', () => {
  const said = judgeSeeds([solution(1, 0, 1), solution(2, 0, 1), solution(3, 0, 0)])!
  expect(said.spread).toBe(0.5)
  expect(said.disagree).toBe(true)
  expect(said.sentence).toContain('up to 1 apart')
  expect(said.sentence).toContain('wrong branch')
})

test('a residual that allows as much explains the distance', () => {
  const loose = { ...solution(2, 0, 0.9), verdict: { estimated_error: 0.2, certified: true, scale: 1, level: 'rough' as const } }
  expect(judgeSeeds([solution(1, 0, 1), loose])!.disagree).toBe(false)
  const uncertified = { ...loose, verdict: { ...loose.verdict, certified: false } }
  expect(judgeSeeds([solution(1, 0, 1), uncertified])!.disagree).toBe(true)
})

test('seeds that agree on a wrong branch are no proof', () => {
  const wrong = (seed: number) => ({
    ...solution(seed, 0, 1),
    verdict: { estimated_error: 20, certified: false, scale: 1, level: 'wrong' as const }
  })
  expect(judgeSeeds([wrong(1), wrong(2)])!.sentence).toContain('no proof')
})

test('one seed says nothing; a solution that is not finite disagrees', () => {
  expect(judgeSeeds([solution(1, 0)])).toBeUndefined()
  expect(judgeSeeds([solution(1, 0), solution(2, NaN)])!.disagree).toBe(true)
})
