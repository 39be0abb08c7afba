import { expect, test } from 'vitest'
import { Settings, type SettingsInput } from '../training/settings.ts'
import { compileProblem } from './compile.ts'
import { loadProblem } from './document.ts'
import { bindProblem } from './prepare.ts'
import { trialForm } from './trial.ts'

const SOFT = `schema: ansatz.problem/1
variables: { x: [0, 1], t: [0, 2] }
unknowns: [u]
equations: ["u_t = u_xx"]
conditions: ["u(x, 0) = sin(pi*x)", "u(0, t) = 0", "u(1, t) = 0"]
trial: none
`
const boundTo = (source: string, points: SettingsInput['points']) => {
  const problem = compileProblem(loadProblem(source))
  const { built, bindings } = bindProblem(problem, trialForm(problem), Settings.parse({ network: { hidden: [3] }, points }))
  return { conditions: built.groups.conditions.map((group) => bindings.points[group]!), dense: bindings.points[built.groups.dense]! }
}
const sizes = (source: string, points: SettingsInput['points']): number[] => {
  const { conditions, dense } = boundTo(source, points)
  return [...conditions.map((axes) => axes[0]!.length), dense[0]!.length]
}

test('conditions in the loss have as many points as is said, on the boundary and at the beginning; the check grid too', () => {
  expect(sizes(SOFT, {})).toEqual([33, 33, 33, 101 * 101])
  expect(sizes(SOFT, { boundary: 7, initial: 50, check: 20 })).toEqual([50, 7, 7, 400])
  // those that are met exactly are only looked at
  expect(sizes(SOFT.replace('trial: none\n', ''), { boundary: 7, initial: 50 })).toEqual([33, 33, 33, 101 * 101])
})

test('a box: along every free variable; scattered points: in all', () => {
  const cube = SOFT.replace('x: [0, 1]', 'x: [0, 1], y: [0, 1]')
    .replace('u_xx', 'u_xx + u_yy')
    .replaceAll('u(x, 0)', 'u(x, y, 0)')
    .replaceAll(', t) = 0', ', y, t) = 0')
  expect(sizes(cube, { boundary: 5, initial: 6 }).slice(0, 3)).toEqual([36, 25, 25])
  const { conditions } = boundTo(cube, { layout: 'lhs', count: 50, boundary: 5, initial: 6 })
  expect(conditions.map((axes) => axes[0]!.length)).toEqual([6, 5, 5])
  const [initial, left] = conditions
  expect(new Set(initial![2])).toEqual(new Set([0]))
  expect(new Set(left![2]).size).toBe(5)
  expect(Math.max(...left![2]!)).toBeGreaterThan(1)
})

test('the boundary of a domain: in all, on the curve, the first ones whatever their number', () => {
  const disc = (points: SettingsInput['points']) =>
    boundTo(
      `schema: ansatz.problem/1\nvariables: { x: [-1, 1], y: [-1, 1] }\nunknowns: [u]\ndomain: "x^2 + y^2 < 0.64"\nequations: ["u_xx + u_yy = 1"]\nconditions: [{ at: "u(x, y) = 0", on: boundary }]\ntrial: none\n`,
      points
    ).conditions[0]!
  const [x, y] = disc({ boundary: 500 }) as [Float64Array, Float64Array]
  expect(x.length).toBe(500)
  x.forEach((value, p) => expect(Math.hypot(value, y[p]!)).toBeCloseTo(0.8, 12))
  expect(disc({})[0]!.length).toBe(60)
})
