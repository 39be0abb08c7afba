import { expect, test } from 'vitest'
import { checkProblem, examine } from './check.ts'
import { bindProblem } from './prepare.ts'
import { trialForm } from './trial.ts'

/** The first loss of a clamped beam of a length: the trial solution and the loss of the network as it is drawn. */
function beam(length: number): { text: string; loss: number; met: boolean[] } {
  const { report, problem, settings } = examine({
    source: `schema: ansatz.problem/1
variables: { x: [0, L] }
unknowns: [w]
parameters: { L: ${length} }
equations: ["w'''' = 1"]
conditions: ["w(0) = 0", "w'(0) = 0", "w(L) = 0", "w'(L) = 0"]
`
  })
  if (problem === undefined || settings === undefined) throw new Error(report.errors[0]?.message)
  return {
    text: report.trial.w!,
    loss: bindProblem(problem, trialForm(problem), settings).engine.loss().terms[0]!,
    met: report.conditions.map(({ met }) => met)
  }
}

test('what vanishes at the conditions is of order one whatever the length of the interval, and they are met exactly', () => {
  const [one, ...long] = [1, 10, 1000].map(beam)
  expect(one!.loss).toBeGreaterThan(1)
  for (const { loss, met } of long) {
    expect(loss / one!.loss).toBeCloseTo(1, 9)
    expect(met).toEqual([true, true, true, true])
  }
  // in the parameter that the end is given by, not in its value
  expect(one!.text).toMatch(/^\(x\/L\)\^2\*\(\(x - 1\)\/L\)\^2\*N/)
})

test('an end that stays where it begins is held, and so is the other', () => {
  const string = (end: string): string[] => {
    const lines = ['u_tt = u_xx', 'u(x, 0) = sin(pi*x) + 1 - x', 'u_t(x, 0) = 0', end, 'u(1, t) = 0', 'x in [0, 1], t in [0, 1]']
    const { errors, conditions } = checkProblem({ source: lines.join('\n') })
    expect(errors).toEqual([])
    return conditions.map(({ how, met }) => `${how} ${met}`)
  }
  expect(string('u_t(0, t) = 0')).toEqual(['hard true', 'hard true', 'hard true', 'hard true'])
  // at a speed that the start does not have
  expect(string('u_t(0, t) = 1')[2]).toBe('soft false')
})
