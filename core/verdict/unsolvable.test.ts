import { expect, test } from 'vitest'
import { judgedAs } from './testing/judged.ts'
import type { Fit } from '../reference/equation.ts'
import type { ReferenceSolution } from '../reference/solution.ts'

test.each([
  [['0', 'pi'], "y'' + y = 0", ['y(0) = 0', 'y(pi) = 0'], '0.7*sin(x)', 'any multiple of sin(x) may be added'],
  [['0', '1'], "y'' = cos(pi*x)", ["y'(0) = 0", "y'(1) = 0"], '2 - cos(pi*x)/pi^2', 'any constant may be added'],
  [['1', '3'], "y'' + pi^2*y = 0", ["y'(1) = 0", "y'(3) = 0"], 'cos(pi*x)', 'any multiple of cos(pi*(x - 1)) may be added'],
  [
    ['0', '1'],
    "y'''' = 0",
    ["y''(0) = 0", "y''(1) = 0", "y'''(0) = 0", "y'''(1) = 0"],
    '1 + x',
    'any multiples of 2 functions may be added'
  ]
])('solutions that are not unique on %s: %s', ([from, to], equation, conditions, solution, free) => {
  const said = judgedAs(
    `variables: { x: [${from}, ${to}] }\nunknowns: [y]\nequations: ["${equation}"]\nconditions: ${JSON.stringify(conditions)}`,
    solution
  )
  expect(said.level).toBe('sound')
  expect(said.suspicions[0]).toMatchObject({ code: 'not-unique', message: `The solutions are not unique: ${free}.` })
  expect(said.reference).toBeNull()
  expect(said.error).toBeLessThan(1e-12)
})

const bratu = (lambda: number): string =>
  `variables: { x: [0, 1] }\nunknowns: [y]\nequations: ["y'' + ${lambda}*exp(y) = 0"]\nconditions: ["y(0) = 0", "y(1) = 0"]`
const onward = (equation: string, to: number): string =>
  `variables: { t: [0, ${to}] }\nunknowns: [y]\nequations: ["${equation}"]\nconditions: ["y(0) = 1"]`

test.each([
  // Bratu's equation has none above 3.5138
  ['Bratu, 5', bratu(5), '4.7*x*(1 - x)', 'no-solution', /may have no solution/],
  [
    'resonance',
    'variables: { x: [0, pi] }\nunknowns: [y]\nequations: ["y\'\' + y = 1"]\nconditions: ["y(0) = 0", "y(pi) = 0"]',
    '0.3*sin(x)',
    'no-solution',
    /has no solution/
  ],
  // 1/(1 - t)
  ['blow-up', onward("y' = y^2", 2), '1 + t', 'blow-up', /beyond all bounds at t = 1:.*before t = 1\./],
  // tan(t + pi/4)
  ['blow-up at pi/4', onward("y' = 1 + y^2", 2), '1 + t', 'blow-up', /beyond all bounds at t = 0\.7854/],
  // (1 - t/2)^2 to t = 2, and any zero after it
  ['an end', onward("y' = -sqrt(y)", 3), '1 - t/3', 'blow-up', /followed beyond t = 2/]
])('%s: the words say that there is no solution', (_, lines, solution, code, words) => {
  const said = judgedAs(lines, solution)
  expect(said.level).toBe('wrong')
  expect(said.suspicions[0]!.code).toBe(code)
  expect(said.sentence).toMatch(words)
  expect(said.sentence).not.toMatch(/e\d\d away|windows|train longer/)
  expect(said.cures).toEqual([])
})

test('a solvable problem that is far from learnt is not called unsolvable', () => {
  const said = judgedAs(bratu(1), '4.7*x*(1 - x)')
  expect(said.level).toBe('wrong')
  expect(said.suspicions.map(({ code }) => code)).not.toContain('no-solution')
})

test('an error that round-off may make is not called smaller', () => {
  // e^20 = 4.9e8 times half a unit in the last place
  const said = judgedAs(
    'variables: { t: [0, 10] }\nunknowns: [y]\nequations: ["y\' = 2*(y - sin(t)) + cos(t)"]\nconditions: ["y(0) = 0"]',
    'sin(t)',
    { reason: 'not asked' }
  )
  expect(said.error).toBeGreaterThan(1e-9)
  expect(said.sentence).toMatch(/no more than \d\.\de-[78], which is round-off/)
})

test('an estimate that a classical solution of stated error contradicts certifies nothing', () => {
  const lines = onward("y' = -y", 1)
  const classical = (by: number): Fit<ReferenceSolution> => ({
    fit: {
      ...{ method: 'dormand_prince', label: 'Dormand-Prince', error: 1e-12, seconds: 0, notes: [] },
      at: ([t]) => [t!.map((time) => Math.exp(-time) + by)]
    }
  })
  expect(judgedAs(lines, 'exp(-t)', classical(1e-13)).certified).toBe(true)
  const said = judgedAs(lines, 'exp(-t)', classical(1e-7))
  expect(said.certified).toBe(false)
  expect(said.sentence).toMatch(/Not certified: a classical solution that states an error of 1\.0e-12 lies 1\.0e-7 away/)
  expect(said.error).toBeCloseTo(1e-7, 10)
})

test('a boundary value problem that switches in the middle is told so, with what helps', () => {
  const said = judgedAs(
    'variables: { x: [0, 1] }\nunknowns: [y]\nequations: ["y\'\' = if(x < 0.5, 1, 0)"]\nconditions: ["y(0) = 0", "y(1) = 0"]',
    '-0.06*sin(pi*x)'
  )
  expect(said.sentence).toMatch(/switches at x = 0\.5: .*kink.*points\.adaptive/)
})
