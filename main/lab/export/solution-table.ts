import type { Snapshot } from '../../../core/training/snapshot.ts'
import { columnNames } from './csv.ts'
import type { Cell } from './csv.ts'
import type { Column, Sheet } from './files.ts'
import { withUnit } from './units.ts'

/** The solution on the viewing grid: one row per point, the first variable slowest. */
export function solutionTable(
  { axes, fields, functions = [], iteration }: Pick<Snapshot, 'axes' | 'fields' | 'functions' | 'iteration'>,
  units: Readonly<Record<string, string>> = {}
): Sheet {
  const several = fields.length > 1
  const wanted: Column[] = [
    ...axes.map(({ name }) => withUnit({ name, meaning: `variable ${name}` }, units[name])),
    ...fields.flatMap(({ unknown }) => {
      const prefix = several ? `${unknown}_` : ''
      const values: Column[] = [
        { name: `${prefix}network`, meaning: `${unknown} as trained (the trial solution with the network in it)` },
        { name: `${prefix}exact`, meaning: `exact ${unknown}; empty where it is not known` },
        { name: `${prefix}error`, meaning: 'network - exact' }
      ]
      return [
        ...values.map((column) => withUnit(column, units[unknown])),
        { name: `${prefix}residual`, meaning: 'residual of the equation' }
      ]
    }),
    ...functions.flatMap(({ name }) =>
      [
        { name, meaning: `unknown function ${name} as found by training` },
        { name: `${name}_exact`, meaning: `exact ${name}; empty where it is not known` },
        { name: `${name}_error`, meaning: 'found - exact' }
      ].map((column) => withUnit(column, units[name]))
    )
  ]
  const names = columnNames(wanted.map(({ name }) => name))
  const total = axes.reduce((count, { values }) => count * values.length, 1)
  const rows = Array.from({ length: total }, (_, at): Cell[] => {
    let rest = at
    const point = axes
      .toReversed()
      .map(({ values }) => {
        const k = rest % values.length
        rest = (rest - k) / values.length
        return values[k]
      })
      .reverse()
    return [
      ...point,
      ...fields.flatMap(({ solution, exact, residual }): Cell[] => [
        solution[at],
        exact?.[at],
        exact === null ? null : difference(solution[at], exact[at]),
        residual[at]
      ]),
      ...functions.flatMap(({ values, exact }): Cell[] => [
        values[at],
        exact?.[at],
        exact === null ? null : difference(values[at], exact[at])
      ])
    ]
  })
  return {
    kind: 'solution',
    columns: wanted.map((column, k) => ({ ...column, name: names[k] ?? column.name })),
    rows,
    about: `after iteration ${iteration}`
  }
}

const difference = (a = NaN, b = NaN) => a - b
