import type { FigureFormat, FigureInputs, FigureKind, FigureRequest, FigureSize } from '../../api/figures.ts'
import type { RunDetail, SweepDetail } from '../../api/types.ts'
import type { Lab } from '../../lab/lab.ts'
import { nearest } from '../../../core/expression/nearest.ts'
import { slug } from '../../../core/problem/slug.ts'
import { badUsage } from './options.ts'

/** What is drawn of: one run, several, or a sweep. */
export type Drawn = { runs: readonly RunDetail[] } | { sweep: SweepDetail }

const NAMES = {
  one: ['solution', 'error', 'residual', 'loss', 'field', 'error_field', 'slice'],
  many: ['loss', 'solution'],
  sweep: ['heatmap', 'seeds', 'loss']
} as const

type Handlers = Lab['handlers']
type Data = { [Kind in FigureKind]: { kind: Kind; data: FigureInputs[Kind] } }[FigureKind]

/** The figure `name` of what was named on the command line, ready to be drawn into `<stem>_<name>_<yyyymmdd>`. */
export async function figureRequest(
  handlers: Handlers,
  drawn: Drawn,
  name: string,
  stem: string,
  size: FigureSize,
  formats: FigureFormat[]
): Promise<FigureRequest> {
  const plain = name === 'curves' ? 'loss' : name.replace(/^sweep_|_overlay$/g, '')
  const day = new Date().toISOString().slice(0, 10).replaceAll('-', '')
  const drawing = { name: `${slug(stem)}_${plain}_${day}`, size, formats }
  if ('sweep' in drawn) return { ...drawing, ...(await ofSweep(handlers, drawn.sweep, plain)) }
  const [only, second] = drawn.runs
  if (only === undefined) throw badUsage('Nothing is named to be drawn.', 'Name a run or a sweep.')
  return { ...drawing, ...(second === undefined ? await ofRun(handlers, only, plain) : await ofRuns(handlers, drawn.runs, plain)) }
}

function unknown(name: string, of: keyof typeof NAMES): Error {
  const what = { one: 'a run', many: 'several runs', sweep: 'a sweep' }[of]
  const meant = nearest(name, NAMES[of])
  return badUsage(
    `There is no figure "${name}" of ${what}.`,
    `${meant === undefined ? '' : `Did you mean ${meant.word}? `}There are ${NAMES[of].join(', ')}.`
  )
}

async function ofRun(handlers: Handlers, run: RunDetail, name: string): Promise<Data> {
  if (name === 'loss') {
    const curve = await handlers['run.curve']({ run: run.run })
    return { kind: 'loss', data: { curve, planned: run.settings.training.iterations, status: run.status, reason: run.reason } }
  }
  if (!NAMES.one.some((each) => each === name)) throw unknown(name, 'one')
  const { problemYaml: source, settings, parameters } = run
  const files = await handlers['run.files']({ run: run.run })
  const report = await handlers['problem.check']({ experiment: { problem: { source }, settings, parameters, files } })
  const snapshot = await handlers['run.snapshot']({ run: run.run })
  if (run.axes === 1) {
    if (name === 'solution' || name === 'error' || name === 'residual') return { kind: name, data: { snapshot, report } }
  } else {
    const [first, second] = snapshot.axes
    const along = report.problem.kind === 'evolution' || second?.name === 't' ? second : first
    const at = along?.values[Math.floor(along.values.length / 2)] ?? 0
    if (name === 'field' || name === 'solution') return { kind: 'field', data: { snapshot, report, show: 'network', points: true } }
    if (name === 'error_field' || name === 'error') return { kind: 'error_field', data: { snapshot, report } }
    if (name === 'slice') return { kind: 'slice', data: { snapshot, report, at } }
  }
  throw badUsage(
    `${run.run} has ${run.axes === 1 ? 'one variable' : 'two variables'}: there is no figure "${name}" of it.`,
    'See ansatz export --help.'
  )
}

async function ofRuns(handlers: Handlers, runs: readonly RunDetail[], name: string): Promise<Data> {
  if (name === 'loss') {
    const curves = runs.map(async ({ run, name: label, status }) => ({ label, status, curve: await handlers['run.curve']({ run }) }))
    return { kind: 'loss_overlay', data: { runs: await Promise.all(curves) } }
  }
  if (name !== 'solution') throw unknown(name, 'many')
  const states = runs.map(async ({ run, name: label }) => ({ label, snapshot: await handlers['run.snapshot']({ run }) }))
  return { kind: 'solution_overlay', data: { runs: await Promise.all(states) } }
}

/** More lines than these are not told apart: then those of one value of the first parameter are one group. */
const MOST_GROUPS = 8

async function ofSweep(handlers: Handlers, sweep: SweepDetail, name: string): Promise<Data> {
  const [first, second] = sweep.axes
  if (name === 'seeds') return { kind: 'sweep_seeds', data: { sweep, group: second?.name ?? null } }
  if (name === 'heatmap') {
    if (first === undefined || second === undefined)
      throw badUsage('A heatmap needs two parameters that vary.', 'Draw --fig seeds or --fig loss.')
    return { kind: 'sweep_heatmap', data: { sweep, x: second.name, y: first.name, show: 'median' } }
  }
  if (name !== 'loss') throw unknown(name, 'sweep')
  const axes = sweep.configurations.length <= MOST_GROUPS ? sweep.axes : sweep.axes.slice(0, 1)
  const groups = Map.groupBy(sweep.configurations, ({ values }) =>
    axes.map((axis) => `${axis.label} ${String(values[axis.name])}`).join(', ')
  )
  const lines = [...groups].map(async ([label, configurations]) => {
    const ids = configurations.flatMap(({ runs }) => runs.flatMap(({ run }) => (run === null ? [] : [run])))
    return { label, curves: await Promise.all(ids.map((run) => handlers['run.curve']({ run }))) }
  })
  return { kind: 'sweep_loss', data: { groups: await Promise.all(lines) } }
}
