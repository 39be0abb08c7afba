import { describe, expect, test } from 'vitest'
import { LIBRARY } from '../problem/library/index.ts'
import { linspace } from '../problem/points.ts'
import { resolveExperiment, type Experiment } from './experiment.ts'
import { Session } from './session.ts'
import { evaluateSolution } from './solution.ts'

function trained(source: string, settings: unknown, id?: string): { experiment: Experiment; weights: Float64Array; session: Session } {
  const experiment = resolveExperiment({ source, settings, id })
  const session = new Session(experiment)
  session.advance(Infinity)
  return { experiment, session, weights: session.checkpoint().parameters }
}
const library = (id: string): string => LIBRARY.find((entry) => entry.id === id)!.yaml
const column = (evaluation: ReturnType<typeof evaluateSolution>, name: string): Float64Array =>
  evaluation.columns.find((each) => each.name === name)!.values
const largest = (values: Iterable<number>): number => Math.max(...Array.from(values, Math.abs))

// course.md J26: trained on [0, 1], shown on [0, 2]
test('the lecture’s decay inside and outside the interval of training', () => {
  const { experiment, weights } = trained(library('lecture-decay'), undefined)
  const t = linspace(0, 2, 2001)
  const evaluation = evaluateSolution(experiment, weights, { t })
  expect(evaluation.columns.map(({ name, kind }) => [name, kind])).toEqual([
    ['g', 'solution'],
    ['exact', 'exact'],
    ['error', 'error']
  ])
  const error = column(evaluation, 'error')
  expect(largest(error.subarray(0, 1001))).toBeCloseTo(0.0438341, 6)
  expect(largest(error.subarray(1001))).toBeCloseTo(0.762, 3)
  expect([...evaluation.extrapolated]).toEqual([...t].map((value) => (value > 1 ? 1 : 0)))
})

describe('derivatives', () => {
  const SOURCE = `schema: ansatz.problem/1
name: Heat
variables: { x: [0, 2], t: [0, 1] }
unknowns: [u]
equations: ["u_t = u_xx"]
conditions: ["u(x, 0) = sin(pi*x/2)", "u(0, t) = 0", "u_x(2, t) = -pi/2"]
`
  const heat = trained(SOURCE, { network: { hidden: [7, 7] }, points: { count: 8 }, training: { iterations: 30 } })
  const at = (x: number, t: number, derivatives: string[] = []) =>
    evaluateSolution(heat.experiment, heat.weights, { x: [x], t: [t] }, derivatives)
  const u = (x: number, t: number): number => column(at(x, t), 'u')[0]!

  test('agree with central differences of the solution', () => {
    const h = 1e-4
    const [x, t] = [0.7, 0.4]
    const found = at(x, t, ['u_x', 'u_t', 'u_xx', 'diff(u, x, t)', 'u*u_x - t'])
    const [ux, ut] = [(u(x + h, t) - u(x - h, t)) / (2 * h), (u(x, t + h) - u(x, t - h)) / (2 * h)]
    expect(column(found, 'u_x')[0]).toBeCloseTo(ux, 6)
    expect(column(found, 'u_t')[0]).toBeCloseTo(ut, 6)
    expect(column(found, 'u_xx')[0]).toBeCloseTo((u(x + h, t) - 2 * u(x, t) + u(x - h, t)) / h ** 2, 5)
    const mixed = (u(x + h, t + h) - u(x + h, t - h) - u(x - h, t + h) + u(x - h, t - h)) / (4 * h * h)
    expect(column(found, 'diff(u, x, t)')[0]).toBeCloseTo(mixed, 5)
    expect(column(found, 'u*u_x - t')[0]).toBeCloseTo(u(x, t) * column(found, 'u_x')[0]! - t, 12)
  })

  test('asking for higher ones changes no value: the scales are those of training', () => {
    const plain = column(at(1.1, 0.3), 'u')[0]
    expect(column(at(1.1, 0.3, ['diff(u, x, 4)']), 'u')[0]).toBe(plain)
    const { axes, fields } = heat.session.snapshot()
    const [x, t] = [axes[0]!.values[20]!, axes[1]!.values[31]!]
    expect(u(x, t)).toBeCloseTo(fields[0]!.solution[20 * 61 + 31]!, 13)
  })

  test('hold the conditions', () => {
    expect(column(at(2, 0.77, ['u_x']), 'u_x')[0]).toBeCloseTo(-Math.PI / 2, 12)
  })
})

test('several unknowns have columns each, a point outside a general domain is marked', () => {
  const source = `schema: ansatz.problem/1
name: Disc
variables: { x: [-1, 1], y: [-1, 1] }
unknowns: [u]
domain: "x^2 + y^2 < 1"
equations: ["u_xx + u_yy = -4"]
conditions: [{ at: "u(x, y) = 0", on: boundary }]
exact: { u: "1 - x^2 - y^2" }
`
  const { experiment } = trained(source, { points: { count: 6 }, training: { iterations: 1 } })
  const evaluation = evaluateSolution(experiment, undefined, { x: [0, 0.9, 1], y: [0, 0.9, 0] })
  expect([...evaluation.extrapolated]).toEqual([0, 1, 0])
  expect(column(evaluation, 'exact')[0]).toBe(1)
  const system = `schema: ansatz.problem/1
name: Circle
variables: { t: [0, 1] }
unknowns: [a, b]
equations: ["a' = b", "b' = -a"]
conditions: ["a(0) = 0", "b(0) = 1"]
exact: { a: sin(t) }
`
  const two = trained(system, { training: { iterations: 1 } })
  const both = evaluateSolution(two.experiment, two.weights, { t: [0, 0.5] }, ["a' - b"])
  expect(both.columns.map(({ name }) => name)).toEqual(['a', 'b', "a' - b", 'exact a', 'error a'])
})

describe('what does not fit is refused', () => {
  const { experiment } = trained(library('lecture-diffusion'), { training: { iterations: 1 } })
  test.each<[string, Record<string, number[]>, string[], RegExp]>([
    ['a variable that is missing', { x: [0] }, [], /do not say t/],
    ['one that is not there', { x: [0], t: [0], y: [0] }, [], /y is not a variable/],
    ['another number of values', { x: [0, 1], t: [0] }, [], /2 values of x but 1 of t/],
    ['what is no number', { x: [NaN], t: [0] }, [], /Point 1: x is NaN/],
    ['too many points', { x: Array.from({ length: 200_001 }, () => 0), t: Array.from({ length: 200_001 }, () => 0) }, [], /too many/],
    ['an unknown derivative', { x: [0], t: [0] }, ['v_x'], /v_x/],
    ['an unreadable one', { x: [0], t: [0] }, ['g_x +'], /./]
  ])('%s', (_, points, derivatives, message) => {
    expect(() => evaluateSolution(experiment, undefined, points, derivatives)).toThrow(
      expect.objectContaining({ name: 'LabError', message: expect.stringMatching(message) as string })
    )
  })
})
