import type { CheckReport } from '../../core/problem/report.ts'
import type { Figure, Frame } from './figure.ts'
import { columnName, type NumberTable } from './table.ts'

type Units = CheckReport['units'] | undefined

/** What a figure is drawn from, where it says units: of its problem, or its own. */
interface Measured {
  report?: Pick<CheckReport, 'units'>
  units?: Units | undefined
  snapshot?: { fields: readonly { unknown: string }[] }
  unknown?: string
  /** of several runs on one pair of axes */
  runs?: readonly { snapshot: { fields: readonly { unknown: string }[] } }[]
}

/**
 * A figure whose numbers say their units as all tables of the lab do: `t_s` for t in s. Columns with the name of something measured, or of its exact
 * value, are in its unit; `own` tells which others are in that of the unknown that is drawn.
 */
export function inUnits<Input extends Measured>(
  draw: (input: Input, frame: Frame) => Figure,
  own: (column: string) => boolean = () => false
): (input: Input, frame: Frame) => Figure {
  return (input, frame) => {
    const units = input.report?.units ?? input.units
    const figure = draw(input, frame)
    if (units === undefined) return figure
    const unknown = input.unknown ?? (input.snapshot ?? input.runs?.[0]?.snapshot)?.fields[0]?.unknown
    return { ...figure, numbers: () => withUnits(figure.numbers(), units, (column) => (own(column) ? unknown : undefined)) }
  }
}

function withUnits({ columns, rows }: NumberTable, units: NonNullable<Units>, other: (column: string) => string | undefined): NumberTable {
  const named = new Map(Object.entries(units).map(([name, unit]) => [columnName(name), unit]))
  const unitOf = (column: string) => {
    const name = columnName(column).replace(/^exact_/, '')
    return named.get(name) ?? named.get(columnName(other(column) ?? ''))
  }
  return { columns: columns.map((column) => (unitOf(column) === undefined ? column : columnName(`${column}_${unitOf(column)}`))), rows }
}

/** ` (m/s)` behind the name of what is measured in it; nothing without a unit. */
export function inBrackets(units: Units, name: string): string {
  return units?.[name] === undefined ? '' : ` (${units[name]})`
}
