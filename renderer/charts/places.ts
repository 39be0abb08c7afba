import type { CheckReport } from '../../core/problem/report.ts'
import type { Snapshot } from '../../core/training/snapshot.ts'
import { group } from './format.ts'

type Place = NonNullable<Snapshot['places']>[number]
export type DataPlace = Extract<Place, { kind: 'data' }>
export type ConditionPlace = Extract<Place, { kind: 'condition' }>

/** Measured values of an unknown, where the problem has some. */
export function dataOf({ places = [] }: Pick<Snapshot, 'places'>, unknown: string): DataPlace[] {
  return places.filter((place) => place.kind === 'data').filter((place) => place.unknown === unknown)
}

/** The points at which conditions are learnt. */
export function conditionsOf({ places = [] }: Pick<Snapshot, 'places'>): ConditionPlace[] {
  return places.filter((place) => place.kind === 'condition')
}

/** The coordinates of points along a variable; points have one list for each of the problem's variables. */
export function along(report: CheckReport, at: readonly Float64Array[], name: string): Float64Array {
  return (
    at[
      Math.max(
        0,
        report.variables.findIndex((variable) => variable.name === name)
      )
    ] ?? new Float64Array()
  )
}

/** `60 training points, 2 on conditions, 21 data` */
export function pointsInWords({ points, places = [] }: Pick<Snapshot, 'points' | 'places'>): string {
  const count = (kind: Place['kind']) => places.reduce((sum, place) => sum + (place.kind === kind ? (place.at[0]?.length ?? 0) : 0), 0)
  const collocation = points.at[0]?.length ?? 0
  const [condition, data] = [count('condition'), count('data')]
  return [
    `${group(collocation)} training ${collocation === 1 ? 'point' : 'points'}`,
    ...(condition === 0 ? [] : [`${group(condition)} on conditions`]),
    ...(data === 0 ? [] : [`${group(data)} data`])
  ].join(', ')
}

const GOLDEN = (Math.sqrt(5) - 1) / 2
/**
 * Numbers of the points that are drawn, of so many at most about so many. Every k-th point of a grid would leave out whole lines of it: multiples of the
 * golden ratio spread over all of them.
 */
export function spread(total: number, most: number): number[] {
  const share = Math.min(1, most / total)
  return Array.from({ length: total }, (_, p) => p).filter((p) => share === 1 || (p * GOLDEN) % 1 < share)
}
