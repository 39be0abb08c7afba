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
  const far = { ...wrong(3), values: [Float64Array.of(0, 0)] }
  expect(judgeSeeds([wrong(1), far])).toMatchObject({ word: '2 seeds, none right', apart: [], sound: false })
  expect(judgeSeeds([wrong(1), far])!.sentence).toBe('None of 2 seeds is right by its own verdict; they lie up to 1 apart.')
})

test('which seeds sit on a wrong branch is said: by their own verdicts, else by what most agree on', () => {
  const three = [solution(1, 0, 1), solution(2, 0, 1), solution(3, 0, 0)]
  expect(judgeSeeds(three)).toMatchObject({ apart: [3], sound: false, word: 'Of 3 seeds 1 on a wrong branch', errors: null })
  expect(judgeSeeds(three)!.sentence).toContain('seed 3 sits on a wrong branch')
  const known = three.map((one, k) => ({ ...one, verdict: { ...one.verdict, level: k < 2 ? ('wrong' as const) : one.verdict.level } }))
  expect(judgeSeeds(known)!.apart).toEqual([1, 2])
  expect(judgeSeeds([solution(1, 0, 1), solution(2, 0, 0)])).toMatchObject({ apart: [], word: '2 seeds disagree' })
})

test('a seed that failed is not lost in a mean', () => {
  const known = (seed: number, error: number) => ({ ...solution(seed, 0, 1), verdict: { ...solution(seed).verdict, error } })
  const all = [known(1, 1e-9), known(2, 3e-9), known(4, 2e-9)]
  expect(judgeSeeds(all)).toMatchObject({ errors: { median: 2e-9, worst: 3e-9 }, sound: true, word: '3 seeds agree' })
  const said = judgeSeeds(all, [{ seed: 'lecture:3', how: 'diverged' }])!
  expect(said).toMatchObject({ errors: { median: 2.5e-9, worst: null }, sound: false, word: 'Of 4 seeds 1 diverged' })
  expect(said.sentence).toContain('Of 4 seeds one gave no solution: seed 3 diverged.')
  expect(said.sentence).toContain('median 2.5e-9, worst none, as it failed')
  const alone = judgeSeeds(
    [known(1, 1e-9)],
    [2, 3].map((seed) => ({ seed, how: 'diverged' }))
  )!
  expect(alone).toMatchObject({ spread: null, errors: { median: null, worst: null }, word: 'Of 3 seeds 2 diverged' })
})

test('one seed says nothing; a solution that is not finite disagrees', () => {
  expect(judgeSeeds([solution(1, 0)])).toBeUndefined()
  expect(judgeSeeds([solution(1, 0), solution(2, NaN)])!.disagree).toBe(true)
})
