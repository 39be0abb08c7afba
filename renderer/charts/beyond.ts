import type { CheckReport } from '../../core/problem/report.ts'
import type { Annotation, Frame, Panel, Shape } from './figure.ts'
import { label } from './panel.ts'
import { translucent } from './traces.ts'

/** A part of an axis on which the network was never trained, and the end of the interval that it borders on. */
export interface Beyond {
  from: number
  to: number
  edge: number
}

/** The parts of a drawn range that lie beyond the interval of training. */
export function beyond(report: CheckReport, name: string, values: ArrayLike<number>): Beyond[] {
  const variable = report.variables.find((one) => one.name === name)
  const [first, last] = [values[0] ?? 0, values[values.length - 1] ?? 0]
  if (variable === undefined) return []
  const slack = 1e-9 * (variable.to - variable.from)
  return [
    ...(first < variable.from - slack ? [{ from: first, to: variable.from, edge: variable.from }] : []),
    ...(last > variable.to + slack ? [{ from: variable.to, to: last, edge: variable.to }] : [])
  ]
}

/** Shades what is extrapolated and says so. `over`: on top of a picture in colours; `low`: said at the bottom, where the top is taken. */
export function shaded(
  frame: Frame,
  panel: Panel,
  axis: 'x' | 'y',
  parts: readonly Beyond[],
  over = false,
  low = false
): { shapes: Partial<Shape>[]; labels: Partial<Annotation>[] } {
  const { theme } = frame
  const across = axis === 'x'
  const fillcolor = over ? 'rgba(255,255,255,0.3)' : translucent(theme.hatch, 0.14)
  const border = { color: over ? '#ffffff' : theme.ink3, width: theme.axisWidth, dash: 'dot' as const }
  const span = (a: number, b: number) =>
    across
      ? ({ xref: 'x', x0: a, x1: b, yref: 'paper', y0: 0, y1: 1 } as const)
      : ({ xref: 'paper', x0: 0, x1: 1, yref: 'y', y0: a, y1: b } as const)
  const shapes = parts.flatMap(({ from, to, edge }): Partial<Shape>[] => [
    { type: 'rect', layer: over ? 'above' : 'below', ...span(from, to), fillcolor, line: { width: 0 } },
    { type: 'line', ...span(edge, edge), line: border }
  ])
  const labels = parts.flatMap(({ from, to }) => {
    const middle = (from + to) / 2
    const room = across ? Math.abs(panel.x(to) - panel.x(from)) : Math.abs(panel.y(to) - panel.y(from))
    if (room < (across ? 70 : 14) * theme.scale) return []
    const [x, y] = across
      ? [panel.x(middle), low ? panel.top + panel.height - 9 * theme.scale : panel.top + 8 * theme.scale]
      : [panel.left + panel.width / 2, panel.y(middle)]
    return [label(frame, panel, x, y, 'extrapolated', { anchor: 'center', size: theme.text.tick, weight: 420 })]
  })
  return { shapes, labels }
}

/** The largest |network - exact| on the interval of training and beyond it; null without an exact solution or a part beyond. */
export function errorsInsideAndBeyond(
  report: CheckReport,
  axes: readonly { name: string; values: ArrayLike<number> }[],
  { solution, exact }: { solution: ArrayLike<number>; exact: ArrayLike<number> | null }
): { inside: number; beyond: number } | null {
  const parts = axes.map(({ name, values }) => beyond(report, name, values))
  if (exact === null || parts.every((part) => part.length === 0)) return null
  const columns = axes[1]?.values.length ?? 1
  const outside = axes.map(({ values }, axis) =>
    Array.from(values, (value) => (parts[axis] ?? []).some(({ from, to, edge }) => value !== edge && value >= from && value <= to))
  )
  const worst = { inside: 0, beyond: 0 }
  for (let p = 0; p < solution.length; p++) {
    const error = Math.abs((solution[p] ?? Number.NaN) - (exact[p] ?? Number.NaN))
    const where = outside[0]?.[Math.floor(p / columns)] === true || outside[1]?.[p % columns] === true ? 'beyond' : 'inside'
    if (error > worst[where]) worst[where] = error
  }
  return worst
}
