import type { FigureFormat, FigureInputs, FigureKind, FigureRequest, FigureSize, PhaseInput } from '../../api/figures.ts'
import type { ExperimentInput, RunDetail, SweepDetail } from '../../api/types.ts'
import type { Lab } from '../../lab/lab.ts'
import { nearest } from '../../../core/expression/nearest.ts'
import type { Snapshot } from '../../../core/training/snapshot.ts'
import { slug } from '../../../core/problem/slug.ts'
import { badUsage } from './options.ts'

/** What is drawn of: one run, several, or a sweep. */
export type Drawn = { runs: readonly RunDetail[] } | { sweep: SweepDetail }

const NAMES = {
  one: ['solution', 'together', 'phase', 'error', 'residual', 'anatomy', 'loss', 'estimates', 'field', 'error_field', 'slice', 'points'],
  many: ['loss', 'solution'],
  sweep: ['heatmap', 'seeds', 'loss']
} as const

type Handlers = Lab['handlers']
type Data = { [Kind in FigureKind]: { kind: Kind; data: FigureInputs[Kind] } }[FigureKind]

/**
 * The figure `name` of what was named on the command line, ready to be drawn into `<stem>_<name>_<yyyymmdd>`.
 * @param unknowns of a run, which are drawn: the first unless named; of a phase portrait two
 */
export async function figureRequest(
  handlers: Handlers,
  drawn: Drawn,
  name: string,
  stem: string,
  size: FigureSize,
  formats: FigureFormat[],
  unknowns: readonly string[] = []
): Promise<FigureRequest> {
  const plain = name === 'curves' ? 'loss' : name.replace(/^sweep_|_overlay$/g, '')
  const day = new Date().toISOString().slice(0, 10).replaceAll('-', '')
  const drawing = { name: `${slug(stem)}_${plain}_${day}`, size, formats }
  if ('sweep' in drawn) return { ...drawing, ...(await ofSweep(handlers, drawn.sweep, plain)) }
  const [only, second] = drawn.runs
  if (only === undefined) throw badUsage('Nothing is named to be drawn.', 'Name a run or a sweep.')
  return {
    ...drawing,
    ...(second === undefined ? await ofRun(handlers, only, plain, unknowns) : await ofRuns(handlers, drawn.runs, plain))
  }
}

function unknownFigure(name: string, of: keyof typeof NAMES): Error {
  const what = { one: 'a run', many: 'several runs', sweep: 'a sweep' }[of]
  const meant = nearest(name, NAMES[of])
  return badUsage(
    `There is no figure "${name}" of ${what}.`,
    `${meant === undefined ? '' : `Did you mean ${meant.word}? `}There are ${NAMES[of].join(', ')}.`
  )
}

async function ofRun(handlers: Handlers, run: RunDetail, name: string, unknowns: readonly string[]): Promise<Data> {
  if (!NAMES.one.some((each) => each === name)) throw unknownFigure(name, 'one')
  const planned = run.settings.training.iterations
  if (name === 'loss' || name === 'estimates') {
    const curve = await handlers['run.curve']({ run: run.run })
    if (name === 'loss') return { kind: 'loss', data: { curve, planned, status: run.status, reason: run.reason } }
    const { iteration, estimates } = curve
    if (estimates === undefined) throw badUsage(`${run.run} estimates no numbers.`, 'Draw another figure of it, such as --fig solution.')
    const { units } = await handlers['run.snapshot']({ run: run.run })
    return { kind: 'estimates', data: { iteration, estimates, planned: run.status === 'FINISHED' ? 0 : planned, units } }
  }
  const { problemYaml: source, settings, parameters } = run
  const files = await handlers['run.files']({ run: run.run })
  const experiment = { problem: { source }, settings, parameters, files }
  const report = await handlers['problem.check']({ experiment })
  const snapshot = await handlers['run.snapshot']({ run: run.run, ...(name === 'anatomy' ? { lens: { anatomy: true } } : {}) })
  const known = snapshot.fields.map(({ unknown }) => unknown)
  for (const each of unknowns)
    if (!known.includes(each)) throw badUsage(`${each} is not an unknown of ${run.run}.`, `Its unknowns are ${known.join(', ')}.`)
  const data = { snapshot, report, ...(unknowns[0] === undefined ? {} : { unknown: unknowns[0] }) }
  if (name === 'anatomy') {
    if (snapshot.fields[0]?.h1 === undefined)
      throw badUsage(`The solution of ${run.run} is not made of parts.`, 'It was trained without a trial solution, or in windows.')
    return { kind: 'anatomy', data }
  }
  if (run.axes === 1) {
    if (name === 'solution' || name === 'error' || name === 'residual') return { kind: name, data }
    if (name === 'together' || name === 'phase') {
      const [x = known[0], y = known.find((each) => each !== x)] = unknowns
      if (x === undefined || y === undefined) throw badUsage(`${run.run} has one unknown.`, 'Draw --fig solution.')
      if (name === 'together') return { kind: 'together', data: { snapshot, report } }
      return { kind: 'phase', data: { snapshot, report, x, y, flow: await directionsOf(handlers, experiment, snapshot, { x, y }) } }
    }
  } else {
    const [first, second] = snapshot.axes
    const held = snapshot.fixed?.some((variable) => variable.name === 't') === true
    const timeLast = second?.name === 't' || (report.problem.kind === 'evolution' && !held && first?.name !== 't')
    const along = timeLast ? second : first
    const at = along?.values[Math.floor(along.values.length / 2)] ?? 0
    if (name === 'field' || name === 'solution') return { kind: 'field', data: { ...data, show: 'network', points: true } }
    if (name === 'error_field' || name === 'error') return { kind: 'error_field', data }
    if (name === 'points') return { kind: 'points', data: { snapshot, report } }
    if (name === 'slice') return { kind: 'slice', data: { ...data, at } }
  }
  throw badUsage(
    `${run.run} has ${run.axes === 1 ? 'one variable' : 'two variables'}: there is no figure "${name}" of it.`,
    'See ansatz export --help.'
  )
}

/** The direction field behind a phase portrait, some way beyond the trajectory; null where the system has none. */
async function directionsOf(
  handlers: Handlers,
  experiment: ExperimentInput,
  { fields, metrics }: Snapshot,
  plane: { x: string; y: string }
): Promise<PhaseInput['flow']> {
  const side = (name: string): { unknown: string; from: number; to: number } => {
    const field = fields.find(({ unknown }) => unknown === name)
    const values = [...(field?.solution ?? []), ...(field?.exact ?? [])].filter((value) => Number.isFinite(value))
    const [from, to] = [Math.min(...values), Math.max(...values)]
    const beyond = (to - from) / 10
    return { unknown: name, from: from - beyond, to: to + beyond }
  }
  const [x, y] = [side(plane.x), side(plane.y)]
  if (!(x.to > x.from) || !(y.to > y.from)) return null
  const { flow } = await handlers['reference.directions']({ experiment, x, y, points: 20, estimates: metrics.estimates ?? {} })
  return flow
}

async function ofRuns(handlers: Handlers, runs: readonly RunDetail[], name: string): Promise<Data> {
  if (name === 'loss') {
    const curves = runs.map(async ({ run, name: label, status }) => ({ label, status, curve: await handlers['run.curve']({ run }) }))
    return { kind: 'loss_overlay', data: { runs: await Promise.all(curves) } }
  }
  if (name !== 'solution') throw unknownFigure(name, 'many')
  const states = runs.map(async ({ run, name: label }) => ({ label, snapshot: await handlers['run.snapshot']({ run }) }))
  const shown = await Promise.all(states)
  return { kind: 'solution_overlay', data: { runs: shown, units: shown[0]?.snapshot.units } }
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
  if (name !== 'loss') throw unknownFigure(name, 'sweep')
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
