import { z } from 'zod'

/** How to train for a problem: the settings half of an experiment document (formats.md, "Experiment"), every default filled in by `parse`. */
export const Activation = z
  .enum(['tanh', 'sigmoid', 'sine', 'silu', 'gelu', 'softplus', 'relu', 'leaky_relu', 'elu', 'sin', 'swish'])
  .transform((name) => (name === 'sin' ? 'sine' : name === 'swish' ? 'silu' : name))
export type Activation = z.output<typeof Activation>

const width = z.int().min(1).max(4096)
const Hidden = z
  .union([z.array(width).min(1).max(16), z.object({ width, depth: z.int().min(1).max(16) }).strict()])
  .transform((hidden) => (Array.isArray(hidden) ? hidden : Array.from({ length: hidden.depth }, () => hidden.width)))

const Fourier = z
  .strictObject({ count: z.int().min(1).max(1024).default(32), sigma: z.number().positive().max(1000).default(1) })
  .meta({ description: 'a mapping such as { count: 32, sigma: 1 }' })

export const NetworkSettings = z
  .object({
    hidden: Hidden.default([20, 20]),
    activation: z.union([Activation, z.array(Activation).min(1)]).default('sine'),
    w0: z.number().positive().default(1),
    initialization: z.enum(['spread', 'xavier', 'he', 'normal', 'lecun', 'siren', 'random_features']).default('spread'),
    inputs: z.enum(['unit', 'raw']).default('unit'),
    /** the first layer reads cos and sin of `count` random frequencies, drawn from N(0, sigma^2), in place of the inputs themselves */
    features: z.strictObject({ fourier: Fourier }).optional(),
    /** a hidden layer as wide as the one before it adds that one's output to its own */
    skip: z.boolean().optional(),
    /** a network for each unknown, in place of one with an output for each */
    separate: z.boolean().optional()
  })
  .strict()

const count = z.int().min(1).max(1_000_000)
/**
 * Density of the points after every `every` iterations (1000; 25 where a second-order method trains): |residual|^k / mean of that + c, over
 * `candidates` times as many random points.
 */
const Adaptive = z
  .strictObject({
    every: z.int().min(1).max(100_000_000).optional(),
    k: z.number().min(0).max(16).default(1),
    c: z.number().min(0).max(1e6).default(1),
    candidates: z.int().min(2).max(100).default(10)
  })
  .meta({ description: 'a mapping such as { every: 1000, k: 1, c: 1 }' })

export const PointSettings = z
  .object({
    count: z.union([count, z.record(z.string(), count)]).optional(),
    layout: z.enum(['uniform', 'chebyshev', 'random', 'lhs', 'sobol']).default('chebyshev'),
    /** collocation points lie in a part of these intervals only: what is learnt of the rest is extrapolated */
    within: z
      .record(z.string(), z.tuple([z.number(), z.number()]))
      .optional()
      .meta({ description: 'a mapping such as { x: [0, 0.5] }' }),
    /** of conditions in the loss at places: along every variable that they leave free, in all on the boundary of a domain */
    boundary: count.optional(),
    /** the same of conditions at the beginning of time */
    initial: count.optional(),
    /** along every variable of the grid on which a solution is judged */
    check: z.int().min(2).max(100_000).optional(),
    /** draws random, lhs and sobol points anew after so many iterations */
    resample: z.int().min(1).max(100_000_000).optional(),
    /** moves points to where the residual is large */
    adaptive: z
      .union([z.literal(true), Adaptive])
      .transform((given) => (given === true ? Adaptive.parse({}) : given))
      .optional()
      .meta({ description: 'true, or a mapping such as { every: 1000, k: 1, c: 1 }' })
  })
  .strict()

const iterations = z.int().min(1).max(100_000_000)
const factor = z.number().positive().lt(1)
/**
 * The learning rate along a phase of n iterations, as a multiple of learning_rate: step multiplies it by `factor` (0.5) after `every` (n/4)
 * iterations; exponential and cosine fall to `to` (0.01) at the end; warmup rises from 0 over the first `over` (n/20) iterations,
 * and goes on with `then` (constant).
 */
export const Schedule = z.union([
  z.enum(['constant', 'step', 'exponential', 'cosine', 'warmup']),
  z.discriminatedUnion('type', [
    z.strictObject({ type: z.literal('constant') }),
    z.strictObject({ type: z.literal('step'), every: iterations.optional(), factor: factor.optional() }),
    z.strictObject({ type: z.literal('exponential'), to: factor.optional() }),
    z.strictObject({ type: z.literal('cosine'), to: factor.optional() }),
    z.strictObject({
      type: z.literal('warmup'),
      over: iterations.optional(),
      then: z.enum(['constant', 'step', 'exponential', 'cosine']).optional()
    })
  ])
])
export type Schedule = z.output<typeof Schedule>

const optimizer = z.enum([
  ...(['auto', 'gd', 'momentum', 'adagrad', 'rmsprop', 'adam', 'adam_course'] as const),
  ...(['lbfgs', 'ssbroyden', 'lm', 'gauss_newton', 'instant'] as const)
])
const learningRate = z.number().positive().optional()
const momentum = z.number().min(0).lt(1)
const method = {
  schedule: Schedule.optional(),
  /** so many collocation points a step; conditions and data are always whole */
  batch: count.optional(),
  /** adds l2 times the sum of the squared weights (not the biases) to what is minimised; the loss that is shown is without it */
  l2: z.number().positive().optional()
}

/** A stretch of training with a method of its own; each begins with a fresh optimiser. */
export const PhaseSettings = z.strictObject({
  optimizer: optimizer.optional(),
  learning_rate: learningRate,
  momentum: momentum.optional(),
  ...method,
  iterations
})

/** Ends training early: at a loss, or at an error against the exact solution, looked at after every `every` (100) iterations. */
const Stop = z.strictObject({
  loss: z.number().positive().optional(),
  max_abs_error: z.number().positive().optional(),
  every: iterations.optional()
})

/** Iterations where none are given, by method; those that end by themselves have room. */
const DEFAULT_ITERATIONS: Partial<Record<z.output<typeof optimizer>, number>> = { gauss_newton: 200, lm: 500, instant: 20 }
const OTHER_ITERATIONS = 3000

export const TrainingSettings = z
  .object({
    optimizer: optimizer.default('auto'),
    learning_rate: learningRate,
    momentum: momentum.default(0.9),
    ...method,
    /** in all; beside phases the last of them is stretched or cut to it */
    iterations: iterations.optional(),
    phases: z.array(PhaseSettings).min(1).max(20).optional(),
    scale: z.enum(['auto', 'none']).default('auto'),
    /** a stored run whose weights are the first ones */
    from: z.string().min(1).max(200).optional(),
    stop: Stop.optional(),
    /** so many further beginnings from fresh weights, at most; the best is kept */
    restarts: z.int().min(0).max(100).optional(),
    /** an initial-value problem in parts, one after another: so many of equal length, or as long as each is solved to round-off */
    windows: z.union([z.literal('auto'), z.int().min(1).max(1000)]).optional()
  })
  .strict()

/** A bare number seeds the lab's own generator; `lecture:15` is the lecture's generator and draw order. */
export const Seed = z.union([z.int().min(0).max(0xffffffff), z.string().regex(/^lecture:\d{1,10}$/)])
export type Seed = z.output<typeof Seed>

export const Settings = z
  .object({
    network: NetworkSettings.prefault({}),
    points: PointSettings.prefault({}),
    training: TrainingSettings.prefault({}).transform((training) => ({
      ...training,
      iterations:
        training.iterations ??
        training.phases?.reduce((sum, phase) => sum + phase.iterations, 0) ??
        DEFAULT_ITERATIONS[training.optimizer] ??
        OTHER_ITERATIONS
    })),
    precision: z.enum(['float64', 'float32']).default('float64'),
    seed: Seed.default(1),
    /** compiled where the machine can; portable: compiled, with the same bits on every machine */
    engine: z.enum(['auto', 'portable', 'interpreter']).default('auto'),
    target: z.object({ max_abs_error: z.number().positive() }).strict().optional()
  })
  .strict()
/** Settings with every default filled in. */
export type Settings = z.output<typeof Settings>
/** Settings as a user writes them: everything may be left out. */
export type SettingsInput = z.input<typeof Settings>
