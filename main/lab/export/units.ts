import type { Column } from './files.ts'

/** A column in a unit: its name ends with it (t_s), and the description has it in full. */
export function withUnit(column: Column, unit: string | undefined): Column {
  return unit === undefined ? column : { ...column, name: `${column.name}_${unit}`, unit }
}
