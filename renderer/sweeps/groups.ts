import type { Curve } from '../../main/api/figures.ts'
import type { SweepConfiguration, SweepDetail } from '../../main/api/types.ts'
import type { Axis } from './words.ts'
import { spoken, valueWord } from './words.ts'

/** Lines that can still be told apart: as many as there are styles. */
export const MOST_LINES = 7
/** Runs of one line whose curves are read: quartiles settle long before. */
const MOST_CURVES = 60

/** One line of the loss figure: the runs that it takes its median over. */
export interface Group {
  label: string
  style: number
  runs: string[]
}

const OVER = new Set(['FINISHED', 'PRUNED', 'DIVERGED'])
const runsOf = (configurations: readonly SweepConfiguration[]) =>
  configurations
    .flatMap(({ runs }) => runs)
    .flatMap(({ run, status }) => (run !== null && OVER.has(status) ? [run] : []))
    .slice(0, MOST_CURVES)

/** The number of a value among those of an axis: what decides its colour, dash and marker. */
export function styleOf(axis: Axis | undefined, { values }: Pick<SweepConfiguration, 'values'>): number {
  return axis === undefined ? 0 : Math.max(0, axis.values.indexOf(values[axis.name] ?? ''))
}

/**
 * Lines of the loss figure. With configurations chosen, one line each; else one line a value of `axis`, everything else held at what the best
 * configuration has. `held` says what is held, or what was chosen.
 */
export function groupsOf(sweep: SweepDetail, axis: Axis | undefined, chosen: ReadonlySet<string>): { groups: Group[]; held: string } {
  const { axes, configurations } = sweep
  const wanted = configurations.filter(({ config }) => chosen.has(config))
  if (wanted.length > 0) {
    const groups = wanted.slice(0, MOST_LINES).map((one, style) => ({
      label: axes.map(({ name }) => valueWord(one.values[name])).join(' × '),
      style,
      runs: runsOf([one])
    }))
    const more = wanted.length - groups.length
    return { groups, held: more > 0 ? `the best ${groups.length} of the ${wanted.length} chosen` : 'the chosen' }
  }
  const [best] = configurations
  if (best === undefined) return { groups: [], held: '' }
  if (axis === undefined) return { groups: [{ label: 'all', style: 0, runs: runsOf(configurations) }], held: '' }
  const others = axes.filter((other) => other !== axis)
  const held = configurations.filter(({ values }) => others.every(({ name }) => values[name] === best.values[name]))
  // Best first, where there are more values than lines; then in the order of the axis.
  const shown = held.slice(0, MOST_LINES).sort((a, b) => styleOf(axis, a) - styleOf(axis, b))
  const groups = shown.map((one) => ({ label: valueWord(one.values[axis.name]), style: styleOf(axis, one), runs: runsOf([one]) }))
  const words = others.map((other) => spoken(other, best.values[other.name]))
  return { groups, held: words.join(', ') }
}

/** The lines with the curves that have come. */
export function withCurves(groups: readonly Group[], curve: (run: string) => Curve | undefined) {
  return groups.map(({ label, style, runs }) => ({ label, style, curves: runs.flatMap((run) => curve(run) ?? []) }))
}
