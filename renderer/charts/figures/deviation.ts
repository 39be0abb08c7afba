import type { DeviationInput } from '../../../main/api/figures.ts'
import { beyond, shaded } from '../beyond.ts'
import type { Figure, Frame } from '../figure.ts'
import { significant } from '../format.ts'
import { label, layoutOf, leftFor, margins, panelOf, tickCount } from '../panel.ts'
import { along } from '../places.ts'
import { extent, linearTicks, padded, type Range } from '../scale.ts'
import { interpolate, largest, plain, subjectOf, titled, typeset } from '../subject.ts'
import { seriesTable } from '../table.ts'
import { inBrackets } from '../units.ts'
import { line, marks, translucent } from '../traces.ts'

/** network - exact over one variable, with the training points on it and its largest value named. */
export function errorFigure(input: DeviationInput, frame: Frame): Figure {
  const { field } = subjectOf(input.snapshot, input.unknown)
  const { exact } = field
  if (exact === null) throw new Error('Without an exact or reference solution there is no error to draw.')
  const error = Float64Array.from(field.solution, (value, i) => value - (exact[i] ?? Number.NaN))
  const { points } = input.snapshot
  const atPoints =
    points.exact === null || !isFirst(input)
      ? null
      : Float64Array.from(points.solution, (value, i) => value - (points.exact?.[i] ?? Number.NaN))
  return deviation(input, frame, {
    values: error,
    atPoints,
    title: `network − exact${inBrackets(input.report.units, subjectOf(input.snapshot, input.unknown).unknown)}`,
    column: 'error',
    word: 'Error'
  })
}

/** The residual of the equation over one variable: what training makes small, at the training points. */
export function residualFigure(input: DeviationInput, frame: Frame): Figure {
  const { field } = subjectOf(input.snapshot, input.unknown)
  const atPoints = isFirst(input) ? input.snapshot.points.residual : null
  return deviation(input, frame, { values: field.residual, atPoints, title: 'residual', column: 'residual', word: 'Residual' })
}

/** What stands at the training points is kept for the first unknown; of others it is read off the curve. */
function isFirst({ snapshot, unknown }: DeviationInput): boolean {
  return (unknown === undefined || unknown === snapshot.fields[0]?.unknown) && !snapshot.fixed?.length
}

interface Shown {
  values: Float64Array
  atPoints: Float64Array | null
  title: string
  column: string
  word: string
}

function deviation(input: DeviationInput, frame: Frame, { values, atPoints, title, column, word }: Shown): Figure {
  const { theme } = frame
  const subject = subjectOf(input.snapshot, input.unknown)
  const variable = subject.axes[0]?.name ?? 'x'
  const x = subject.axes[0]?.values ?? new Float64Array()
  const xRange = frame.view?.x ?? ([x[0] ?? 0, x[x.length - 1] ?? 1] as const)
  const yRange = frame.view?.y ?? signedRange(extent([values]) ?? [-1, 1])
  const ticks = linearTicks(yRange, tickCount(frame.height - 64 * theme.scale, 30 * theme.scale))
  const panel = panelOf(frame, margins(frame, { left: leftFor(ticks, 56) }), { range: xRange }, { range: yRange })
  const points = along(input.report, input.snapshot.points.at, variable)
  const worst = largest(values)
  const at = x[worst] ?? 0
  const value = values[worst] ?? 0
  const shade = shaded(frame, panel, 'x', beyond(input.report, variable, x), false, value >= 0)
  return {
    data: [
      line(frame, { x, y: values }, { color: theme.error, width: 1.75, fill: translucent(theme.error, 0.1), name: word }),
      ...(points.length > 80
        ? []
        : [
            marks(
              frame,
              { x: points, y: atPoints ?? Array.from(points, (point) => interpolate(x, values, point)) },
              { color: theme.error, symbol: 'circle', size: 5.2, open: true, over: true }
            )
          ]),
      ...(worst < 0 ? [] : [marks(frame, { x: [at], y: [value] }, { color: theme.error, symbol: 'diamond', size: 9, over: true })])
    ],
    layout: layoutOf(
      frame,
      panel,
      { title: titled(input.report, variable), range: xRange, ticks: linearTicks(xRange, tickCount(panel.width, 65 * theme.scale)) },
      { title, range: yRange, ticks, zero: true },
      [
        ...(worst < 0
          ? []
          : [worstLabel(frame, panel, at, value, `${significant(value)} at ${plain(typeset(variable))} = ${significant(at, 2)}`)]),
        ...shade.labels
      ],
      shade.shapes
    ),
    panel,
    numbers: () =>
      seriesTable(variable, [
        { name: column, x, y: values },
        ...(atPoints === null ? [] : [{ name: 'training_point', x: points, y: atPoints }])
      ]),
    alt:
      worst < 0
        ? `${word}: nothing finite to draw.`
        : `${word} against ${variable}: largest ${significant(value)} at ${variable} = ${significant(at, 2)}.`,
    hidden: 0
  }
}

/** Room for both signs; zero is always in sight. */
function signedRange([low, high]: Range): Range {
  const [from, to] = padded([Math.min(0, low), Math.max(0, high)], 0.14)
  const span = to - from
  return [Math.min(from, -0.06 * span), Math.max(to, 0.06 * span)]
}

function worstLabel(frame: Frame, panel: Figure['panel'], at: number, value: number, text: string) {
  const { scale, text: sizes, errorText } = frame.theme
  const px = panel.x(at)
  const right = px < panel.left + panel.width - text.length * sizes.label * 0.56 - 12 * scale
  const down = value < 0
  const y = panel.y(value) + (down ? 12 : -11) * scale
  const inside = Math.min(Math.max(y, panel.top + 4), panel.top + panel.height - 8 * scale)
  return label(frame, panel, px + (right ? 10 : -10) * scale, inside, text, { color: errorText, anchor: right ? 'left' : 'right' })
}
