import type { EstimatesInput } from '../../../main/api/figures.ts'
import { decimate } from '../decimate.ts'
import type { Data, Figure, Frame } from '../figure.ts'
import { group, significant } from '../format.ts'
import { layoutOf, leftFor, tickCount } from '../panel.ts'
import { curveRange, extent, linearTicks, type Range } from '../scale.ts'
import { plain, typeset } from '../subject.ts'
import { seriesTable } from '../table.ts'
import { seriesStyle } from '../theme.ts'
import { line, marks } from '../traces.ts'
import { legendOnly, overlayRoom } from './overlay.ts'
import { legendAt } from './slice.ts'

/** Estimated numbers against the iteration, each in its own style; where other seeds ended stands at the right end. */
export function estimatesFigure({ iteration, estimates, planned, units }: EstimatesInput, frame: Frame): Figure {
  const { theme } = frame
  const end = Math.max(1, planned, iteration[iteration.length - 1] ?? 0)
  const xRange: Range = frame.view?.x ?? [0, end]
  const curves = estimates.map(({ name, values, others = [] }, index) => {
    const style = seriesStyle(theme, index)
    const now = values[values.length - 1] ?? Number.NaN
    return {
      name: `${typeset(name)} = ${significant(now, 4)}${units?.[name] === undefined ? '' : ` ${units[name]}`}`,
      column: name,
      style,
      text: style.text,
      x: iteration,
      y: values,
      others
    }
  })
  const yRange = frame.view?.y ?? curveRange(extent(curves.flatMap(({ y, others }) => [y, others])) ?? [0, 1], 0.1)
  const yTicks = linearTicks(yRange, tickCount(frame.height - 64 * theme.scale, 36 * theme.scale))
  const { panel, legend, labels } = overlayRoom(frame, curves, { range: xRange }, { range: yRange }, leftFor(yTicks))
  const data: Data[] = curves.flatMap((curve) => [
    line(frame, decimate(curve, Math.ceil(panel.width)), {
      color: curve.style.color,
      width: 2,
      dash: curve.style.dash,
      name: curve.name,
      hover: `${plain(curve.name.split(' = ')[0] ?? '')} <b>%{y:.7~g}</b><extra></extra>`
    }),
    marks(
      frame,
      { x: Array.from(curve.others, () => end), y: curve.others },
      { color: curve.style.color, symbol: curve.style.symbol, size: 6, open: true, outline: 1.4, over: true }
    )
  ])
  return {
    data: legendOnly(data, legend || curves.length === 1),
    layout: {
      ...layoutOf(
        frame,
        panel,
        { title: 'iteration', range: xRange, ticks: linearTicks(xRange, Math.min(5, tickCount(panel.width, 80 * theme.scale))) },
        { title: '', range: yRange, ticks: yTicks },
        labels
      ),
      ...(legend || curves.length === 1 ? { showlegend: true, legend: { ...legendAt(frame, 'top right'), traceorder: 'normal' } } : {})
    },
    panel,
    numbers: () =>
      seriesTable(
        'iteration',
        curves.map(({ column, x, y }) => ({ name: column, x, y }))
      ),
    alt:
      iteration.length === 0
        ? 'Estimates: nothing trained yet.'
        : `Estimates after ${group(iteration[iteration.length - 1] ?? 0)} iterations: ${curves.map(({ name }) => plain(name)).join('; ')}.`,
    hidden: 0
  }
}
