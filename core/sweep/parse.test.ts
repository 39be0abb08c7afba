import { describe, expect, test } from 'vitest'
import { LabError } from '../errors.ts'
import { expandSweep } from './expand.ts'
import { experimentOfRun } from './experiment.ts'
import { parseSweep } from './parse.ts'
import { sweepFromGrid } from './write.ts'

const J11 = `schema: ansatz.sweep/1
name: Decay, learning rate and nodes
experiment: lecture-decay
method: grid
metric: { name: max_abs_error_at_points, goal: minimize }
parameters:
  learning_rate: { values: [1.0e-4, 1.0e-3, 1.0e-2, 1.0e-1, 3.0e-1] }
  width:         { values: [2, 5, 10, 20, 50] }
  optimizer:     { value: gd }
  iterations:    { value: 2000 }
replicates: { seeds: ["lecture:15"] }
`

const fault = (text: string): LabError => {
  try {
    expandSweep(parseSweep(text, 'sweep.yaml'))
  } catch (thrown) {
    if (thrown instanceof LabError) return thrown
    throw thrown
  }
  throw new Error('the sweep was accepted')
}
/** A sweep with one parameter and these further lines. */
const sweep = (lines: string, parameters = 'width: { values: [10, 20] }') =>
  parseSweep(`method: grid\nparameters: { ${parameters} }\n${lines}`)

describe('a grid', () => {
  test('learning rate x nodes: 25 configurations in order, constants in every one', () => {
    const { axes, configurations, seeds } = expandSweep(parseSweep(J11))
    expect(axes.map(({ name, label, values }) => [name, label, values])).toEqual([
      ['learning_rate', 'Learning rate', [1e-4, 1e-3, 1e-2, 1e-1, 3e-1]],
      ['width', 'Nodes', [2, 5, 10, 20, 50]]
    ])
    expect(configurations).toHaveLength(25)
    expect(configurations[0]).toEqual({ config: 'c01', values: { learning_rate: 1e-4, width: 2, optimizer: 'gd', iterations: 2000 } })
    expect(configurations[1]?.values).toMatchObject({ learning_rate: 1e-4, width: 5 })
    expect(configurations[24]).toMatchObject({ config: 'c25', values: { learning_rate: 0.3, width: 50 } })
    expect(seeds).toEqual(['lecture:15'])
  })

  test('the file of the formats page, without what is not built', () => {
    const { configurations, seeds } = expandSweep(
      parseSweep(`
schema: ansatz.sweep/1
name: burgers-width-depth
experiment: problems/burgers.yaml
method: grid
seed: 20261123
metric: { name: rel_l2, goal: minimize, impute: worst }
parameters:
  width:         { values: [20, 50, 100] }
  depth:         { values: [2, 4, 6] }
  activation:    { values: [tanh, sin, swish] }
  learning_rate: { distribution: log_uniform_values, min: 1.0e-4, max: 1.0e-2, points: 3 }
  optimizer:     { value: adam }
constraints: [ "width * depth <= 400" ]
replicates: { seeds: [0, 1, 2, 3, 4] }
limits: { max_iterations: 20000, on_failure: continue, retries: 0 }
run_cap: 400
`)
    )
    // 9 pairs of width and depth, of which 100 x 6 is too large, x 3 x 3
    expect(configurations).toHaveLength(72)
    expect(configurations.every(({ values }) => Number(values.width) * Number(values.depth) <= 400)).toBe(true)
    expect(seeds).toEqual([0, 1, 2, 3, 4])
  })

  test("W&B's file without a schema; zip pairs values instead of multiplying them", () => {
    const { configurations } = expandSweep(
      sweep('zip: [[width, iterations]]', 'width: { values: [10, 20] }, iterations: { values: [100, 200] }, depth: { min: 1, max: 3 }')
    )
    expect(configurations.map(({ values }) => [values.width, values.iterations, values.depth])).toEqual([
      [10, 100, 1],
      [10, 100, 2],
      [10, 100, 3],
      [20, 200, 1],
      [20, 200, 2],
      [20, 200, 3]
    ])
  })

  test('a list pairs everything', () => {
    const { configurations } = expandSweep(
      parseSweep('method: list\nparameters: { width: { values: [10, 20] }, depth: { values: [3, 1] }, optimizer: { value: gd } }')
    )
    expect(configurations.map(({ values }) => values)).toEqual([
      { width: 10, depth: 3, optimizer: 'gd' },
      { width: 20, depth: 1, optimizer: 'gd' }
    ])
  })

  test('values that go in step may come again, in a product each counts once', () => {
    const list = expandSweep(parseSweep('method: list\nparameters: { width: { values: [10, 20, 10] }, depth: { values: [3, 3, 1] } }'))
    expect(list.configurations.map(({ values }) => [values.width, values.depth])).toEqual([
      [10, 3],
      [20, 3],
      [10, 1]
    ])
    expect(list.axes.map(({ values }) => values)).toEqual([
      [10, 20],
      [3, 1]
    ])
    const grid = expandSweep(parseSweep('method: grid\nparameters: { width: { values: [10, 20, 10] } }'))
    expect(grid.configurations).toHaveLength(2)
  })

  test('seeds: counted, of the lecture, or the own one of the experiment', () => {
    expect(expandSweep(sweep('replicates: { count: 3, first_seed: 7 }')).seeds).toEqual([7, 8, 9])
    expect(expandSweep(sweep('replicates: { count: 2, first_seed: "lecture:15" }')).seeds).toEqual(['lecture:15', 'lecture:16'])
    expect(expandSweep(sweep(''), 'lecture:4155').seeds).toEqual(['lecture:4155'])
  })

  test('JSON is read too', () => {
    expect(parseSweep('{"method": "grid", "parameters": {"width": {"values": [1, 2]}}}').parameters[0]?.levels).toEqual([1, 2])
  })
})

describe('the experiment of a run', () => {
  const experiment = {
    problem: { id: 'lecture-decay' },
    settings: { network: { hidden: [10, 30], activation: 'sigmoid' }, training: { iterations: 10000 } }
  }

  test('width and depth reshape the layers that are there', () => {
    expect(experimentOfRun(experiment, { width: 5 }, 'lecture:15')).toEqual({
      problem: { id: 'lecture-decay' },
      settings: { network: { hidden: [5, 5], activation: 'sigmoid' }, training: { iterations: 10000 }, seed: 'lecture:15' }
    })
    expect(experimentOfRun(experiment, { depth: 3 }, 1).settings).toMatchObject({ network: { hidden: [10, 30, 30] } })
    expect(experimentOfRun(experiment, { depth: 1 }, 1).settings).toMatchObject({ network: { hidden: [10] } })
    expect(experimentOfRun(experiment, { depth: 3, width: 8 }, 1).settings).toMatchObject({ network: { hidden: [8, 8, 8] } })
    expect(experimentOfRun({}, { width: 8 }, 1).settings).toMatchObject({ network: { hidden: [8, 8] } })
    expect(experiment.settings.network.hidden).toEqual([10, 30])
  })

  test('paths, lists, problem parameters and the cap on iterations', () => {
    const values = { 'network.hidden': '[5, 7]', learning_rate: 0.1, 'problem.parameters.gamma': 3, 'points.count.x': 12 }
    expect(experimentOfRun(experiment, values, 2, { maxIterations: 500 })).toEqual({
      problem: { id: 'lecture-decay' },
      settings: {
        network: { hidden: [5, 7], activation: 'sigmoid' },
        training: { iterations: 500, learning_rate: 0.1 },
        points: { count: { x: 12 } },
        seed: 2
      },
      parameters: { gamma: 3 }
    })
  })
})

describe('what is wrong is refused where it stands', () => {
  test.each([
    ['method: [grid', 'yaml', 1, 'is never closed'],
    ['parameters: { width: { values: [1] } }', 'missing-key', 1, 'method is missing'],
    ['method: grid', 'missing-key', 1, 'parameters is missing'],
    ['method: grid\nparameters: {}', 'sweep-parameter', 2, 'no parameters'],
    ['method: random\nparameters: { width: { values: [1] } }', 'not-built', 1, 'random is not built yet'],
    ['method: custom\nparameters: { width: { values: [1] } }', 'not-built', 1, 'not a method'],
    ['schema: ansatz.sweep/2\nmethod: grid\nparameters: { width: { values: [1] } }', 'sweep-schema', 1, 'does not know'],
    ['schema: ansatz.problem/1\nmethod: grid\nparameters: { width: { values: [1] } }', 'sweep-schema', 1, 'not a sweep'],
    ['method: grid\nproblem: lecture-decay\nparameters: { width: { values: [1] } }', 'unknown-key', 2, 'varies an experiment'],
    [
      'method: grid\nparameters:\n  width: { value: 1 }\n  learning_rte: { values: [1] }',
      'sweep-parameter',
      4,
      'no parameter learning_rte'
    ],
    ['method: grid\nparameters:\n  width: { vales: [1] }', 'unknown-key', 3, 'vales'],
    ['method: grid\nparameters:\n  seed: { values: [1, 2] }', 'sweep-parameter', 3, 'Seeds are not a parameter'],
    ['method: grid\nparameters:\n  learning_rate: { values: [0.1, -1] }', 'sweep-parameter', 3, '-1 cannot be used'],
    ['method: grid\nparameters:\n  width: { values: [0] }', 'sweep-parameter', 3, '0 cannot be used'],
    ['method: grid\nparameters:\n  width: { values: [ten] }', 'sweep-parameter', 3, 'ten cannot be used'],
    ['method: grid\nparameters:\n  depth: { values: [1.5] }', 'sweep-parameter', 3, '1.5 cannot be used'],
    ['method: grid\nparameters:\n  activation: { values: [tanh, tahn] }', 'sweep-parameter', 3, 'tahn cannot be used'],
    [
      'method: grid\nparameters:\n  width: { values: [1, 2] }\n  network.hidden: { values: [[1], [2]] }',
      'sweep-parameter',
      4,
      'set the same thing'
    ],
    [
      'method: grid\nparameters:\n  learning_rate: { value: 1 }\n  training.learning_rate: { value: 1 }',
      'sweep-parameter',
      4,
      'set the same thing'
    ],
    [
      'method: grid\nparameters: { width: { values: [1] } }\nearly_terminate: { type: asha }',
      'not-built',
      3,
      'early_terminate is not built'
    ],
    ['method: grid\nparameters: { width: { values: [1] } }\nwhen: {}', 'not-built', 3, 'when is not built'],
    ['method: grid\nparameters: { width: { values: [1] } }\nprogram: train.py', 'not-built', 3, 'program tells W&B'],
    ['method: grid\nparameters: { width: { values: [1] } }\nlimits: { minutes_per_run: 3 }', 'not-built', 3, 'minutes_per_run'],
    ['method: grid\nparameters: { width: { values: [1] } }\nmetric: { name: l2_error }', 'sweep-metric', 3, 'no metric l2_error'],
    ['method: grid\nparameters: { width: { values: [1] } }\nconstraints: [ "width * dept <= 4" ]', 'unknown-symbol', 3, 'dept'],
    ['method: grid\nparameters: { width: { values: [1] } }\nconstraints: [ "width + 1" ]', 'sweep-constraint', 3, 'not a relation'],
    ['method: grid\nparameters: { width: { values: [1] } }\nconstraints: [ "width > 4" ]', 'sweep-empty', undefined, 'No combination'],
    ['method: grid\nparameters: { width: { values: [1, 2] } }\nzip: [[width, depth]]', 'sweep-zip', 3, 'not among the parameters'],
    [
      'method: grid\nparameters: { width: { values: [1, 2] }, depth: { values: [1, 2, 3] } }\nzip: [[width, depth]]',
      'sweep-zip',
      3,
      'different lengths'
    ],
    ['method: list\nparameters: { width: { values: [1, 2] }, depth: { values: [1, 2, 3] } }', 'sweep-zip', 2, 'equally many'],
    ['method: grid\nparameters: { width: { values: [1, 2] } }\nreplicates: { seeds: [1, 1] }', 'sweep-seeds', 3, 'twice'],
    ['method: grid\nparameters: { width: { values: [1, 2] } }\nreplicates: { seeds: [1], count: 3 }', 'sweep-seeds', 3, 'either a list'],
    ['method: grid\nparameters: { width: { values: [1, 2] } }\nreplicates: { seeds: [-1] }', 'wrong-value', 3, 'replicates.seeds[0]'],
    ['method: grid\nparameters: { width: { values: [1, 2] } }\nrun_cap: 1', 'sweep-run-cap', undefined, '2 runs'],
    ['method: grid\nparameters: { width: { min: 1, max: 4000 }, iterations: { min: 1, max: 4000 } }', 'sweep-size', undefined, '16000000']
  ])('%j', (text, code, line, message) => {
    const error = fault(text)
    expect(error.message).toContain(message)
    expect(error.code).toBe(code)
    expect(error.place.line).toBe(line)
    expect(error.cure).not.toBe('')
    if (line !== undefined) expect(error.place.file).toBe('sweep.yaml')
  })

  test('the nearest spelling is offered', () => {
    const error = fault('method: grid\nparameters:\n  learning_rte: { values: [1] }')
    expect(error.replacement).toBe('learning_rate')
    expect(error.cure).toContain('Did you mean learning_rate?')
    expect(fault('method: grid\nparamters: {}\nparameters: { width: { value: 1 } }').replacement).toBe('parameters')
  })
})

test('a grid written by the window is read back', () => {
  const text = sweepFromGrid({
    name: 'Decay: learning rate × nodes',
    experiment: 'lecture-decay',
    learning_rates: [1e-4, 0.3],
    widths: [2, 50],
    others: { 'training.iterations': [2000] },
    seeds: ['lecture:15', 16],
    metric: 'max_abs_error_at_points'
  })
  const sweep = parseSweep(text)
  expect(sweep).toMatchObject({
    name: 'Decay: learning rate × nodes',
    experiment: 'lecture-decay',
    metric: { name: 'max_abs_error_at_points' }
  })
  const { configurations, seeds } = expandSweep(sweep)
  expect(configurations.map(({ values }) => [values.learning_rate, values.width])).toEqual([
    [1e-4, 2],
    [1e-4, 50],
    [0.3, 2],
    [0.3, 50]
  ])
  expect(seeds).toEqual(['lecture:15', 16])
})
