import type { ReferenceResult } from '../../../core/reference/types.ts'
import type { SliceInput } from '../../../main/api/figures.ts'
import { beyond, shaded } from '../beyond.ts'
import { anchorsOf } from '../conditions.ts'
import type { Figure, Frame, Panel } from '../figure.ts'
import { significant } from '../format.ts'
import { label, layoutOf, margins, panelOf, tickCount } from '../panel.ts'
import { extent, linearTicks, padded, type Range } from '../scale.ts'
import { interpolate, largest, orientationOf, plain, sliceOf, subjectOf, titled, typeset, type Orientation } from '../subject.ts'
import { seriesTable } from '../table.ts'
import { line, marks } from '../traces.ts'

interface Curve {
  name: string
  color: string
  width: number
  dash?: string
  x: ArrayLike<number>
  y: ArrayLike<number>
}

/** A line through a solution over two variables: the network broad, the reference thin on top, the start dotted below. */
export function sliceFigure(input: SliceInput, frame: Frame): Figure {
  const { snapshot, report, at } = input
  const { theme } = frame
  const subject = subjectOf(snapshot, input.unknown)
  const orientation = orientationOf(snapshot, report.problem.kind)
  const { h, v } = orientation
  const start = h.values[0] ?? 0
  const { solution, exact } = subject.field
  const begin = sliceOf(orientation, exact ?? solution, start)
  const network = sliceOf(orientation, solution, at)
  const reference = exact === null ? null : sliceOf(orientation, exact, at)
  const classical = classicalSlice(input.classical, h.name, at, theme)
  const name = typeset(h.name)
  const curves: Curve[] = [
    ...(at > start
      ? [
          {
            name: `${orientation.horizontal === 1 ? 'Start' : 'Edge'}, <i>${name}</i> = ${significant(start, 2)}`,
            color: theme.ink3,
            width: 1.1,
            dash: '2px,4px',
            x: v.values,
            y: begin
          }
        ]
      : []),
    ...(classical === null ? [] : [classical]),
    { name: 'Network', color: theme.network, width: 4, x: v.values, y: network },
    ...(reference === null ? [] : [{ name: 'Reference', color: theme.exact, width: 1.25, x: v.values, y: reference }])
  ]
  const xRange: Range = frame.view?.x ?? [v.values[0] ?? 0, v.values[v.values.length - 1] ?? 1]
  // The range of the whole field, so that the picture holds still while the slice moves.
  const fields = [solution, ...(exact === null ? [] : [exact])]
  const whole = padded(extent(fields) ?? [0, 1], 0.06)
  const tight = panelOf(frame, margins(frame), { range: xRange }, { range: whole })
  const corner = freeCorner(tight, orientation, fields, curves.length, theme)
  // Without a free corner the legend gets room above the curves.
  const room = Math.min(0.5, legendHeight(curves.length, theme) / tight.height)
  const yRange = frame.view?.y ?? (corner === null ? ([whole[0], whole[1] + ((whole[1] - whole[0]) * room) / (1 - room)] as const) : whole)
  const panel = panelOf(frame, margins(frame), { range: xRange }, { range: yRange })
  const held = heldOf(input, orientation, subject.unknown)
  const off = reference === null ? null : Float64Array.from(network, (value, i) => value - (reference[i] ?? Number.NaN))
  const peak = off === null ? -1 : largest(off)
  const shade = shaded(frame, panel, 'x', beyond(report, v.name, v.values))
  const layout = layoutOf(
    frame,
    panel,
    { title: titled(report, v.name), range: xRange, ticks: linearTicks(xRange, tickCount(panel.width, 85 * frame.theme.scale)) },
    { title: titled(report, subject.unknown), range: yRange, ticks: linearTicks(yRange, tickCount(panel.height, 44 * frame.theme.scale)) },
    [...(held.length === 0 ? [] : [heldLabel(frame, panel, held[0] ?? 0, v.values, network)]), ...shade.labels],
    shade.shapes
  )
  return {
    data: [
      ...curves.map((curve) => ({ ...line(frame, curve, { ...curve, name: curve.name }), showlegend: true })),
      marks(
        frame,
        { x: held, y: held.map((place) => interpolate(v.values, network, place)) },
        { color: theme.ink, symbol: 'circle', size: 9, open: true, outline: 2, over: true }
      )
    ].map((trace) => ({ ...trace, showlegend: trace.mode === 'lines' })),
    layout: { ...layout, showlegend: true, legend: legendAt(frame, corner ?? 'top right') },
    panel,
    numbers: () =>
      seriesTable(
        v.name,
        curves.map((curve) => ({ ...curve, name: plain(curve.name) }))
      ),
    alt:
      `Slice of ${plain(subject.symbol)} at ${h.name} = ${significant(at, 2)} against ${v.name}.` +
      (off === null || peak < 0 ? '' : ` The network is off by at most ${significant(Math.abs(off[peak] ?? 0))} there.`),
    hidden: 0
  }
}

/** Ends at which a hard condition holds the value on this slice. */
function heldOf({ report, at }: SliceInput, { horizontal, vertical, h }: Orientation, unknown: string): number[] {
  const near = 1e-9 * Math.max(1, Math.abs(h.values[h.values.length - 1] ?? 1))
  return anchorsOf(report).flatMap((anchor) => {
    const along = anchor.at[vertical] ?? null
    const across = anchor.at[horizontal] ?? null
    if (anchor.unknown !== unknown || anchor.how !== 'hard' || along === null) return []
    return across === null || Math.abs(across - at) < near ? [along] : []
  })
}

/** Beside the circle, on the side from which the curve turns away. */
function heldLabel(frame: Frame, panel: Panel, at: number, x: ArrayLike<number>, y: ArrayLike<number>) {
  const { scale, text } = frame.theme
  const value = interpolate(x, y, at)
  const span = (x[x.length - 1] ?? 1) - (x[0] ?? 0)
  const falls = interpolate(x, y, at + 0.04 * span) < value
  const lower = panel.top + panel.height - panel.y(value) > 24 * scale
  const up = falls || !lower
  const dx = up && !falls ? 22 : 10
  return label(frame, panel, panel.x(at) + dx * scale, panel.y(value) + (up ? -12 : 15) * scale, 'held', { size: text.tick, weight: 420 })
}

/** The classical solution on the nearest of its own levels. */
function classicalSlice(result: ReferenceResult | null | undefined, across: string, at: number, theme: Frame['theme']): Curve | null {
  const [first, second] = result?.axes ?? []
  if (result == null || first === undefined || second === undefined) return null
  const firstAcross = first.name === across
  const levels = firstAcross ? first : second
  const along = firstAcross ? second : first
  let level = 0
  levels.values.forEach((value, index) => {
    if (Math.abs(value - at) < Math.abs((levels.values[level] ?? 0) - at)) level = index
  })
  const columns = second.values.length
  const y = along.values.map((_, i) => result.values[firstAcross ? level * columns + i : i * columns + level] ?? Number.NaN)
  return { name: result.label, color: theme.classic, width: 1.5, dash: '6px,3px', x: along.values, y }
}

type Corner = 'top right' | 'top left' | 'bottom right' | 'bottom left'
const CORNERS: readonly Corner[] = ['top right', 'top left', 'bottom right', 'bottom left']

/** A corner of the plot that no slice of the whole field enters, so that the legend holds still; null without one. */
function freeCorner(
  panel: Panel,
  { h, v, at }: Orientation,
  fields: readonly ArrayLike<number>[],
  rows: number,
  theme: Frame['theme']
): Corner | null {
  const width = (150 * theme.scale) / panel.width
  const height = legendHeight(rows, theme) / panel.height
  const taken = new Set<Corner>()
  for (const values of fields) {
    for (let j = 0; j < v.values.length; j++) {
      const across = (panel.x(v.values[j] ?? 0) - panel.left) / panel.width
      if (across > width && across < 1 - width) continue
      for (let i = 0; i < h.values.length; i++) {
        const down = (panel.y(at(values, i, j)) - panel.top) / panel.height
        const side = across <= width ? 'left' : 'right'
        if (down < height) taken.add(`top ${side}`)
        if (down > 1 - height) taken.add(`bottom ${side}`)
      }
    }
  }
  return CORNERS.find((corner) => !taken.has(corner)) ?? null
}

const legendHeight = (rows: number, theme: Frame['theme']) => (rows * 19 + 10) * theme.scale

/** A legend in a corner, in the house's type. */
export function legendAt({ theme }: Frame, corner: Corner): NonNullable<Figure['layout']['legend']> {
  return {
    x: corner.endsWith('right') ? 0.99 : 0.01,
    xanchor: corner.endsWith('right') ? 'right' : 'left',
    y: corner.startsWith('top') ? 0.99 : 0.01,
    yanchor: corner.startsWith('top') ? 'top' : 'bottom',
    bgcolor: 'rgba(0,0,0,0)',
    borderwidth: 0,
    itemclick: false,
    itemdoubleclick: false,
    traceorder: 'reversed',
    tracegroupgap: 2,
    font: { family: theme.ui, size: theme.text.label, color: theme.ink, weight: 520 }
  }
}
