import { describe, expect, test } from 'vitest'
import { bindExperiment } from '../problem/prepare.ts'
import { AdaptiveWeights } from './adaptive-weights.ts'
import { Batches } from './batches.ts'
import type { Experiment } from './experiment.ts'
import { learningRate, methodOf } from './learning-rate.ts'
import { extended, phasesOf } from './phases.ts'
import { Session } from './session.ts'
import { small, SOFT } from './testing/problems.ts'

function trained(experiment: Experiment, iterations = Infinity): Session {
  const session = new Session(experiment)
  session.advance(iterations)
  return session
}
const weights = (session: Session): Float64Array => session.checkpoint().parameters

describe('schedules', () => {
  const rates = (schedule: Parameters<typeof methodOf>[0]['schedule'], ks: number[]): number[] =>
    ks.map((k) => learningRate(methodOf({ optimizer: 'adam', learning_rate: 2, schedule }), k, 100))

  test.each<[Parameters<typeof methodOf>[0]['schedule'], number[], number[]]>([
    ['constant', [0, 50, 99], [2, 2, 2]],
    ['step', [0, 24, 25, 75], [2, 2, 1, 0.25]],
    [{ type: 'step', every: 10, factor: 0.1 }, [9, 10, 20], [2, 0.2, 0.02]],
    ['exponential', [0, 50, 100], [2, 0.2, 0.02]],
    ['cosine', [0, 50, 100], [2, 1.01, 0.02]],
    [{ type: 'cosine', to: 0.5 }, [0, 50, 100], [2, 1.5, 1]],
    ['warmup', [0, 3, 4, 99], [0.4, 1.6, 2, 2]],
    [{ type: 'warmup', over: 10, then: 'cosine' }, [0, 9, 10, 55, 100], [0.2, 2, 2, 1.01, 0.02]]
  ])('%j', (schedule, ks, expected) => {
    rates(schedule, ks).forEach((rate, k) => expect(rate).toBeCloseTo(expected[k]!, 12))
  })
})

describe('phases', () => {
  const phases = [
    { optimizer: 'adam', iterations: 20, learning_rate: 0.02 },
    { optimizer: 'gd', iterations: 15 }
  ]

  test('the second begins where the first ended, with an optimiser of its own', () => {
    const both = trained(small({ training: { phases } }))
    const first = trained(small({ training: { optimizer: 'adam', learning_rate: 0.02, iterations: 20 } }))
    const second = new Session(small({ training: { optimizer: 'gd', iterations: 15 } }), {
      ...first.checkpoint(),
      iteration: 0,
      optimizer: undefined
    })
    second.advance(Infinity)
    expect(both.iteration).toBe(35)
    expect(weights(both)).toEqual(weights(second))
  })

  test('two of one optimiser are not one: its memory is fresh', () => {
    const optimizer = 'momentum'
    const parted = trained(
      small({
        training: {
          phases: [
            { optimizer, iterations: 20 },
            { optimizer, iterations: 20 }
          ]
        }
      })
    )
    expect(weights(parted)).not.toEqual(weights(trained(small({ training: { optimizer, iterations: 40 } }))))
  })

  test('stored settings say everything, and mean the same', () => {
    const { settings } = small({
      training: {
        phases: [
          { optimizer: 'adam', iterations: 20 },
          { optimizer: 'gd', iterations: 15, l2: 0.1 }
        ]
      }
    })
    expect(settings.training).toMatchObject({ optimizer: 'adam', learning_rate: 0.01, schedule: 'constant', iterations: 35 })
    expect(settings.training.phases).toMatchObject([
      { learning_rate: 0.01, schedule: 'constant' },
      { learning_rate: 1e-3, schedule: 'constant', l2: 0.1 }
    ])
    expect(small(settings).settings).toEqual(settings)
  })

  test('one that names no optimiser goes on with what stands beside them', () => {
    const { settings } = small({
      training: { optimizer: 'momentum', learning_rate: 0.02, batch: 8, phases: [{ iterations: 4 }, { optimizer: 'adam', iterations: 4 }] }
    })
    expect(phasesOf(settings.training)).toMatchObject([
      { from: 0, method: { optimizer: 'momentum', learningRate: 0.02 }, batch: 8 },
      { from: 4, method: { optimizer: 'adam', learningRate: 0.01 }, batch: 8 }
    ])
  })

  test('iterations beside them stretch or cut the last; phases laid over a method take its place', () => {
    expect(phasesOf(small({ training: { phases, iterations: 50 } }).settings.training).map(({ iterations }) => iterations)).toEqual([
      20, 30
    ])
    const own = `${'settings:\n'}  training: { optimizer: gd, learning_rate: 0.5, iterations: 1000 }\n`
    const source = `schema: ansatz.problem/1\nvariables: { t: [0, 2] }\nunknowns: [g]\nequations: ["g' = -g"]\nconditions: ["g(0) = 1"]\n${own}`
    expect(phasesOf(small({ training: { phases } }, source).settings.training)).toMatchObject([
      { iterations: 20, method: { learningRate: 0.02 } },
      { iterations: 15, method: { optimizer: 'gd', learningRate: 1e-3 } }
    ])
  })

  test('going on stretches the last phase, or cuts what was planned', () => {
    const { training } = small({ training: { phases, stop: { loss: 1e-9 } } }).settings
    expect(extended(training, 35, 100)).toMatchObject({ iterations: 135, phases: [{ iterations: 20 }, { iterations: 115 }] })
    expect(extended(training, 10, 5)).toMatchObject({ iterations: 15, phases: [{ iterations: 15 }] })
    expect(extended(training, 10, 15)).toMatchObject({ iterations: 25, phases: [{ iterations: 20 }, { iterations: 5 }] })
    expect(extended(training, 35, 1).stop).toBeUndefined()
  })
})

describe('batches', () => {
  const experiment = small({ training: { iterations: 40, batch: 6, optimizer: 'gd' } })

  test('use every point once an epoch, and their gradients add up to the whole', () => {
    const bound = bindExperiment(experiment)
    const batches = new Batches(bound, 6, 1, 0)
    expect(batches.count).toBe(4)
    const sum = new Float64Array(bound.bindings.parameters.length)
    for (let step = 0; step < 4; step++) {
      const part = new Float64Array(sum.length)
      batches.engine(step).gradient(part)
      part.forEach((value, k) => (sum[k]! += value / 4)) // 20 points in 4 batches of 5
    }
    const whole = new Float64Array(sum.length)
    bound.engine.gradient(whole)
    whole.forEach((value, k) => expect(sum[k]).toBeCloseTo(value, 10))
  })

  test('come in another order every epoch', () => {
    const bound = bindExperiment(experiment)
    const batches = new Batches(bound, 2, 1, 0)
    const epoch = (e: number) => Array.from({ length: batches.count }, (_, k) => batches.engine(e * batches.count + k))
    expect(epoch(0)).not.toEqual(epoch(1))
    expect(new Set(epoch(0))).toEqual(new Set(epoch(1)))
  })

  test('show the loss over all points, once an epoch and at the end', () => {
    const session = trained(experiment)
    const { iteration, loss } = session.history()
    expect([...iteration]).toEqual([0, 4, 8, 12, 16, 20, 24, 28, 32, 36, 40])
    const parameters = weights(session)
    const whole = new Session(small({ training: { iterations: 40, optimizer: 'gd' } }), {
      ...session.checkpoint(),
      parameters,
      optimizer: undefined
    })
    expect(loss.at(-1)).toBe(whole.loss)
  })

  test('of all points are no batches', () => {
    expect(weights(trained(small({ training: { optimizer: 'adam', iterations: 10, batch: 20 } })))).toEqual(
      weights(trained(small({ training: { optimizer: 'adam', iterations: 10 } })))
    )
  })
})

test('l2 pulls at the weights and not at the biases', () => {
  const step = (l2?: number): Float64Array =>
    weights(trained(small({ training: { optimizer: 'gd', learning_rate: 0.1, iterations: 1, l2 } })))
  const before = weights(new Session(small()))
  const [without, penalised] = [step(), step(0.25)]
  const [weight, bias] = [1, 0] // hidden layer: rows of [bias, weight]
  expect(penalised[weight]! - without[weight]!).toBeCloseTo(-0.1 * 2 * 0.25 * before[weight]!, 14)
  expect(penalised[bias]).toBe(without[bias])
})

describe('resampling', () => {
  const points = (iterations: number): Float64Array =>
    trained(small({ points: { count: 12, layout: 'sobol', resample: 10 } }), iterations).snapshot().points.at[0]!

  test('draws other points after so many iterations', () => {
    expect(points(9)).toEqual(points(0))
    expect(points(10)).not.toEqual(points(9))
    expect(points(19)).toEqual(points(10))
    expect(points(10)).toHaveLength(12)
    expect(Math.max(...points(10))).toBeLessThanOrEqual(2)
  })

  test('ends with the points of the last step', () => {
    expect(points(40)).toEqual(points(39))
  })

  test('tells the points at which training stands to what judges it', () => {
    const run = trained(small({ points: { count: 12, layout: 'sobol', resample: 10 } }), 25)
    expect(run.checkpoint().points?.at[0]).toEqual(points(25))
  })
})

describe('stop', () => {
  test('at a loss: finished there, and says so', () => {
    const session = trained(small({ training: { optimizer: 'adam', iterations: 2000, stop: { loss: 0.01 } } }))
    expect([session.status, session.reason]).toEqual(['finished', `The loss reached 0.01 at iteration ${session.iteration}.`])
    expect(session.loss).toBeLessThanOrEqual(0.01)
    const { iteration, loss } = session.history()
    expect(iteration.at(-1)).toBe(session.iteration)
    expect(loss.at(-2)).toBeGreaterThan(0.01)
  })

  test('at an error, looked at now and then', () => {
    const session = trained(small({ training: { iterations: 2000, stop: { max_abs_error: 0.05, every: 25 } } }))
    expect(session.metrics().max_abs_error).toBeLessThanOrEqual(0.05)
    expect(session.iteration % 25).toBe(0)
    expect(session.iteration).toBeLessThan(2000)
  })
})

describe('the terms of the loss', () => {
  test('are kept beside it and sum up to it with their weights', () => {
    const { iteration, loss, parts } = trained(small({}, SOFT)).history()
    expect(parts!.map(({ name, weight }) => [name, weight])).toEqual([
      ['equation 1', 1],
      ['c1', 10],
      ['c2', 1],
      ['c3', 1]
    ])
    iteration.forEach((_, k) => expect(parts!.reduce((sum, part) => sum + part.weight * part.loss[k]!, 0)).toBeCloseTo(loss[k]!, 12))
    expect(parts![0]!.loss[0]).not.toBe(parts![1]!.loss[0])
  })

  test('are not kept where there is only one', () => {
    expect(trained(small()).history().parts).toBeUndefined()
  })
})

describe('weights that adjust themselves', () => {
  const source = (kind: string): string => SOFT.replace(/weights: .*/, `weights: ${kind}`)
  const STEP = 1e-5

  /** d/d theta of functions of the weights, by central differences. */
  function jacobian(parameters: Float64Array, values: () => Float64Array): Float64Array[] {
    return Array.from(parameters, (value, k) => {
      parameters[k] = value + STEP
      const above = values().slice()
      parameters[k] = value - STEP
      const below = values()
      parameters[k] = value
      return above.map((x, at) => (x - below[at]!) / (2 * STEP))
    })
  }

  test('gradient_norm: by the norms of the terms’ gradients', () => {
    const experiment = small({ training: { scale: 'none', iterations: 5 } }, source('gradient_norm'))
    const bound = bindExperiment(experiment)
    const rows = jacobian(bound.bindings.parameters, () => bound.engine.loss().terms)
    const norms = [0, 1, 2, 3].map((term) => Math.hypot(...rows.map((row) => row[term]!)))
    const sum = norms.reduce((a, b) => a + b, 0)
    const adaptive = new AdaptiveWeights('gradient_norm', bound)
    adaptive.update(0, bound)
    norms.forEach((norm, k) => expect(adaptive.factors[k]! / (0.9 + 0.1 * (sum / norm))).toBeCloseTo(1, 6))
    const before = adaptive.factors.slice()
    adaptive.update(1, bound)
    expect(adaptive.factors).toEqual(before)
  })

  test('ntk: by the traces of the terms’ kernels', () => {
    const experiment = small({ training: { scale: 'none', iterations: 5 } }, source('ntk'))
    const bound = bindExperiment(experiment)
    const { plan } = bound.built
    const groups = plan.groups.flatMap((group, index) => (group.role === 'train' ? [index] : []))
    const traces = groups.map((group) => {
      const out = new Float64Array(bound.bindings.points[group]![0]!.length)
      const rows = jacobian(bound.bindings.parameters, () => {
        bound.engine.residuals(group, 0, out)
        return out
      })
      const perPoint = Array.from(out, (_, p) => rows.reduce((sum, row) => sum + row[p]! ** 2, 0))
      // 25 points of the equation all count; of the 33 along an edge 32
      const at = Array.from({ length: 32 }, (_, s) => (out.length <= 32 ? s % out.length : Math.floor(((s + 0.5) * out.length) / 32)))
      return at.reduce((sum, p) => sum + perPoint[p]!, 0) / 32
    })
    const sum = traces.reduce((a, b) => a + b, 0)
    const adaptive = new AdaptiveWeights('ntk', bound)
    adaptive.update(0, bound)
    traces.forEach((trace, k) => expect(adaptive.factors[k]! / (0.9 + 0.1 * (sum / trace))).toBeCloseTo(1, 4))
  })

  test('what is shown stays the loss without them', () => {
    const session = trained(small({ training: { iterations: 250 } }, source('gradient_norm')))
    const { loss, parts } = session.history()
    expect(parts!.reduce((sum, part) => sum + part.loss.at(-1)!, 0)).toBeCloseTo(loss.at(-1)!, 12)
    expect(session.checkpoint().weights!.some((factor) => factor !== 1)).toBe(true)
  })
})

describe('what does not fit together is refused', () => {
  test.each<[object, string, RegExp]>([
    [
      { training: { phases: [{ optimizer: 'adam', iterations: 10 }, { iterations: 5 }], iterations: 10 } },
      'phases-iterations',
      /before the last one take 10/
    ],
    [
      { training: { phases: [{ optimizer: 'adam', iterations: 10 }], learning_rate: 0.5 } },
      'phases-method',
      /learning_rate changes nothing/
    ],
    [{ training: { phases: [{ optimizer: 'adam', iterations: 10 }], optimizer: 'gd' } }, 'phases-method', /optimizer changes nothing/],
    [{ training: { phases: [] } }, 'wrong-value', /phases/],
    [{ training: { phases: [{ optimizer: 'adam' }] } }, 'missing-key', /iterations/],
    [{ training: { phases: [{ optimizer: 'sgd', iterations: 4 }] } }, 'wrong-value', /sgd/],
    [{ points: { resample: 10 } }, 'resample-layout', /chebyshev points are the same/],
    [{ training: { stop: {} } }, 'stop-empty', /where to stop/],
    [{ training: { schedule: 'linear' } }, 'wrong-value', /linear/],
    [{ training: { schedule: { type: 'step', to: 0.1 } } }, 'unknown-key', /to is not a key/],
    [{ training: { batch: 0 } }, 'wrong-value', /batch/],
    [{ training: { l2: -1 } }, 'wrong-value', /l2/]
  ])('%j', (settings, code, message) => {
    expect(() => small(settings)).toThrow(expect.objectContaining({ code, message: expect.stringMatching(message) as string }))
  })

  test('a stop at an error that cannot be known', () => {
    const unknown = SOFT.replace(/exact: .*/, '')
    expect(() => small({ training: { stop: { max_abs_error: 1 } } }, unknown)).toThrow(expect.objectContaining({ code: 'stop-exact' }))
  })
})
