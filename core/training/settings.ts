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

export const NetworkSettings = z
  .object({
    hidden: Hidden.default([20, 20]),
    activation: z.union([Activation, z.array(Activation).min(1)]).default('sine'),
    w0: z.number().positive().default(1),
    initialization: z.enum(['xavier', 'he', 'normal', 'lecun', 'siren']).default('xavier'),
    inputs: z.enum(['unit', 'raw']).default('unit')
  })
  .strict()

const count = z.int().min(1).max(1_000_000)
export const PointSettings = z
  .object({
    count: z.union([count, z.record(z.string(), count)]).optional(),
    layout: z.enum(['uniform', 'chebyshev', 'random', 'lhs', 'sobol']).default('chebyshev')
  })
  .strict()

export const TrainingSettings = z
  .object({
    optimizer: z.enum(['auto', 'gd', 'momentum', 'adagrad', 'rmsprop', 'adam']).default('auto'),
    learning_rate: z.number().positive().optional(),
    momentum: z.number().min(0).lt(1).default(0.9),
    schedule: z.enum(['constant', 'cosine']).optional(),
    iterations: z.int().min(1).max(100_000_000).default(3000),
    scale: z.enum(['auto', 'none']).default('auto')
  })
  .strict()

/** A bare number seeds the lab's own generator; `lecture:15` is the lecture's generator and draw order. */
export const Seed = z.union([z.int().min(0).max(0xffffffff), z.string().regex(/^lecture:\d{1,10}$/)])
export type Seed = z.output<typeof Seed>

export const Settings = z
  .object({
    network: NetworkSettings.prefault({}),
    points: PointSettings.prefault({}),
    training: TrainingSettings.prefault({}),
    precision: z.enum(['float64', 'float32']).default('float64'),
    seed: Seed.default(1),
    engine: z.enum(['auto', 'interpreter']).default('auto'),
    target: z.object({ max_abs_error: z.number().positive() }).strict().optional()
  })
  .strict()
/** Settings with every default filled in. */
export type Settings = z.output<typeof Settings>
/** Settings as a user writes them: everything may be left out. */
export type SettingsInput = z.input<typeof Settings>
