import { expect, test } from 'vitest'
import { examine } from './check.ts'
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
