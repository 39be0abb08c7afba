import { z } from 'zod'

/*
 * The shape of a problem document (formats.md, "Problem" and "More keys"). Only the shape: names and expressions are checked when
 * the document is loaded and compiled. Descriptions are what the error messages say is expected.
 */

const PLAIN_NUMBER = /^[-+]?(\d+\.?\d*|\.\d+)(e[-+]?\d+)?$/i

/** Line breaks and blanks around an expression carry no meaning. */
export const cleaned = (text: string): string => text.replaceAll(/\s/g, ' ').trim()

const Expression = z
  .union([z.string(), z.number()])
  .transform((value) => (typeof value === 'number' ? String(value) : cleaned(value)))
  .meta({ description: 'an expression in double quotes' })
const Statement = z.string().transform(cleaned)
const Constant = z
  .union([z.number(), z.string()])
  .transform((value) => (typeof value === 'string' && PLAIN_NUMBER.test(cleaned(value)) ? Number(value) : value))
  .transform((value) => (typeof value === 'string' ? cleaned(value) : value))
  .meta({ description: 'a number or a constant expression such as "0.01/pi"' })
const Interval = z.tuple([Constant, Constant]).meta({ description: 'an interval such as [0, 1]' })
const Name = z.string().meta({ description: 'a name' })

const LongCondition = z.strictObject({
  id: z.string().min(1).max(60).optional().meta({ description: 'a short text that names the condition' }),
  at: Statement.meta({ description: 'a condition in double quotes, such as "u(0, t) = 0"' }),
  weight: z.number().positive().optional(),
  on: z.literal('boundary').optional()
})

const Data = z.strictObject({
  file: z.string().min(1).meta({ description: 'the path of a CSV file' }),
  columns: z.record(Name, z.string()).meta({ description: 'a mapping of names to columns, such as { t: time_s, g: signal }' }),
  weight: z.number().positive().optional()
})

export const PROBLEM_SCHEMA = 'ansatz.problem/1'

/** Classical methods by name: the first five state their own error, the others are the schemes of a course. */
const ReferenceName = z.enum([
  ...(['dormand_prince', 'radau', 'collocation', 'lines', 'fourier'] as const),
  ...(['euler', 'rk4', 'finite_differences', 'explicit_diffusion', 'leapfrog'] as const)
])

export const ProblemDocument = z
  .strictObject({
    schema: z.literal(PROBLEM_SCHEMA),
    name: z.string().trim().min(1).max(200).optional().meta({ description: 'a name of at most 200 characters' }),
    about: z
      .strictObject({ group: z.string().optional(), text: z.string().optional(), source: z.string().optional() })
      .optional()
      .meta({ description: 'a mapping with group, text and source' }),
    variables: z
      .record(Name, Interval)
      .refine((map) => Object.keys(map).length > 0)
      .meta({ description: 'a mapping of variables to their intervals, such as { t: [0, 1] }' }),
    unknowns: z.array(Name).min(1).meta({ description: 'a list of names, such as [u]' }),
    parameters: z
      .record(Name, z.union([Constant, Interval]).meta({ description: 'a number, a constant expression or an interval' }))
      .optional()
      .meta({ description: 'a mapping of names to values, such as { gamma: 2 }' }),
    where: z
      .record(Name, Expression)
      .optional()
      .meta({ description: 'a mapping of names to expressions, such as { r: "sqrt(x^2 + y^2)" }' }),
    domain: Expression.optional().meta({ description: 'a condition on the variables, such as "x^2 + y^2 < 1"' }),
    equations: z
      .array(Statement.meta({ description: 'an equation in double quotes' }))
      .meta({ description: `a list of equations in double quotes, such as ["g' = -2*g"]` }),
    conditions: z
      .array(
        z
          .union([Statement, LongCondition])
          .meta({ description: 'a condition such as "g(0) = 1" or { id: left, at: "u(0, t) = 0", weight: 10 }' })
      )
      .optional()
      .meta({ description: 'a list of conditions in double quotes, such as ["g(0) = 1"]' }),
    exact: z.record(Name, Expression).optional().meta({ description: 'a mapping of unknowns to expressions, such as { g: "exp(-t)" }' }),
    trial: z
      .union([z.enum(['auto', 'none']), z.record(Name, Expression)])
      .optional()
      .meta({ description: 'auto, none, or a mapping such as { g: "g0 + t*N" }' }),
    weights: z
      .union([z.enum(['gradient_norm', 'ntk', 'self_adaptive']), z.record(z.string(), z.number().min(0))])
      .optional()
      .meta({ description: 'a mapping such as { equation: 1, c1: 10 }, or one of gradient_norm, ntk, self_adaptive' }),
    estimate: z
      .record(
        Name,
        z
          .union([
            z.strictObject({ initial: z.number(), min: z.number().optional(), max: z.number().optional() }),
            z.strictObject({
              of: z.array(Name).min(1).meta({ description: 'a list of variables, such as [x]' }),
              initial: z.number().optional(),
              min: z.number().optional(),
              max: z.number().optional()
            })
          ])
          .meta({ description: 'a mapping such as { initial: 1, min: 0, max: 10 } or { of: [x] }' })
      )
      .optional()
      .meta({ description: 'a mapping of names to { initial: 1 }' }),
    data: z
      .union([Data, z.array(Data).min(1)])
      .optional()
      .meta({ description: 'a mapping such as { file: obs.csv, columns: { t: time_s, g: signal } }' }),
    eigenvalue: z
      .record(Name, z.strictObject({ initial: z.number(), states: z.int().min(1).max(100).optional() }))
      .optional()
      .meta({ description: 'a mapping such as { E: { initial: 1, states: 3 } }' }),
    quadrature: z
      .int()
      .min(2)
      .max(200)
      .optional()
      .meta({ description: 'how many points an integral has along each of its variables, from 2 to 200' }),
    units: z.record(Name, z.string()).optional().meta({ description: 'a mapping of names to units, such as { t: s }' }),
    invariants: z.array(Expression).optional().meta({ description: 'a list of expressions in double quotes' }),
    reference: z
      .union([z.enum(['auto', 'exact', 'none']), z.strictObject({ method: ReferenceName })])
      .optional()
      .meta({ description: 'auto, exact, none or { method: … }' }),
    settings: z.record(z.string(), z.unknown()).optional().meta({ description: 'a mapping of settings, as in an experiment' })
  })
  .meta({ title: 'Ansatz problem' })

/** A problem as its file states it, expressions as text. */
export type ProblemDocument = z.output<typeof ProblemDocument>
export type LongCondition = z.output<typeof LongCondition>

/** Every key of a problem document, in the order in which it is written. */
export const PROBLEM_KEYS: readonly string[] = Object.keys(ProblemDocument.shape)

export const EXPERIMENT_SCHEMA = 'ansatz.experiment/1'
