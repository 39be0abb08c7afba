import type { ReferenceResult } from '../../core/reference/types.ts'
import type { Snapshot } from '../../core/training/snapshot.ts'

/** As much of a solution as an overlay draws. */
export type Drawn = Pick<Snapshot, 'axes' | 'fields' | 'units'>

/** A classical solution in the shape in which a network's is drawn. */
export function drawnOf({ axes, values, exact }: ReferenceResult, unknown: string): Drawn {
  return { axes, fields: [{ unknown, network: values, solution: values, residual: values, exact }] }
}

/** What is wrong with a solution, in its place: network less exact. Null where there is nothing to compare with. */
export function errorOf({ axes, fields, units }: Drawn, unknown?: string): Drawn | null {
  const field = fields.find((one) => one.unknown === unknown) ?? fields[0]
  if (field?.exact == null) return null
  const { exact } = field
  const solution = field.solution.map((value, i) => value - (exact[i] ?? Number.NaN))
  const unit = units?.[field.unknown]
  return {
    axes,
    fields: [{ ...field, unknown: 'error', solution, exact: null }],
    ...(units === undefined ? {} : { units: unit === undefined ? units : { ...units, error: unit } })
  }
}

/** Whether two solutions can lie over each other: of the same variables, with the same unknown among them. */
export function fitTogether(a: Drawn, b: Drawn): boolean {
  const names = ({ axes }: Drawn) => axes.map(({ name }) => name).join(' ')
  return names(a) === names(b) && a.fields.some(({ unknown }) => b.fields.some((other) => other.unknown === unknown))
}
