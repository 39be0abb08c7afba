import type { TogetherInput } from '../../../main/api/figures.ts'
import { beyond, shaded } from '../beyond.ts'
import type { Data, Figure, Frame } from '../figure.ts'
import { significant } from '../format.ts'
import { layoutOf, leftFor, tickCount } from '../panel.ts'
import { along, dataOf } from '../places.ts'
import { curveRange, extent, linearTicks, type Range } from '../scale.ts'
import { plain, titled, typeset } from '../subject.ts'
import { seriesTable } from '../table.ts'
import { inBrackets } from '../units.ts'
import { seriesStyle } from '../theme.ts'
import { line, marks } from '../traces.ts'
import { legendOnly, markersAlong, overlayRoom } from './overlay.ts'
import { legendAt } from './slice.ts'

/** All unknowns over one variable, each in its own style with markers along it; exact solutions thin in ink on top, data as diamonds. */
export function togetherFigure({ snapshot, report }: TogetherInput, frame: Frame): Figure {
  const { theme } = frame
  const [axis] = snapshot.axes
  const variable = axis?.name ?? 'x'
  const x = axis?.values ?? new Float64Array()
  const unit = inBrackets(report.units, snapshot.fields[0]?.unknown ?? '')
  const same = snapshot.fields.every(({ unknown }) => inBrackets(report.units, unknown) === unit)
  const curves = snapshot.fields.map((field, index) => {
    const style = seriesStyle(theme, index)
    return {
      name: `${typeset(field.unknown)}${same ? '' : inBrackets(report.units, field.unknown)}`,
      unknown: field.unknown,
      style,
      text: style.text,
      x,
      y: field.solution,
      exact: field.exact,
      index
    }
  })
  const measured = curves.flatMap((curve) => dataOf(snapshot, curve.unknown).map((place) => ({ ...place, curve })))
  const xRange: Range = frame.view?.x ?? [x[0] ?? 0, x[x.length - 1] ?? 1]
  const all = [
    ...curves.map(({ y }) => y),
    ...curves.flatMap(({ exact }) => (exact === null ? [] : [exact])),
    ...measured.map(({ values }) => values)
  ]
  const yRange = frame.view?.y ?? curveRange(extent(all) ?? [0, 1], 0.07)
  const yTicks = linearTicks(yRange, tickCount(frame.height - 64 * theme.scale, 36 * theme.scale))
  const { panel, legend, labels } = overlayRoom(frame, curves, { range: xRange }, { range: yRange }, leftFor(yTicks))
  const shade = shaded(frame, panel, 'x', beyond(report, variable, x))
  const data: Data[] = [
    ...curves.flatMap((curve) => [
      line(frame, curve, { color: curve.style.color, width: 3, dash: curve.style.dash, name: curve.name }),
      markersAlong(frame, curve, curve.index)
    ]),
    ...curves.flatMap(({ exact, name }) =>
      exact === null
        ? []
        : [{ ...line(frame, { x, y: exact }, { color: theme.exact, width: 1.1, name: `Exact ${name}` }), showlegend: false }]
    ),
    ...measured.map(({ at, values, name, curve }) =>
      marks(
        frame,
        { x: along(report, at, variable), y: values },
        { color: curve.style.text, symbol: 'diamond', size: 6, open: true, outline: 1.4, name: `Data, ${name}`, over: true }
      )
    )
  ]
  return {
    data: legendOnly(data, legend).map((trace) =>
      'name' in trace && trace.name?.startsWith('Exact ') ? { ...trace, showlegend: false } : trace
    ),
    layout: {
      ...layoutOf(
        frame,
        panel,
        { title: titled(report, variable), range: xRange, ticks: linearTicks(xRange, tickCount(panel.width, 75 * theme.scale)) },
        { title: same ? unit.trim() : '', range: yRange, ticks: yTicks },
        [...labels, ...shade.labels],
        shade.shapes
      ),
      ...(legend ? { showlegend: true, legend: { ...legendAt(frame, 'top right'), traceorder: 'normal' } } : {})
    },
    panel,
    numbers: () =>
      seriesTable(variable, [
        ...curves.map(({ unknown, y }) => ({ name: unknown, x, y })),
        ...curves.flatMap(({ unknown, exact }) => (exact === null ? [] : [{ name: `exact ${unknown}`, x, y: exact }])),
        ...measured.map(({ name, at, values }) => ({ name: `data ${name}`, x: along(report, at, variable), y: values }))
      ]),
    alt:
      `${curves.length} unknowns against ${variable}: ` +
      curves
        .map(({ name, y }) => `${plain(name)} from ${significant(y[0] ?? Number.NaN)} to ${significant(y[y.length - 1] ?? Number.NaN)}`)
        .join('; ') +
      '.',
    hidden: 0
  }
}
