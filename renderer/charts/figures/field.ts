import type { HeatmapData } from 'plotly.js-dist'
import type { CheckReport } from '../../../core/problem/report.ts'
import type { DeviationInput, FieldInput } from '../../../main/api/figures.ts'
import { beyond, errorsInsideAndBeyond, shaded } from '../beyond.ts'
import type { Annotation, Data, Figure, Frame, Panel, Shape } from '../figure.ts'
import { colorBar } from '../color-bar.ts'
import { group, powerOfTen, significant } from '../format.ts'
import { equallyScaled, isLetter, isLow, label, layoutOf, margins, panelOf, tickCount } from '../panel.ts'
import { along, conditionsOf, dataOf, pointsInWords, spread } from '../places.ts'
import { extent, linearTicks, type Range, type Tick } from '../scale.ts'
import { largest, orientationOf, outlineOf, plain, rowsOf, subjectOf, titled, type Orientation } from '../subject.ts'
import { marks } from '../traces.ts'
import { viridisScale } from '../theme.ts'
import { extrapolation } from './solution.ts'

/** About so many training points are drawn at most, and the figure says so. */
const SHOWN_POINTS = 500

/** A solution over two variables as colours (viridis), with the training points and the line where the slice is taken. */
export function fieldFigure(input: FieldInput, frame: Frame): Figure {
  const { snapshot, report } = input
  const subject = subjectOf(snapshot, input.unknown)
  const values = input.show === 'exact' ? subject.field.exact : subject.field.solution
  if (values === null) throw new Error('Without an exact or reference solution there is nothing to compare with.')
  const orientation = orientationOf(snapshot, report.problem.kind)
  const both = [subject.field.solution, ...(subject.field.exact === null ? [] : [subject.field.exact])]
  const range = extent(both) ?? [0, 1]
  const { panel, x, y, shade } = room(frame, orientation, report, snapshot.outline !== undefined)
  const total = snapshot.points.at[0]?.length ?? 0
  const shown = spread(total, SHOWN_POINTS)
  const words = `${shown.length < total ? `${group(shown.length)} of ` : ''}${pointsInWords(snapshot)}`
  const note = input.points === false || total === 0 ? [] : [pointsNote(frame, panel, words)]
  return {
    data: [
      heatmap(
        frame,
        panel,
        orientation,
        rowsOf(orientation, values),
        range,
        colourTicks(range),
        `${plain(subject.symbol)} <b>%{z:.5~g}</b>`
      ),
      ...outlines(frame, snapshot, orientation),
      ...(input.points === false ? [] : pointMarks(frame, input, orientation, shown)),
      ...(input.slice == null ? [] : [sliceHandle(frame, panel, input.slice)])
    ],
    layout: {
      ...layoutOf(
        frame,
        panel,
        x,
        y,
        [...note, barTitle(frame, panel, report, subject.unknown), ...shade.labels],
        [...shade.shapes, ...sliceLine(frame, input.slice ?? null)]
      ),
      hovermode: 'closest'
    },
    panel,
    numbers: () => gridTable(snapshot.axes, subject.unknown, values),
    alt:
      `${input.show === 'exact' ? 'Reference' : 'Network'} solution ${plain(subject.symbol)} over ${orientation.h.name} and ${orientation.v.name}: ` +
      `from ${significant(range[0])} to ${significant(range[1])}.` +
      extrapolation(errorsInsideAndBeyond(report, snapshot.axes, subject.field)),
    hidden: 0
  }
}

/** |network - exact| over two variables, logarithmic in colour over at most six decades, its largest value ringed. */
export function errorFieldFigure(input: DeviationInput, frame: Frame): Figure {
  const { snapshot, report } = input
  const subject = subjectOf(snapshot, input.unknown)
  const { solution, exact } = subject.field
  if (exact === null) throw new Error('Without an exact or reference solution there is no error to draw.')
  const orientation = orientationOf(snapshot, report.problem.kind)
  const error = Float64Array.from(solution, (value, i) => Math.abs(value - (exact[i] ?? Number.NaN)))
  const { panel, x, y, shade } = room(frame, orientation, report, snapshot.outline !== undefined)
  const peak = largest(error)
  const top = Math.ceil(Math.log10(Math.max(error[peak] ?? 0, 1e-300)) - 1e-9)
  const positive = extent([error], true) ?? [1e-6, 1]
  const bottom = Math.max(top - 5, Math.min(top - 1, Math.floor(Math.log10(positive[0]))))
  const rows = rowsOf(orientation, error, (value) => (value > 0 ? Math.max(Math.log10(value), bottom) : bottom))
  const ticks = Array.from({ length: top - bottom + 1 }, (_, i) => bottom + i).filter((e) => (top - e) % (top - bottom > 3 ? 2 : 1) === 0)
  const worst = peak < 0 ? null : cell(orientation, peak)
  const unit = report.units?.[subject.unknown]
  return {
    data: [
      heatmap(
        frame,
        panel,
        orientation,
        rows,
        [bottom, top],
        ticks.map((value) => ({ value, text: powerOfTen(value) })),
        'off by <b>%{customdata:.3~g}</b>',
        rowsOf(orientation, error)
      ),
      ...outlines(frame, snapshot, orientation),
      ...(worst === null
        ? []
        : [marks(frame, { x: [worst.h], y: [worst.v] }, { color: '#ffffff', symbol: 'circle-open', size: 12, outline: 2, over: true })])
    ],
    layout: {
      ...layoutOf(
        frame,
        panel,
        isLow(frame) ? { ...x, title: '' } : x,
        y,
        [
          ...(worst === null
            ? []
            : [worstLabel(frame, panel, worst, `${significant(error[peak] ?? 0)}${unit === undefined ? '' : ` ${unit}`}`)]),
          ...shade.labels
        ],
        shade.shapes
      ),
      hovermode: 'closest'
    },
    panel,
    numbers: () => gridTable(snapshot.axes, 'error', error),
    alt:
      worst === null
        ? 'Error: nothing finite to draw.'
        : `Largest error ${significant(error[peak] ?? 0)} at ${orientation.h.name} = ${significant(worst.h, 2)}, ${orientation.v.name} = ${significant(worst.v, 2)}.`,
    hidden: 0
  }
}

/** `shaped`: a domain with a shape of its own is drawn with equal scales. */
function room(frame: Frame, { h, v }: Orientation, report: CheckReport, shaped: boolean) {
  const xRange: Range = frame.view?.x ?? [h.values[0] ?? 0, h.values[h.values.length - 1] ?? 1]
  const yRange: Range = frame.view?.y ?? [v.values[0] ?? 0, v.values[v.values.length - 1] ?? 1]
  const wide = margins(frame, { right: 66 })
  const panel = panelOf(frame, shaped ? equallyScaled(frame, wide, xRange, yRange) : wide, { range: xRange }, { range: yRange })
  const [across, up] = [
    shaded(frame, panel, 'x', beyond(report, h.name, h.values), true),
    shaded(frame, panel, 'y', beyond(report, v.name, v.values), true)
  ]
  return {
    panel,
    shade: { shapes: [...across.shapes, ...up.shapes], labels: [...across.labels, ...up.labels] },
    x: {
      title: titled(report, h.name),
      range: xRange,
      ticks: linearTicks(xRange, tickCount(panel.width, 100 * frame.theme.scale)),
      bare: true
    },
    y: {
      title: titled(report, v.name),
      range: yRange,
      ticks: linearTicks(yRange, Math.min(5, tickCount(panel.height, 60 * frame.theme.scale))),
      bare: true
    }
  }
}

function heatmap(
  frame: Frame,
  panel: Panel,
  { h, v }: Orientation,
  z: (number | null)[][],
  range: Range,
  ticks: Tick[],
  hover: string,
  shown?: (number | null)[][]
): Data {
  const { theme } = frame
  const trace: Partial<HeatmapData> & { type: 'heatmap' } = {
    type: 'heatmap',
    x: Array.from(h.values),
    y: Array.from(v.values),
    z,
    zmin: range[0],
    zmax: range[1] > range[0] ? range[1] : range[0] + 1,
    zsmooth: 'best',
    colorscale: viridisScale(theme),
    colorbar: colorBar(frame, panel, ticks),
    hoverongaps: false,
    hovertemplate: `${h.name} = %{x:.4~g}, ${v.name} = %{y:.4~g}<br>${hover}<extra></extra>`,
    ...(shown === undefined ? {} : { customdata: shown })
  }
  return trace
}

function colourTicks([low, high]: Range): Tick[] {
  return linearTicks([low, high], 3)
}

/** The name of what the colours mean, over their bar; with its unit it ends where the figure does. */
function barTitle(frame: Frame, panel: Panel, report: CheckReport, unknown: string): Partial<Annotation> {
  const { scale } = frame.theme
  const y = panel.top - 13 * scale
  const title = titled(report, unknown)
  if (isLetter(title)) return label(frame, panel, panel.left + panel.width + 19 * scale, y, title, { letter: true, halo: 'none' })
  const end = Math.min(frame.width - 6 * scale, panel.left + panel.width + 60 * scale)
  return label(frame, panel, end, y, title, { anchor: 'right', halo: 'none' })
}

/** Collocation points as light plus signs, those of conditions as squares, data as diamonds in the colour of what they measure. */
function pointMarks(frame: Frame, { snapshot, report, unknown }: FieldInput, { h, v }: Orientation, shown: readonly number[]): Data[] {
  const pick = (at: readonly Float64Array[], some: readonly number[] = [...(at[0]?.keys() ?? [])]) => {
    const [x, y] = [along(report, at, h.name), along(report, at, v.name)]
    return { x: some.map((p) => x[p] ?? Number.NaN), y: some.map((p) => y[p] ?? Number.NaN) }
  }
  const white = 'rgba(255,255,255,0.66)'
  const measured = dataOf(snapshot, subjectOf(snapshot, unknown).unknown)
  return [
    marks(frame, pick(snapshot.points.at, shown), { color: white, symbol: 'cross-thin', size: 5, outline: 1 }),
    ...conditionsOf(snapshot).map(({ at, text }) =>
      marks(frame, pick(at), { color: '#ffffff', symbol: 'square-open', size: 4.5, outline: 1, over: true, name: text, hover: text })
    ),
    ...measured.map(({ at, name }) => {
      const some = spread(at[0]?.length ?? 0, SHOWN_POINTS)
      return marks(frame, pick(at, some), { color: '#ffffff', symbol: 'diamond', size: 5, over: true, name, hover: `Data, ${name}` })
    })
  ]
}

/** The boundary of a domain that is given by inequalities. */
function outlines({ theme }: Frame, { outline }: FieldInput['snapshot'], orientation: Orientation): Data[] {
  if (outline === undefined) return []
  const { x, y } = outlineOf(orientation, outline)
  return [
    { type: 'scatter', mode: 'lines', x, y, line: { color: theme.ink, width: 1.25 * theme.stroke }, hoverinfo: 'skip', connectgaps: false }
  ]
}

function pointsNote(frame: Frame, panel: Panel, text: string): Partial<Annotation> {
  return label(frame, panel, panel.left, panel.top + panel.height + 29 * frame.theme.scale, text, {
    size: frame.theme.text.tick,
    weight: 420,
    halo: 'none'
  })
}

function sliceLine({ theme }: Frame, at: number | null): Partial<Shape>[] {
  if (at === null) return []
  const place = { type: 'line', xref: 'x', yref: 'paper', x0: at, x1: at, y0: 0, y1: 1 } as const
  return [
    { ...place, line: { color: 'rgba(255,255,255,0.9)', width: 4 * theme.scale } },
    { ...place, line: { color: '#15181d', width: 1.5 * theme.scale } }
  ]
}

/** The triangle over the slice line. */
function sliceHandle(frame: Frame, panel: Panel, at: number): Data {
  return marks(
    frame,
    { x: [at], y: [panel.yAt(panel.top - 6 * frame.theme.scale)] },
    { color: frame.theme.ink, symbol: 'triangle-down', size: 9, over: true }
  )
}

function cell({ h, v, at }: Orientation, index: number): { h: number; v: number } {
  const indices = Array.from({ length: h.values.length * v.values.length }, (_, i) => i)
  for (let j = 0; j < v.values.length; j++) {
    for (let i = 0; i < h.values.length; i++) if (at(indices, i, j) === index) return { h: h.values[i] ?? 0, v: v.values[j] ?? 0 }
  }
  return { h: 0, v: 0 }
}

function worstLabel(frame: Frame, panel: Panel, worst: { h: number; v: number }, text: string): Partial<Annotation> {
  const { scale } = frame.theme
  const x = panel.x(worst.h)
  const right = x < panel.left + panel.width - 60 * scale
  const y = panel.y(worst.v)
  const up = y - panel.top > 24 * scale
  return label(frame, panel, x + (right ? 11 : -11) * scale, y + (up ? -12 : 12) * scale, text, {
    color: '#ffffff',
    halo: 'dark',
    anchor: right ? 'left' : 'right'
  })
}

/** A grid in long form: one row a node, the first variable slowest, as it is stored. */
export function gridTable(axes: readonly { name: string; values: ArrayLike<number> }[], name: string, values: ArrayLike<number>) {
  const [first, second] = axes
  const columns = second?.values.length ?? 1
  const rows = Array.from({ length: (first?.values.length ?? 0) * columns }, (_, i) => [
    first?.values[Math.floor(i / columns)] ?? null,
    second?.values[i % columns] ?? null,
    values[i] ?? null
  ])
  return { columns: [first?.name ?? 'x', second?.name ?? 'y', name], rows }
}
