import { z } from 'zod'
import type { GradientCheck } from '../../core/autodiff/check/gradient.ts'
import type { ModeCost } from '../../core/autodiff/explore/mode-costs.ts'
import type { Derivation } from '../../core/autodiff/explore/report.ts'
import type { CheckReport } from '../../core/problem/report.ts'
import type { TableReport } from '../../core/problem/table.ts'
import type { Flow } from '../../core/reference/flow.ts'
import type { ReferenceResult } from '../../core/reference/types.ts'
import { Activation } from '../../core/training/settings.ts'
import type { Settings } from '../../core/training/settings.ts'
import type { Snapshot } from '../../core/training/snapshot.ts'
import { RUN_STATUSES } from './types.ts'
import type {
  EvaluatedRun,
  ExportedFile,
  LabInfo,
  LibraryEntry,
  Progress,
  RunCurve,
  RunDetail,
  RunSummary,
  SeedSpread,
  SettingsDifference,
  SweepDetail,
  SweepPreview,
  SweepSummary
} from './types.ts'

/** One method of the lab: its input is validated at the door, its output is typed. */
interface Method<In extends z.ZodType, Out> {
  in: In
  /** only its type is used */
  out?: Out
}
const method =
  <Out>() =>
  <In extends z.ZodType>(input: In): Method<In, Out> => ({ in: input })

const runId = z.string().min(1).max(200)
const text = z.string().max(1_000_000)
/** What a problem may bring: so many data files of so many characters each. The command line, which reads them, keeps to the same. */
export const MOST_FILES = 20
export const LONGEST_FILE = 8_000_000
const files = z
  .record(z.string().min(1).max(4096), z.string().max(LONGEST_FILE))
  .refine((given) => Object.keys(given).length <= MOST_FILES, `at most ${MOST_FILES} files`)
const experiment = z
  .object({
    problem: z.union([
      z.object({ id: z.string().max(200) }).strict(),
      z.object({ source: text, file: z.string().max(4096).optional() }).strict()
    ]),
    settings: z.unknown().optional(),
    parameters: z.record(z.string(), z.union([z.string(), z.number()])).optional(),
    files: files.optional()
  })
  .strict()
const one = z.object({ run: runId }).strict()
const many = z.object({ runs: z.array(runId).min(1).max(10_000) }).strict()
const sweepOne = z.object({ sweep: runId }).strict()
const none = z.object({}).strict()
const variableName = z.string().min(1).max(60)
const expressionText = z.string().max(20_000)
const smallNetwork = z
  .object({
    /** widths from inputs to outputs, e.g. [1, 2, 1] */
    layers: z.array(z.int().min(1).max(20)).min(2).max(6),
    activation: Activation.default('sigmoid'),
    output: z.union([Activation, z.literal('linear')]).default('linear'),
    cost: z.enum(['half_square', 'mse', 'none']).default('half_square'),
    seed: z.int().min(0).default(0)
  })
  .strict()
/** what the Explorer looks at: expressions, a small network with its cost, or the residual of a problem's equation */
const explored = z.union([
  z.object({ expression: expressionText }).strict(),
  z.object({ network: smallNetwork }).strict(),
  z
    .object({
      residual: z
        .object({
          experiment,
          /** hidden neurons of the network that is written out; 0: N and its derivatives are inputs */
          width: z.int().min(0).max(8).default(2),
          equation: z.int().min(0).max(20).default(0),
          seed: z.int().min(0).default(15)
        })
        .strict()
    })
    .strict()
])
const fileName = z.string().min(1).max(4096)
/** the column of every variable, and of the unknowns that were measured */
const columns = z.record(variableName, z.string().min(1).max(1000))
const end = z.number().refine(Number.isFinite, 'a finite number')
/** how a solution is looked at: see core/problem/lens.ts */
const lens = z
  .object({
    axes: z.array(variableName).min(1).max(2).readonly(),
    at: z.record(variableName, end),
    over: z.record(variableName, z.tuple([end, end]).readonly()),
    anatomy: z.boolean()
  })
  .partial()
  .strict()
/** an unknown and the stretch of it that a figure shows */
const side = z.object({ unknown: variableName, from: end, to: end }).strict()
/** values of the inputs: numbers, or constant expressions such as "pi/2" */
const point = z.record(variableName, z.union([z.number(), z.string().max(1000)]))

export const Methods = {
  'lab.info': method<LabInfo>()(none),
  /** remembered choices of the window: any JSON by key */
  'lab.remember': method<null>()(z.object({ key: z.string().max(200), value: z.json() }).strict()),
  'lab.recall': method<unknown>()(z.object({ key: z.string().max(200) }).strict()),

  'library.list': method<LibraryEntry[]>()(none),
  /** files: contents of the data files that it names, where it names some */
  'library.get': method<{ id: string; yaml: string; files?: Record<string, string> }>()(z.object({ id: z.string().max(200) }).strict()),

  /** parses, builds the trial solution, verifies the conditions; never throws on a faulty problem, reports it */
  'problem.check': method<CheckReport>()(z.object({ experiment }).strict()),
  /** a CSV file beside a problem: its columns, and what becomes of its rows when the columns are mapped so (by their names unless given) */
  'data.describe': method<TableReport>()(
    z.object({ experiment, file: fileName, content: z.string().max(LONGEST_FILE), columns: columns.optional() }).strict()
  ),
  /** the problem's text with a data file named in it, or taken out; estimate: parameters that are to be found from it */
  'data.attach': method<{ source: string }>()(
    z
      .object({
        experiment,
        entry: z.object({ file: fileName, columns, weight: z.number().positive().optional() }).strict().optional(),
        estimate: z.array(variableName).max(50).optional(),
        remove: fileName.optional()
      })
      .strict()
  ),
  /** the settings with every default filled in, or a LabError */
  'experiment.settings': method<Settings>()(z.object({ experiment }).strict()),
  /** the bench's picture before training: weights drawn from the seed, nothing stored */
  'experiment.preview': method<Snapshot>()(z.object({ experiment, lens: lens.optional() }).strict()),

  /** steps: train so many iterations, then pause */
  'run.start': method<{ run: string }>()(
    z.object({ experiment, name: z.string().max(200).optional(), steps: z.int().min(0).max(1_000_000).optional() }).strict()
  ),
  /** trains the given number of iterations, then pauses */
  'run.step': method<null>()(z.object({ run: runId, count: z.int().min(1).max(1_000_000) }).strict()),
  'run.pause': method<null>()(one),
  'run.resume': method<null>()(one),
  'run.cancel': method<null>()(one),
  /** the same problem, settings and seed again; the detail of the new run says whether the bits agree */
  'run.repeat': method<{ run: string }>()(one),
  /**
   * a finished run goes on from its weights and its optimiser, as a new run that names it; a schedule is stretched over the iterations of both.
   * steps: train so many of them, then pause
   */
  'run.continue': method<{ run: string }>()(
    z
      .object({
        run: runId,
        iterations: z.int().min(1).max(100_000_000),
        name: z.string().max(200).optional(),
        steps: z.int().min(0).max(1_000_000).optional()
      })
      .strict()
  ),
  'run.list': method<RunSummary[]>()(
    z
      .object({
        problem: z.string().max(200).optional(),
        sweep: z.string().max(200).optional(),
        status: z.enum(RUN_STATUSES).optional(),
        trashed: z.boolean().optional(),
        limit: z.int().min(1).max(100_000).optional()
      })
      .strict()
  ),
  'run.get': method<RunDetail>()(one),
  'run.curve': method<RunCurve>()(one),
  /** contents of the data files that the run's problem names, by name: to check or start that problem again */
  'run.files': method<Record<string, string>>()(one),
  /** the trained solution at the user's points, one array per variable, and expressions in the unknowns and their derivatives there */
  'run.evaluate': method<EvaluatedRun>()(
    z
      .object({
        run: runId,
        points: z.record(variableName, z.instanceof(Float64Array)),
        derivatives: z.array(z.string().min(1).max(2000)).max(50).optional()
      })
      .strict()
  ),
  /** of a running run: the newest state; of a stored one: rebuilt from its weights */
  'run.snapshot': method<Snapshot>()(z.object({ run: runId, lens: lens.optional() }).strict()),
  'run.diff': method<SettingsDifference[]>()(many),
  /** the same experiment with other seeds: what they estimate, and which failed */
  'run.seeds': method<SeedSpread>()(one),
  'run.rename': method<null>()(z.object({ run: runId, name: z.string().trim().min(1).max(200) }).strict()),
  'run.tag': method<null>()(z.object({ run: runId, tags: z.array(z.string().max(60)).max(50) }).strict()),
  'run.pin': method<null>()(z.object({ run: runId, pinned: z.boolean() }).strict()),
  'run.trash': method<null>()(many),
  'run.restore': method<null>()(many),
  /** deletes for good; only what lies in the trash */
  'run.purge': method<null>()(many),

  'reference.solve': method<ReferenceResult>()(
    z
      .object({
        experiment,
        options: z
          .object({
            method: z.enum(['euler', 'rk4', 'finite_differences', 'explicit_diffusion', 'leapfrog']),
            points: z.record(z.string(), z.int().min(2).max(2_000_001)).optional(),
            spacing: z.record(z.string(), z.number().positive()).optional(),
            ratio: z.number().positive().max(1e6).optional(),
            until: z.number().optional()
          })
          .strict()
      })
      .strict()
  ),
  /** the methods that fit the problem, best known first; empty with the reason when none does */
  'reference.methods': method<{ methods: { method: ReferenceResult['method']; label: string }[]; reason: string | null }>()(
    z.object({ experiment }).strict()
  ),

  /** the direction field of an autonomous system of two unknowns over a rectangle of their plane, or why there is none; estimates: of its parameters */
  'reference.directions': method<{ flow: Flow | null; reason: string | null }>()(
    z
      .object({
        experiment,
        x: side,
        y: side,
        points: z.int().min(2).max(60).default(18),
        estimates: z.record(z.string(), z.number()).optional()
      })
      .strict()
  ),

  /** document: text of a sweep file (YAML or JSON); experiment: what it varies when the document names none */
  'sweep.preview': method<SweepPreview>()(z.object({ document: text, experiment: experiment.optional() }).strict()),
  /** hold: store it, start nothing until it is resumed */
  'sweep.start': method<{ sweep: string }>()(
    z.object({ document: text, experiment: experiment.optional(), hold: z.boolean().optional() }).strict()
  ),
  'sweep.list': method<SweepSummary[]>()(z.object({ trashed: z.boolean().optional() }).strict()),
  'sweep.get': method<SweepDetail>()(sweepOne),
  /** pause: start nothing new, let running ones run; stop: the same, for good; cancel: end running ones too */
  'sweep.pause': method<null>()(sweepOne),
  'sweep.resume': method<null>()(sweepOne),
  'sweep.stop': method<null>()(sweepOne),
  'sweep.cancel': method<null>()(sweepOne),
  /** runs the diverged, failed, lost and cancelled ones again as new attempts */
  'sweep.retry': method<null>()(sweepOne),
  'sweep.trash': method<null>()(sweepOne),
  'sweep.restore': method<null>()(sweepOne),

  /** the free names of expressions, separated by ";", and how they are written; throws where they cannot be read */
  'autodiff.read': method<{ inputs: string[]; latex: string[] }>()(z.object({ expression: expressionText }).strict()),
  /** the whole report at a point; wrt: the input of tangents, orders and differences; output: whose adjoints are shown, from 0 */
  'autodiff.derive': method<Derivation>()(
    z
      .object({
        subject: explored,
        at: point,
        wrt: variableName.optional(),
        output: z.int().min(0).max(10_000).optional(),
        along: z.array(z.number()).max(1000).optional()
      })
      .strict()
  ),
  /** what a Jacobian costs by forward and by reverse mode, counted and measured here */
  'autodiff.cost': method<ModeCost[]>()(
    z
      .object({
        sizes: z
          .array(z.object({ inputs: z.int().min(1).max(64), outputs: z.int().min(1).max(64) }).strict())
          .min(1)
          .max(40)
      })
      .strict()
  ),
  /** a hand-written gradient against the reverse sweep: a script for a network's weights, or formulas by input of an expression */
  'autodiff.check': method<GradientCheck>()(
    z.union([
      z.object({ network: smallNetwork, script: z.string().max(20_000) }).strict(),
      z.object({ expression: expressionText, at: point, claims: z.record(variableName, expressionText) }).strict()
    ])
  ),

  /** CSV and JSON of runs or of a sweep, laid out as sweeps.md 3.9 says */
  'export.data': method<ExportedFile[]>()(
    z
      .object({
        runs: z.array(runId).max(100_000).optional(),
        sweep: z.string().max(200).optional(),
        formats: z.array(z.enum(['csv', 'json'])).min(1)
      })
      .strict()
  ),
  /**
   * per run a Python script that computes its solution from its weights with NumPy, and one that states the same problem for DeepXDE;
   * notes: for which runs there is none of the latter, and why
   */
  'export.python': method<{ files: ExportedFile[]; notes: string[] }>()(z.object({ runs: z.array(runId).min(1).max(1000) }).strict()),
  /** writes files to a folder that the user chooses (Electron); elsewhere the page downloads them */
  'export.save': method<{ folder: string | null }>()(
    z
      .object({
        files: z
          .array(z.object({ name: z.string().max(200), mime: z.string().max(100), bytes: z.instanceof(Uint8Array) }).strict())
          .max(100)
      })
      .strict()
  )
} as const

export type MethodName = keyof typeof Methods
type OutOf<M> = M extends Method<z.ZodType, infer Out> ? Out : never
export type Input<K extends MethodName> = z.input<(typeof Methods)[K]['in']>
export type Output<K extends MethodName> = OutOf<(typeof Methods)[K]>

/** What the lab says unasked. Events are hints: on (re)connection a client reads the store. */
export interface Events {
  /** at most ten a second and run */
  'run.progress': Progress
  /** a run was added, changed its status, name, tags or place */
  'run.changed': { run: string; sweep: string | null }
  'sweep.changed': { sweep: string }
}
export type EventName = keyof Events
export const EVENT_NAMES = ['run.progress', 'run.changed', 'sweep.changed'] as const satisfies readonly EventName[]

/** The lab's side of the contract. */
export type Handlers = { [K in MethodName]: (input: z.output<(typeof Methods)[K]['in']>) => Promise<Output<K>> }
/** The client's side. */
export type Client = { [K in MethodName]: (input: Input<K>) => Promise<Output<K>> } & {
  on<E extends EventName>(event: E, listener: (payload: Events[E]) => void): () => void
}
export type Emit = <E extends EventName>(event: E, payload: Events[E]) => void

/** What a door must be able to do to carry the contract. */
export interface Transport {
  invoke(method: string, input: unknown): Promise<unknown>
  subscribe(event: string, listener: (payload: unknown) => void): () => void
}
