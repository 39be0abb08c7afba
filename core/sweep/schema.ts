import { z } from 'zod'
import { Seed } from '../training/settings.ts'

/** Choices of one parameter, as W&B writes them (wandb/sweeps, config/schema.json) with our `points`. Which of the keys go together is checked in levels.ts. */
export const SweepParameter = z
  .object({
    value: z.unknown(),
    values: z.array(z.unknown()),
    probabilities: z.array(z.number()),
    distribution: z.string(),
    min: z.number(),
    max: z.number(),
    q: z.number().positive(),
    mu: z.number(),
    sigma: z.number(),
    a: z.number(),
    b: z.number(),
    points: z.int().min(1).max(10_000),
    parameters: z.record(z.string(), z.unknown())
  })
  .partial()
  .strict()
export type SweepParameter = z.output<typeof SweepParameter>

const Replicates = z
  .object({ seeds: z.array(Seed).min(1).max(10_000), count: z.int().min(1).max(10_000), first_seed: Seed })
  .partial()
  .strict()

/** `ansatz.sweep/1`: W&B's sweep file with our keys beside it (formats.md, Sweep). Keys that are known but not built yet are in unbuilt.ts. */
export const SweepDocument = z
  .object({
    schema: z.string(),
    name: z.string().min(1).max(200),
    description: z.string(),
    experiment: z.union([z.string().min(1), z.record(z.string(), z.unknown())]),
    metric: z
      .object({ name: z.string(), goal: z.enum(['minimize', 'maximize']), target: z.number(), impute: z.string() })
      .partial()
      .strict(),
    seed: z.int().min(0).max(0xffffffff),
    zip: z.array(z.array(z.string())),
    constraints: z.array(z.string().min(1)),
    replicates: Replicates,
    limits: z
      .object({
        max_iterations: z.int().min(1),
        minutes_per_run: z.number().positive(),
        concurrent: z.int().min(1),
        retries: z.int().min(0),
        on_failure: z.enum(['continue', 'stop'])
      })
      .partial()
      .strict(),
    run_cap: z.int().min(1),
    when: z.unknown(),
    early_terminate: z.unknown(),
    program: z.unknown(),
    command: z.unknown(),
    project: z.unknown(),
    entity: z.unknown()
  })
  .partial()
  .extend({
    method: z.string().describe('a method, e.g. grid'),
    parameters: z.record(z.string(), SweepParameter).describe('a mapping such as { width: { values: [10, 20] } }')
  })
  .strict()
export type SweepDocument = z.output<typeof SweepDocument>
