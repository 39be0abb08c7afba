import type { LossOverlayInput, SolutionOverlayInput } from '../../../main/api/figures.ts'
import { decimate } from '../decimate.ts'
import type { Data, Figure, Frame } from '../figure.ts'
import { group, printed, significant } from '../format.ts'
import { lastShown, lossDecades } from '../loss-range.ts'
import { layoutOf, margins, panelOf, tickCount } from '../panel.ts'
import { curveRange, extent, linearTicks, logTicks, type Range } from '../scale.ts'
import { bracket, orientationOf, plain, sliceOf, subjectOf, titled } from '../subject.ts'
import { seriesTable } from '../table.ts'
import { seriesStyle } from '../theme.ts'
import { hiddenCount, line, marks } from '../traces.ts'
import { hiddenLabel } from './loss.ts'
import { legendAt } from './slice.ts'
import { endLabels, endsCollide } from './solution.ts'

/** Loss curves of several runs on one pair of axes; each run keeps its colour, its dash and its marker. */
export function lossOverlayFigure({ runs }: LossOverlayInput, frame: Frame): Figure {
  const ends = runs.map(({ curve }) => curve.iteration[curve.iteration.length - 1] ?? 1)
  const xRange: Range = frame.view?.x ?? [0, Math.max(1, ...ends)]
  const yRange = frame.view?.y ?? lossDecades(runs.map(({ curve }) => curve.loss))
  const hidden = runs.reduce((sum, { curve }) => sum + hiddenCount(curve.loss, true), 0)
  const named = runs.map((run, index) => ({
    name: run.label,
    style: run.style ?? index,
    text: seriesStyle(frame.theme, run.style ?? index).text,
    x: run.curve.iteration,
    y: Float64Array.from(run.curve.loss, (value) => (value > 0 ? value : Number.NaN))
  }))
  const room = overlayRoom(frame, named, { range: xRange }, { range: yRange, log: true })
  const data = named.flatMap((run, index) => {
    const style = seriesStyle(frame.theme, run.style)
    const thin = decimate(run, Math.ceil(room.panel.width))
    const drawn = line(frame, thin, { color: style.color, width: 2, dash: style.dash, name: run.name }, true)
    return [drawn, markersAlong(frame, run, run.style, runs[index]?.status === 'DIVERGED' ? lastShown(run.y, yRange) : -1)]
  })
  return {
    data: named.length > 0 ? legendOnly(data, room.legend) : [],
    layout: {
      ...layoutOf(
        frame,
        room.panel,
        { title: 'iteration', range: xRange, ticks: linearTicks(xRange, Math.min(6, tickCount(room.panel.width, 90 * frame.theme.scale))) },
        { title: 'C', range: yRange, log: true, ticks: logTicks(yRange, tickCount(room.panel.height, 34 * frame.theme.scale)) },
        [...room.labels, ...hiddenLabel(frame, room.panel, hidden)]
      ),
      ...(room.legend ? { showlegend: true, legend: { ...legendAt(frame, 'top right'), traceorder: 'normal' } } : {})
    },
    panel: room.panel,
    numbers: () =>
      seriesTable(
        'iteration',
        runs.map(({ label, curve }) => ({ name: label, x: curve.iteration, y: curve.loss }))
      ),
    alt:
      `Loss of ${runs.length} runs against iteration. ` +
      runs.map(({ label, curve }) => `${label}: ${printed(lastOf(curve.loss))} after ${group(lastOf(curve.iteration))}`).join('; ') +
      '.',
    hidden
  }
}

/** Solutions of several runs over one variable, the exact one thin on top; for two variables, a slice at `at`. */
export function solutionOverlayFigure({ runs, unknown, at, units }: SolutionOverlayInput, frame: Frame): Figure {
  const { theme } = frame
  const series = runs.map(({ label, snapshot, style }, index) => {
    const subject = subjectOf(snapshot, unknown)
    const cut = snapshot.axes.length > 1 ? orientationOf(snapshot, 'other') : null
    const level = at ?? (cut === null ? 0 : (cut.h.values[cut.h.values.length - 1] ?? 0))
    const take = (values: Float64Array) => (cut === null ? values : sliceOf(cut, values, level))
    const axis = cut === null ? snapshot.axes[0] : cut.v
    const exact = subject.field.exact
    return {
      name: label,
      style: style ?? index,
      text: seriesStyle(theme, style ?? index).text,
      x: axis?.values ?? [],
      y: take(subject.field.solution),
      exact: exact === null ? null : take(exact),
      variable: axis?.name ?? 'x',
      unknown: subject.unknown,
      symbol: subject.symbol
    }
  })
  const first = series[0]
  const exact = series.find((run) => run.exact !== null)
  const x = extent(series.map((run) => run.x)) ?? [0, 1]
  const xRange = frame.view?.x ?? x
  const yRange =
    frame.view?.y ?? curveRange(extent([...series.map((run) => run.y), ...(exact?.exact ? [exact.exact] : [])]) ?? [0, 1], 0.07)
  const named = exact?.exact ? [...series, { name: 'Exact', text: theme.exactText, x: exact.x, y: exact.exact }] : series
  const room = overlayRoom(frame, named, { range: xRange }, { range: yRange })
  const data: Data[] = series.flatMap((run) => {
    const style = seriesStyle(theme, run.style)
    return [line(frame, run, { color: style.color, width: 2.25, dash: style.dash, name: run.name }), markersAlong(frame, run, run.style)]
  })
  if (exact?.exact) data.push(line(frame, { x: exact.x, y: exact.exact }, { color: theme.exact, width: 1.25, name: 'Exact' }))
  return {
    data: legendOnly(data, room.legend),
    layout: {
      ...layoutOf(
        frame,
        room.panel,
        {
          title: titled({ units }, first?.variable ?? 'x'),
          range: xRange,
          ticks: linearTicks(xRange, tickCount(room.panel.width, 90 * frame.theme.scale))
        },
        {
          title: first === undefined ? '' : titled({ units }, first.unknown),
          range: yRange,
          ticks: linearTicks(yRange, tickCount(room.panel.height, 48 * frame.theme.scale))
        },
        room.labels
      ),
      ...(room.legend ? { showlegend: true, legend: { ...legendAt(frame, 'top right'), traceorder: 'normal' } } : {})
    },
    panel: room.panel,
    numbers: () => seriesTable(first?.variable ?? 'x', named),
    alt:
      `Solutions ${plain(first?.symbol ?? '')} of ${series.length} runs. ` +
      series
        .map((run) => (run.exact === null ? run.name : `${run.name}: off by at most ${significant(maxDifference(run.y, run.exact))}`))
        .join('; ') +
      '.',
    hidden: 0
  }
}

interface NamedLine {
  name: string
  text: string
  x: ArrayLike<number>
  y: ArrayLike<number>
}

/** Names stand at the ends of the lines while they find room there; where they collide a legend takes over. */
export function overlayRoom(
  frame: Frame,
  named: readonly NamedLine[],
  x: { range: Range },
  y: { range: Range; log?: boolean },
  left?: number
) {
  const more = left === undefined ? {} : { left }
  const longest = Math.max(0, ...named.map(({ name }) => name.length))
  const right = Math.min(180, 24 + longest * 6.4)
  const withLabels = panelOf(frame, margins(frame, { right, ...more }), x, y)
  const legend = named.length > 1 && (endsCollide(frame, withLabels, named) || longest > 24 || right > 0.34 * frame.width)
  const panel = legend ? panelOf(frame, margins(frame, more), x, y) : withLabels
  return { panel, legend, labels: legend || named.length < 2 ? [] : endLabels(frame, panel, named) }
}

/** In the legend a run appears once, by its line. */
export function legendOnly(data: Data[], legend: boolean): Data[] {
  return legend ? data.map((trace) => ({ ...trace, showlegend: 'mode' in trace && trace.mode === 'lines' })) : data
}

/** A few markers along a line, so that it can be told from the others without its colour; a cross where it diverged. */
export function markersAlong(frame: Frame, run: NamedLine, index: number, end = -1): Data {
  const style = seriesStyle(frame.theme, index)
  const first = run.x[0] ?? 0
  const last = run.x[run.x.length - 1] ?? 1
  const picks = Array.from({ length: 6 }, (_, i) => bracket(run.x, first + ((i + 0.5 + (index % 3) * 0.28) / 6.6) * (last - first)).index)
  const diverged = end >= 0
  const places = diverged ? [end] : picks
  return marks(
    frame,
    { x: places.map((i) => run.x[i] ?? 0), y: places.map((i) => run.y[i] ?? Number.NaN) },
    { color: diverged ? frame.theme.error : style.color, symbol: diverged ? 'x-thin' : style.symbol, size: diverged ? 10 : 7, outline: 2 }
  )
}

const lastOf = (values: ArrayLike<number>) => values[values.length - 1] ?? Number.NaN

function maxDifference(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let worst = 0
  for (let i = 0; i < a.length; i++) worst = Math.max(worst, Math.abs((a[i] ?? Number.NaN) - (b[i] ?? Number.NaN)))
  return worst
}
