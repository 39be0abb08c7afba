import type { Curve, LossInput } from '../../../main/api/figures.ts'
import { decimate } from '../decimate.ts'
import type { Annotation, Data, Figure, Frame, Panel } from '../figure.ts'
import { group, printed } from '../format.ts'
import { isLow, label, layoutOf, margins, panelOf, tickCount } from '../panel.ts'
import { decades, extent, linearTicks, logTicks, type Range } from '../scale.ts'
import { seriesTable } from '../table.ts'
import { seriesStyle } from '../theme.ts'
import { hiddenCount, line, marks } from '../traces.ts'
import { legendAt } from './slice.ts'

/**
 * Loss against iteration: logarithmic in powers of ten over linear iterations. The first and the newest value are
 * written at their marks; the run before with the same seed goes on as a dotted line; a diverged curve ends in a cross.
 */
export function lossFigure(input: LossInput, frame: Frame): Figure {
  const { theme } = frame
  const { curve, previous } = input
  const parts = partsOf(input, frame)
  const shown = [curve, ...(previous ? [previous.curve] : []), ...parts]
  const last = lastPositive(curve)
  const xRange: Range = frame.view?.x ?? [0, Math.max(rightEnd(input), 1)]
  const positive = extent(
    shown.map(({ loss }) => loss),
    true
  )
  const yRange = frame.view?.y ?? decades(positive ?? [0.1, 1])
  const margin = margins(frame, { right: 30 })
  const panel = panelOf(frame, margin, { range: xRange }, { range: yRange, log: true })
  const diverged = input.status === 'DIVERGED'
  const hidden = hiddenCount(curve.loss, true)
  const drawn = decimate({ x: curve.iteration, y: curve.loss }, Math.ceil(panel.width))
  const point = last < 0 ? null : { x: curve.iteration[last] ?? 0, y: curve.loss[last] ?? 0 }
  const data: Data[] = []
  if (previous) data.push(line(frame, later(previous.curve, point?.x ?? -1), { color: theme.ink3, width: 1.25, dash: '2px,4px' }, true))
  for (const { name, x, loss, color, dash } of parts) {
    const thin = decimate({ x, y: loss }, Math.ceil(panel.width))
    data.push({ ...line(frame, thin, { color, dash, width: 1.5, name }, true), showlegend: true })
  }
  data.push({ ...line(frame, drawn, { color: theme.network, width: 2, name: 'C' }, true), showlegend: parts.length > 0 })
  if (point !== null) {
    const first = { x: curve.iteration[0] ?? 0, y: curve.loss[0] ?? 0 }
    if (last > 0 && first.y > 0)
      data.push(marks(frame, { x: [first.x], y: [first.y] }, { color: theme.network, symbol: 'circle', size: 6, over: true }))
    if (diverged) {
      const at = Math.min(xRange[1], Math.max(nextBad(curve, last), point.x))
      data.push(marks(frame, { x: [at], y: [point.y] }, { color: theme.error, symbol: 'x-thin', size: 10, outline: 2, over: true }))
    } else data.push(marks(frame, { x: [point.x], y: [point.y] }, { color: theme.network, symbol: 'circle', size: 9, over: true }))
  }
  return {
    // In the legend stand lines alone.
    data: data.map((trace) => ('mode' in trace && trace.mode === 'markers' ? { ...trace, showlegend: false } : trace)),
    layout: {
      ...layoutOf(
        frame,
        panel,
        { title: 'iteration', range: xRange, ticks: linearTicks(xRange, Math.min(5, tickCount(panel.width, 80 * frame.theme.scale))) },
        { title: 'C', range: yRange, log: true, ticks: logTicks(yRange, tickCount(panel.height, 34 * frame.theme.scale)) },
        [
          ...(parts.length > 0 ? [] : valueLabels(input, frame, panel, last)),
          ...previousLabel(input, frame, panel),
          ...hiddenLabel(frame, panel, hidden)
        ]
      ),
      ...(parts.length > 0 ? { showlegend: true, legend: { ...legendAt(frame, 'top right'), traceorder: 'normal' } } : {})
    },
    panel,
    numbers: () =>
      seriesTable('iteration', [
        { name: 'loss', x: curve.iteration, y: curve.loss },
        ...parts.map(({ name, x, loss }) => ({ name: `loss ${name}`, x, y: loss })),
        ...(previous ? [{ name: `loss_${previous.label}`, x: previous.curve.iteration, y: previous.curve.loss }] : [])
      ]),
    alt: altText(input, point, hidden) + parts.map(({ name, loss }) => ` ${name}: ${printed(lastFinite(loss))}.`).join(''),
    hidden
  }
}

/** The terms of the loss as lines, where they are asked for. */
function partsOf({ curve, parts }: LossInput, { theme }: Frame) {
  if (parts == null) return []
  return (curve.parts ?? []).map(({ name, weight, loss }, index) => {
    const { color, dash } = seriesStyle(theme, index + 1)
    // The newest loss may have come before its terms.
    const x = Array.from(curve.iteration).slice(0, loss.length)
    return { name: `${parts[name] ?? name}${weight === 1 ? '' : ` × ${printed(weight)}`}`, x, loss, color, dash }
  })
}

function lastFinite(values: ArrayLike<number>): number {
  return Array.from(values).findLast(Number.isFinite) ?? Number.NaN
}

/** Where the axis ends: at what was planned; a run that has ended before fills the figure with what there is. */
function rightEnd({ curve, planned, status }: LossInput): number {
  const last = curve.iteration[curve.iteration.length - 1] ?? 1
  if (status === 'FINISHED' && last > 0) return last
  return status === 'DIVERGED' && last < planned / 2 ? 1.6 * (last + 1) : Math.max(planned, last)
}

function altText({ curve, status, reason }: LossInput, point: { x: number; y: number } | null, hidden: number): string {
  if (point === null) return 'Loss against iteration: nothing trained yet.'
  const start = `Loss against iteration, logarithmic: from ${printed(curve.loss[0] ?? 0)} to ${printed(point.y)} at iteration ${group(point.x)}.`
  return (
    start +
    (status === 'DIVERGED' ? ` Diverged${reason ? `: ${reason}` : ''}.` : '') +
    (hidden > 0 ? ` ${group(hidden)} values not shown.` : '')
  )
}

function lastPositive({ loss }: Curve): number {
  for (let i = 0; i < loss.length; i++) if (!((loss[i] ?? Number.NaN) > 0 && Number.isFinite(loss[i]))) return i - 1
  return loss.length - 1
}

/** The iteration at which the loss stopped being a number. */
function nextBad({ iteration }: Curve, last: number): number {
  return iteration[last + 1] ?? (iteration[last] ?? 0) + 1
}

/** The part of a curve after an iteration, with the sample just before it so that the lines meet. */
function later({ iteration, loss }: Curve, from: number): { x: number[]; y: number[] } {
  const start = Math.max(0, Array.from(iteration).findIndex((value) => value >= from) - 1)
  const part = { x: Array.from(iteration).slice(start), y: Array.from(loss).slice(start) }
  return decimate(part, 600)
}

function valueLabels(input: LossInput, frame: Frame, panel: Panel, last: number): Partial<Annotation>[] {
  const { curve, status } = input
  const { theme } = frame
  const { scale } = theme
  if (last < 0) return []
  const x = panel.x(curve.iteration[last] ?? 0)
  const y = panel.y(curve.loss[last] ?? 0)
  const labels: Partial<Annotation>[] = []
  const style = { color: theme.networkText }
  if (status === 'DIVERGED') {
    const text = endWord(input, last)
    const px = panel.x(Math.max(nextBad(curve, last), curve.iteration[last] ?? 0))
    const right = px < panel.left + panel.width * 0.6
    labels.push(label(frame, panel, px + (right ? 10 : -10) * scale, y, text, { color: theme.errorText, anchor: right ? 'left' : 'right' }))
  } else {
    const room = panel.left + panel.width - x > 34 * scale
    const width = printed(curve.loss[last] ?? 0).length * theme.text.label * 0.6
    const anchor = room && x - panel.left > width / 2 + 20 * scale ? 'center' : room ? 'left' : 'right'
    const dx = anchor === 'left' ? 10 * scale : anchor === 'right' ? 2 * scale : 0
    if (last > 0)
      labels.push(
        label(frame, panel, x + dx, y - (anchor === 'left' ? 0 : 14 * scale), printed(curve.loss[last] ?? 0), { ...style, anchor })
      )
  }
  const first = curve.loss[0] ?? Number.NaN
  const apart = last === 0 || Math.abs(panel.y(first) - y) > 16 * scale || x - panel.left > 120 * scale
  if (first > 0 && apart && !isLow(frame)) {
    labels.push(
      label(frame, panel, panel.x(curve.iteration[0] ?? 0) + 9 * scale, Math.max(panel.y(first), panel.top + 4), printed(first), style)
    )
  }
  return labels
}

/** What the loss became, and when: `NaN, iteration 4`. */
function endWord({ curve, reason }: LossInput, last: number): string {
  const bad = curve.loss[last + 1]
  const word =
    bad === undefined
      ? /infinit/i.test(reason ?? '')
        ? '∞'
        : 'NaN'
      : Number.isNaN(bad)
        ? 'NaN'
        : Number.isFinite(bad)
          ? printed(bad)
          : '∞'
  return `${word}, iteration ${group(nextBad(curve, last))}`
}

function previousLabel({ previous, curve }: LossInput, frame: Frame, panel: Panel): Partial<Annotation>[] {
  if (!previous) return []
  const end = previous.curve.loss.length - 1
  const value = previous.curve.loss[end] ?? Number.NaN
  const at = previous.curve.iteration[end] ?? 0
  if (!(value > 0) || at <= (curve.iteration[curve.iteration.length - 1] ?? 0) || isLow(frame)) return []
  const right = Math.min(panel.x(at), panel.left + panel.width)
  const y = Math.min(panel.y(value) + 17 * frame.theme.scale, panel.top + panel.height - 9 * frame.theme.scale)
  return [
    label(frame, panel, right, y, `${previous.label}: ${printed(value)}`, { anchor: 'right', size: frame.theme.text.tick, weight: 420 })
  ]
}

/** What a logarithmic axis cannot show is counted, never dropped in silence. */
export function hiddenLabel(frame: Frame, panel: Panel, hidden: number): Partial<Annotation>[] {
  if (hidden === 0) return []
  const y = panel.top + panel.height + (isLow(frame) ? -9 : 29) * frame.theme.scale
  const text = `${group(hidden)} ${hidden === 1 ? 'point' : 'points'} not shown`
  return [label(frame, panel, panel.left, y, text, { size: frame.theme.text.tick, weight: 420, color: frame.theme.tick })]
}
