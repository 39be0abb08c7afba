import type { Curve, SweepLossInput } from '../../../main/api/figures.ts'
import type { Data, Figure, Frame } from '../figure.ts'
import { printed } from '../format.ts'
import { lastShown, lossDecades } from '../loss-range.ts'
import { layoutOf, margins, panelOf, tickCount } from '../panel.ts'
import { linearTicks, logTicks, type Range } from '../scale.ts'
import { bracket } from '../subject.ts'
import { columnName, type NumberTable } from '../table.ts'
import { seriesStyle } from '../theme.ts'
import { line, marks, translucent } from '../traces.ts'
import { endLabels } from './solution.ts'

/** Loss over the runs of a group at each iteration. Runs that ended before are not continued: `n` says how many count. */
export interface Band {
  iteration: number[]
  median: number[]
  q25: number[]
  q75: number[]
  n: number[]
}

/** Quantile of sorted numbers, linear between neighbours (type 7, as NumPy's default). */
export function quantile(sorted: readonly number[], p: number): number {
  const place = (sorted.length - 1) * p
  const low = sorted[Math.floor(place)] ?? Number.NaN
  const high = sorted[Math.ceil(place)] ?? Number.NaN
  return low + (high - low) * (place - Math.floor(place))
}

/** Median and quartiles of several curves on a common grid of iterations. */
export function bandOf(curves: readonly Curve[], samples = 240): Band {
  const end = Math.max(0, ...curves.map(({ iteration }) => iteration[iteration.length - 1] ?? 0))
  const count = Math.min(samples, end + 1)
  const band: Band = { iteration: [], median: [], q25: [], q75: [], n: [] }
  // Dense at the start, where losses fall fastest: quadratic spacing, rounded to whole iterations.
  const grid = [...new Set(Array.from({ length: count }, (_, i) => Math.round(end * (i / Math.max(1, count - 1)) ** 2)))]
  for (const iteration of grid) {
    const values = curves
      .filter((curve) => (curve.iteration[curve.iteration.length - 1] ?? 0) >= iteration)
      .map((curve) => curve.loss[bracket(curve.iteration, iteration).index] ?? Number.NaN)
      .filter((value) => Number.isFinite(value) && value > 0)
      .sort((a, b) => a - b)
    if (values.length === 0) continue
    band.iteration.push(iteration)
    band.median.push(quantile(values, 0.5))
    band.q25.push(quantile(values, 0.25))
    band.q75.push(quantile(values, 0.75))
    band.n.push(values.length)
  }
  return band
}

/** Loss against iteration, one line a group: the median over its runs, a band from the lower to the upper quartile. */
export function sweepLossFigure({ groups }: SweepLossInput, frame: Frame): Figure {
  const bands = groups.map(({ label, curves, style }, index) => ({
    label,
    band: bandOf(curves),
    style: seriesStyle(frame.theme, style ?? index)
  }))
  const xRange: Range = frame.view?.x ?? [0, Math.max(1, ...bands.map(({ band }) => band.iteration.at(-1) ?? 1))]
  const yRange = frame.view?.y ?? lossDecades(bands.flatMap(({ band }) => [band.q25, band.q75]))
  const longest = Math.max(4, ...groups.map(({ label }) => label.length))
  const panel = panelOf(
    frame,
    margins(frame, { right: Math.min(140, 26 + longest * 6.2) }),
    { range: xRange },
    { range: yRange, log: true }
  )
  const data: Data[] = bands.flatMap(({ label, band, style }) => [
    {
      type: 'scatter',
      mode: 'none',
      x: [...band.iteration, ...[...band.iteration].reverse()],
      y: [...band.q75, ...[...band.q25].reverse()],
      fill: 'toself',
      fillcolor: translucent(style.color, 0.16),
      hoverinfo: 'skip'
    },
    line(frame, { x: band.iteration, y: band.median }, { color: style.color, width: 2, dash: style.dash, name: label }, true),
    ...leaving(frame, band, yRange)
  ])
  const named = bands.map(({ label, band, style }) => ({ name: label, text: style.text, x: band.iteration, y: band.median }))
  return {
    data,
    layout: layoutOf(
      frame,
      panel,
      { title: 'iteration', range: xRange, ticks: linearTicks(xRange, Math.min(4, tickCount(panel.width, 80 * frame.theme.scale))) },
      { title: 'C', range: yRange, log: true, ticks: logTicks(yRange, tickCount(panel.height, 34 * frame.theme.scale)) },
      endLabels(frame, panel, named)
    ),
    panel,
    numbers: () => wide(bands),
    alt:
      'Loss by group, median over runs. ' +
      bands.map(({ label, band }) => `${label}: ${printed(band.median.at(-1) ?? Number.NaN)}`).join('; ') +
      '.',
    hidden: 0
  }
}

/** A cross where a group leaves the figure for good. */
function leaving(frame: Frame, { iteration, median }: Band, range: Range): Data[] {
  const last = lastShown(median, range)
  if (last < 0 || last === median.length - 1) return []
  const at = { x: [iteration[last] ?? 0], y: [median[last] ?? 0] }
  return [marks(frame, at, { color: frame.theme.error, symbol: 'x-thin', size: 9, outline: 2, over: true })]
}

/** The layout that spreadsheets and pgfplots take: step, then median, quartiles and count of each group. */
function wide(bands: readonly { label: string; band: Band }[]): NumberTable {
  const steps = [...new Set(bands.flatMap(({ band }) => band.iteration))].sort((a, b) => a - b)
  return {
    columns: ['step', ...bands.flatMap(({ label }) => ['median', 'q25', 'q75', 'n'].map((part) => `${columnName(label)}_${part}`))],
    rows: steps.map((step) => [
      step,
      ...bands.flatMap(({ band }) => {
        const at = band.iteration.indexOf(step)
        return [band.median, band.q25, band.q75, band.n].map((values) => values[at] ?? null)
      })
    ])
  }
}
