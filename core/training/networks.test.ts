import { describe, expect, test } from 'vitest'
import { linspace } from '../problem/points.ts'
import { resolveExperiment, type Experiment } from './experiment.ts'
import { Session } from './session.ts'
import { evaluateSolution } from './solution.ts'
import { transferred } from './transfer.ts'

const SYSTEM = `schema: ansatz.problem/1
name: Springs
variables: { t: [0, 2] }
unknowns: [x, y]
equations: ["x' = y", "y' = -x"]
conditions: ["x(0) = 1", "y(0) = 0"]
exact: { x: "cos(t)", y: "-sin(t)" }
`

/** g' = -r g with r = 1 + t, and g = exp(-t - t^2/2) measured. */
const RATE = `schema: ansatz.problem/1
name: Unknown rate
variables: { t: [0, 1] }
unknowns: [g]
equations: ["g' = -r*g"]
conditions: ["g(0) = 1"]
estimate: { r: { of: [t], min: 0 } }
data: { file: g.csv, columns: { t: t, g: g } }
exact: { g: "exp(-t - t^2/2)", r: "1 + t" }
`
const times = linspace(0, 1, 21)
const files = { 'g.csv': ['t,g', ...[...times].map((t) => `${t},${Math.exp(-t - (t * t) / 2)}`)].join('\n') }

const made = (source: string, network: object, more: object = {}): Experiment =>
  resolveExperiment({
    source,
    ...(source === RATE ? { files } : {}),
    settings: {
      network: { hidden: [6, 6], activation: 'tanh', ...network },
      points: { count: 15 },
      training: { optimizer: 'gauss_newton', iterations: 60 },
      ...more
    }
  })

const CASES: [string, Experiment][] = [
  ['a network for each unknown', made(SYSTEM, { separate: true })],
  ['Fourier features', made(SYSTEM, { features: { fourier: { count: 5, sigma: 0.3 } } })],
  ['skips', made(SYSTEM, { skip: true, hidden: [6, 6, 6] })],
  ['an unknown function', made(RATE, { separate: true, skip: true, features: { fourier: { count: 3, sigma: 0.2 } } })]
]

describe.each(CASES)('%s', (_, experiment) => {
  const whole = new Session(experiment)
  const first = whole.loss
  whole.advance(Infinity)

  test('trains, and goes on after an interruption with the same bits', () => {
    expect(whole.loss).toBeLessThan(first / 2)
    const part = new Session(experiment)
    part.advance(25)
    const resumed = new Session(experiment, part.checkpoint())
    resumed.advance(Infinity)
    expect(resumed.checkpoint().parameters).toEqual(whole.checkpoint().parameters)
  })

  test('goes over to another run as the same function', () => {
    const { parameters } = whole.checkpoint()
    const again = transferred(experiment, { run: 'before-1', experiment, parameters })
    expect(again.parameters).toEqual(parameters)
  })

  test('is seen in the picture: every network with what it supplies', () => {
    const { network, networks, functions } = whole.snapshot()
    const supplied = { 'a network for each unknown': ['x', 'y'], 'an unknown function': ['g', 'r'] }[_]
    expect(networks?.map(({ name }) => name)).toEqual(supplied)
    const all = (networks ?? [{ network }]).flatMap((each) => each.network.weights.flatMap(({ values }) => [...values]))
    expect(all).toEqual([...whole.checkpoint().parameters])
    expect(functions?.map(({ name, values, exact }) => [name, values.length, exact?.length])).toEqual(
      experiment.name === 'Unknown rate' ? [['r', 201, 201]] : undefined
    )
  })
})

test('a separate network goes over with the scale of its own unknown', () => {
  const origin = made(SYSTEM, { separate: true })
  const { parameters } = new Session(origin).checkpoint()
  const larger = made(SYSTEM.replace('y(0) = 0', 'y(0) = 7'), { separate: true })
  const moved = transferred(larger, { run: 'springs-1', experiment: origin, parameters }).parameters
  const at = (experiment: Experiment, weights: Float64Array) =>
    evaluateSolution(experiment, weights, { t: [1.3] }).columns.map(({ values }) => values[0]!)
  const [before, after] = [at(origin, parameters), at(larger, moved)]
  // T = value at 0 + t S N
  expect(after[0]).toBeCloseTo(before[0]!, 12)
  expect(after[1]! - 7).toBeCloseTo(before[1]!, 12)
})

test('frequencies of another seed make another network: its weights do not go over', () => {
  const network = { features: { fourier: {} } }
  const origin = made(SYSTEM, network)
  const { parameters } = new Session(origin).checkpoint()
  expect(() => transferred(made(SYSTEM, network, { seed: 2 }), { run: 'springs-1', experiment: origin, parameters })).toThrow(
    /sigma 1, seed 1/
  )
})

describe('the unknown function', () => {
  const experiment = made(RATE, {}, { points: { count: 30 }, training: { iterations: 3000 } })
  const session = new Session(experiment)
  session.advance(Infinity)
  const { parameters } = session.checkpoint()

  test('is found from the data, positive as it must be, and measured against what is known', () => {
    const { by_unknown: errors, max_abs_error } = session.metrics()
    expect(max_abs_error).toBe(errors.g!.max_abs_error)
    expect(errors.g!.max_abs_error).toBeLessThan(2e-3)
    expect(errors.r!.max_abs_error).toBeLessThan(0.1)
  })

  test('is evaluated beside the solution, with its derivatives', () => {
    const h = 1e-5
    const { columns } = evaluateSolution(experiment, parameters, { t: [0.4, 0.4 - h, 0.4 + h] }, ["r'", 'r*g + diff(g, t)'])
    const of = (name: string): Float64Array => columns.find((each) => each.name === name)!.values
    expect(columns.map(({ name, kind }) => `${kind} ${name}`)).toEqual([
      'solution g',
      'function r',
      "derivative r'",
      'derivative r*g + diff(g, t)',
      'exact exact g',
      'error error g',
      'exact exact r',
      'error error r'
    ])
    expect(of("r'")[0]).toBeCloseTo((of('r')[2]! - of('r')[1]!) / (2 * h), 6)
    expect(Math.abs(of('r*g + diff(g, t)')[0]!)).toBeLessThan(0.05)
    expect(of('error r')[0]).toBeCloseTo(of('r')[0]! - 1.4, 14)
  })
})
