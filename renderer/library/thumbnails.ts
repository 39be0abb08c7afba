import type { Snapshot } from '../../core/training/snapshot.ts'
import type { LibraryEntry, SweepDetail } from '../../main/api/types.ts'
import { orientationOf } from '../charts/subject.ts'

/** Small pictures of the library: what is drawn, without how. */
export type Picture =
  | { kind: 'curve'; x: ArrayLike<number>; network: ArrayLike<number> | null; exact: ArrayLike<number> | null; held: readonly number[] }
  | { kind: 'field'; columns: number; rows: number; values: ArrayLike<number> }
  | { kind: 'cells'; columns: number; rows: number; cells: readonly (number | 'failed' | null)[] }

/** Nearer than this share of the scale, network and exact solution agree at an end because a condition holds them there. */
const HELD = 1e-12

export function pictureOfSnapshot(snapshot: Snapshot): Picture | null {
  const [field] = snapshot.fields
  const [x, second] = snapshot.axes
  if (field === undefined || x === undefined || !field.solution.every(Number.isFinite)) return null
  if (second !== undefined) return fieldOf(snapshot.axes, field.solution)
  const { solution, exact } = field
  const last = solution.length - 1
  const held = exact === null ? [] : [0, last].filter((i) => Math.abs((solution[i] ?? 0) - (exact[i] ?? 1)) <= HELD * snapshot.scale)
  return { kind: 'curve', x: x.values, network: solution, exact, held }
}

export function pictureOfProblem({ thumbnail, variables }: Pick<LibraryEntry, 'thumbnail' | 'variables'>): Picture | null {
  if (thumbnail === null) return null
  const { axes, values } = thumbnail
  const side = axes === 1 ? values.length : Math.round(Math.sqrt(values.length))
  const steps = Float64Array.from({ length: side }, (_, i) => i / (side - 1))
  if (axes === 1) return { kind: 'curve', x: steps, network: null, exact: values, held: [] }
  return fieldOf(
    variables.map((name) => ({ name, values: steps })),
    values
  )
}

/** Rows from the top down, as a picture is painted. */
function fieldOf(axes: Snapshot['axes'], values: ArrayLike<number>): Picture {
  const orientation = orientationOf({ axes }, 'other')
  const columns = orientation.h.values.length
  const rows = orientation.v.values.length
  const painted = Float64Array.from({ length: columns * rows }, (_, i) =>
    orientation.at(values, i % columns, rows - 1 - Math.floor(i / columns))
  )
  return { kind: 'field', columns, rows, values: painted }
}

/** A sweep over two parameters as its heatmap, over one as a column of cells; more are not drawn. */
export function pictureOfSweep({ axes, configurations }: Pick<SweepDetail, 'axes' | 'configurations'>): Picture | null {
  const [down, across] = axes
  if (down === undefined || axes.length > 2) return null
  const columns = across?.values.length ?? 1
  const rows = down.values.length
  const cells = Array.from({ length: rows * columns }, (_, i) => {
    const wanted = down.values[rows - 1 - Math.floor(i / columns)]
    const found = configurations.find(
      ({ values }) => values[down.name] === wanted && (across === undefined || values[across.name] === across.values[i % columns])
    )
    if (found === undefined || found.n === 0) return null
    return found.median ?? 'failed'
  })
  return { kind: 'cells', columns, rows, cells }
}

/** Where a value lies between the smallest and the largest of the others, from 0 to 1; on a logarithmic scale where all are positive. */
export function share(values: ArrayLike<number>, logarithmic = false): (value: number) => number {
  const scale = logarithmic ? Math.log10 : (value: number) => value
  let low = Infinity
  let high = -Infinity
  for (let i = 0; i < values.length; i++) {
    const value = scale(values[i] ?? Number.NaN)
    if (!Number.isFinite(value)) continue
    low = Math.min(low, value)
    high = Math.max(high, value)
  }
  return (value) => (high > low ? (scale(value) - low) / (high - low) : 0.5)
}
