import type { CheckReport } from '../../core/problem/report.ts'
import type { Snapshot } from '../../core/training/snapshot.ts'

/** Training points of one kind. */
export interface PointGroup {
  kind: 'interior' | 'boundary' | 'start' | 'condition' | 'data'
  name: string
  /** one array per variable of the problem */
  at: Float64Array[]
}

/** A point this close to an end, relative to the interval, lies on it. */
const NEAR = 1e-9

/**
 * The points where the loss looks, apart: collocation points inside, those on the sides of the box and those at the beginning of time; points of
 * conditions that are trained; measured values. Groups without points are left out.
 */
export function pointGroups({ points, places = [] }: Pick<Snapshot, 'points' | 'places'>, report: CheckReport): PointGroup[] {
  const { variables } = report
  const time = timeAxis(report)
  const kinds = Array.from(points.at[0] ?? [], (_, p) => {
    const ends = variables.map(({ from, to, role }, axis) => {
      const share = ((points.at[axis]?.[p] ?? Number.NaN) - from) / (to - from)
      return role === 'parameter' ? null : Math.abs(share) < NEAR ? 'from' : Math.abs(share - 1) < NEAR ? 'to' : null
    })
    if (time >= 0 && ends[time] === 'from') return 'start'
    return ends.some((end, axis) => end !== null && axis !== time) ? 'boundary' : 'interior'
  })
  const collocation = (kind: 'interior' | 'boundary' | 'start', name: string): PointGroup => ({
    kind,
    name,
    at: points.at.map((axis) => axis.filter((_, p) => kinds[p] === kind))
  })
  const first = variables[time]
  const joined = (kind: 'condition' | 'data', name: string): PointGroup => ({
    kind,
    name,
    at: variables.map((_, axis) =>
      Float64Array.from(places.flatMap((place) => (place.kind === kind ? Array.from(place.at[axis] ?? []) : [])))
    )
  })
  return [
    collocation('interior', 'interior'),
    collocation('boundary', 'on the sides'),
    collocation('start', first === undefined ? 'start' : `at ${first.name} = ${first.from}`),
    joined('condition', 'of conditions'),
    joined('data', 'data')
  ].filter(({ at }) => (at[0]?.length ?? 0) > 0)
}

/** The variable in which the problem evolves; -1 where there is none. */
function timeAxis({ problem, variables }: Pick<CheckReport, 'problem' | 'variables'>): number {
  const named = variables.findIndex(({ name }) => name === 't')
  if (named >= 0 || problem.kind !== 'evolution') return named
  return variables.findLastIndex(({ role }) => role !== 'parameter')
}
