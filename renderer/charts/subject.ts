import type { CheckReport } from '../../core/problem/report.ts'
import type { Snapshot } from '../../core/training/snapshot.ts'

/** What a figure shows of a snapshot: one unknown's numbers, and the names around them. */
export interface Subject {
  unknown: string
  /** as an axis title */
  symbol: string
  field: Snapshot['fields'][number]
  axes: Snapshot['axes']
}

/** The named unknown of a snapshot, or its first. */
export function subjectOf(snapshot: Pick<Snapshot, 'axes' | 'fields'>, unknown?: string): Subject {
  const field = snapshot.fields.find((candidate) => candidate.unknown === unknown) ?? snapshot.fields[0]
  if (field === undefined) throw new Error('A snapshot has at least one unknown.')
  return { unknown: field.unknown, symbol: typeset(field.unknown), field, axes: snapshot.axes }
}

const GREEK: Record<string, string> = {
  alpha: 'α', beta: 'β', gamma: 'γ', delta: 'δ', epsilon: 'ε', eta: 'η', theta: 'θ', kappa: 'κ', lambda: 'λ', mu: 'μ', nu: 'ν', xi: 'ξ',
  rho: 'ρ', sigma: 'σ', tau: 'τ', phi: 'φ', chi: 'χ', psi: 'ψ', omega: 'ω'
} // prettier-ignore

/** A name as figures write it: Greek letters, digits and indices lowered. */
export function typeset(name: string): string {
  const parts = /^([A-Za-z]+?)_?(\d+)?$/.exec(name)
  const [, letters, digits] = parts ?? []
  if (letters === undefined) return name
  return `${GREEK[letters] ?? letters}${digits === undefined ? '' : `<sub>${digits}</sub>`}`
}

/** The snapshot with the unknown functions among its fields, so that whatever shows an unknown can show them; they have no residual of their own. */
export function withFunctions(snapshot: Snapshot): Snapshot {
  if (snapshot.functions === undefined || snapshot.functions.length === 0) return snapshot
  const none = (values: Float64Array) => new Float64Array(values.length).fill(Number.NaN)
  const more = snapshot.functions.map(({ name, values, exact }) => ({
    unknown: name,
    network: values,
    solution: values,
    residual: none(values),
    exact
  }))
  return { ...snapshot, fields: [...snapshot.fields, ...more] }
}

/** Whether there is something to compare an unknown with: an exact solution that can be evaluated (one with an estimated number in it cannot). */
export function isCompared(field: Subject['field'] | undefined): boolean {
  return field?.exact?.some(Number.isFinite) === true
}

/** The title of an axis: a name and, where the problem says one, its unit. */
export function titled(report: Pick<CheckReport, 'units'>, name: string): string {
  const unit = report.units?.[name]
  return unit === undefined ? typeset(name) : `<i>${typeset(name)}</i> (${unit})`
}

/** The same without markup, for alternatives in words and for hover boxes. */
export function plain(symbol: string): string {
  return symbol.replace(/<[^>]+>/g, '')
}

/**
 * How a field over two variables lies in the picture: time runs to the right where it is drawn, else the first
 * variable does. `at(values, h, v)` reads a row-major grid (first variable slowest).
 */
export interface Orientation {
  horizontal: number
  vertical: number
  h: { name: string; values: ArrayLike<number> }
  v: { name: string; values: ArrayLike<number> }
  at: (values: ArrayLike<number>, h: number, v: number) => number
}

export function orientationOf(snapshot: Pick<Snapshot, 'axes' | 'fixed'>, kind: CheckReport['problem']['kind']): Orientation {
  const [first, second] = snapshot.axes
  if (first === undefined || second === undefined) throw new Error('A field needs two variables.')
  const held = snapshot.fixed?.some(({ name }) => name === 't') === true
  const timeLast = second.name === 't' || (kind === 'evolution' && !held && first.name !== 't')
  const columns = second.values.length
  return {
    horizontal: timeLast ? 1 : 0,
    vertical: timeLast ? 0 : 1,
    h: timeLast ? second : first,
    v: timeLast ? first : second,
    at: (values, h, v) => values[timeLast ? v * columns + h : h * columns + v] ?? Number.NaN
  }
}

/** Whether the picture is one of space: neither across nor up are time or a parameter. */
export function isSpace({ h, v }: Orientation, { problem, variables }: Pick<CheckReport, 'problem' | 'variables'>): boolean {
  const timed = problem.kind !== 'evolution' || variables.some(({ name }) => name === 't')
  return timed && [h, v].every(({ name }) => name !== 't' && variables.find((one) => one.name === name)?.role !== 'parameter')
}

/** The boundary of a domain as a line of the picture. */
export function outlineOf({ horizontal, vertical }: Orientation, outline: readonly ArrayLike<number>[]): { x: number[]; y: number[] } {
  return { x: Array.from(outline[horizontal] ?? []), y: Array.from(outline[vertical] ?? []) }
}

/** Rows of a picture, lowest first, each from left to right. */
export function rowsOf(
  orientation: Orientation,
  values: ArrayLike<number>,
  map: (value: number) => number | null = (value) => value
): (number | null)[][] {
  return Array.from({ length: orientation.v.values.length }, (_, v) =>
    Array.from({ length: orientation.h.values.length }, (__, h) => {
      const value = orientation.at(values, h, v)
      return Number.isFinite(value) ? map(value) : null
    })
  )
}

/** Values along the vertical variable where the horizontal one is `at`, linear between the grid's columns. */
export function sliceOf(orientation: Orientation, values: ArrayLike<number>, at: number): Float64Array {
  const { index, share } = bracket(orientation.h.values, at)
  return Float64Array.from({ length: orientation.v.values.length }, (_, v) => {
    const left = orientation.at(values, index, v)
    return share === 0 ? left : left * (1 - share) + orientation.at(values, index + 1, v) * share
  })
}

/** The cell of a rising list that holds a value, and how far into it the value lies. Outside, the nearest end. */
export function bracket(values: ArrayLike<number>, at: number): { index: number; share: number } {
  const last = values.length - 1
  if (last < 1 || !(at > (values[0] ?? 0))) return { index: 0, share: 0 }
  if (at >= (values[last] ?? 0)) return { index: last, share: 0 }
  let index = 0
  while (index < last - 1 && (values[index + 1] ?? 0) <= at) index++
  const from = values[index] ?? 0
  const to = values[index + 1] ?? from
  return { index, share: to > from ? (at - from) / (to - from) : 0 }
}

/** Linear interpolation in a table of one variable. */
export function interpolate(x: ArrayLike<number>, y: ArrayLike<number>, at: number): number {
  const { index, share } = bracket(x, at)
  const left = y[index] ?? Number.NaN
  return share === 0 ? left : left * (1 - share) + (y[index + 1] ?? Number.NaN) * share
}

/** Index of the largest absolute value; -1 when nothing is finite. */
export function largest(values: ArrayLike<number>): number {
  let best = -1
  for (let i = 0; i < values.length; i++) {
    const value = Math.abs(values[i] ?? Number.NaN)
    if (Number.isFinite(value) && (best < 0 || value > Math.abs(values[best] ?? 0))) best = i
  }
  return best
}
