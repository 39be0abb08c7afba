import type { ReferenceResult } from '../../../core/reference/types.ts'
import type { SolutionInput } from '../../../main/api/figures.ts'
import { beyond, errorsInsideAndBeyond, shaded } from '../beyond.ts'
import { anchorsOf } from '../conditions.ts'
import type { Annotation, Figure, Frame, Panel } from '../figure.ts'
import { significant } from '../format.ts'
import { displaced, spread } from '../labels.ts'
import { label, layoutOf, leftFor, margins, panelOf, tickCount } from '../panel.ts'
import { along, dataOf, pointsInWords } from '../places.ts'
import { curveRange, extent, linearTicks } from '../scale.ts'
import { interpolate, largest, plain, subjectOf, titled } from '../subject.ts'
import { seriesTable } from '../table.ts'
import { line, marks } from '../traces.ts'

/** A line with its name at the right end. */
interface Named {
  name: string
  color: string
  text: string
  width: number
  dash?: string
  x: ArrayLike<number>
  y: ArrayLike<number>
  symbol?: 'square'
  opacity?: number
}

/**
 * The solution over one variable: the classical method dashed with squares at the bottom, the network broad, the exact
 * solution thin on top of it, so that one sees where they part. Training points stand as ticks on the axis, conditions
 * as open circles, names at the ends of the lines.
 */
export function solutionFigure(input: SolutionInput, frame: Frame): Figure {
  const { snapshot, report } = input
  const { theme } = frame
  const subject = subjectOf(snapshot, input.unknown)
  const variable = subject.axes[0]?.name ?? 'x'
  const x = subject.axes[0]?.values ?? new Float64Array()
  const { solution, exact } = subject.field
  const classical = classicalLine(input.classical, frame)
  const lines: Named[] = [
    ...(classical === null ? [] : [classical]),
    { name: 'Network', color: theme.network, text: theme.networkText, width: 4, opacity: 0.95, x, y: solution },
    ...(exact === null ? [] : [{ name: 'Exact', color: theme.exact, text: theme.exactText, width: 1.25, x, y: exact }])
  ]
  const xRange = frame.view?.x ?? ([x[0] ?? 0, x[x.length - 1] ?? 1] as const)
  const measured = dataOf(snapshot, subject.unknown).map(({ values }) => values)
  const yRange = frame.view?.y ?? curveRange(extent([...lines.map(({ y }) => y), ...measured]) ?? [0, 1], 0.07)
  const yTicks = linearTicks(yRange, tickCount(frame.height - 64 * theme.scale, 36 * theme.scale))
  const panel = panelOf(frame, margins(frame, { labels: true, left: leftFor(yTicks) }), { range: xRange }, { range: yRange })
  const points = along(report, snapshot.points.at, variable)
  const anchors = anchorsOf(report).filter(({ unknown, at, how }) => unknown === subject.unknown && at[0] !== null && how === 'hard')
  const learnt = anchorsOf(report).filter(({ unknown, at, how }) => unknown === subject.unknown && at[0] !== null && how === 'soft')
  const data = dataOf(snapshot, subject.unknown)
  const shade = shaded(frame, panel, 'x', beyond(report, variable, x))
  const base = panel.yAt(panel.top + panel.height - 3 * theme.scale)
  const worst = exact === null ? null : worstOf(x, solution, exact)
  return {
    data: [
      ...lines.map((curve) => line(frame, curve, { color: curve.color, width: curve.width, name: curve.name, ...optional(curve) })),
      ...lines.flatMap((curve) =>
        curve.symbol === undefined || curve.x.length > 60
          ? []
          : [marks(frame, curve, { color: curve.color, symbol: curve.symbol, size: 5 })]
      ),
      ...(points.length > 400
        ? []
        : [
            marks(
              frame,
              { x: points, y: Array.from(points, () => base) },
              { color: theme.network, symbol: 'line-ns', size: 6, outline: 1.5, over: true }
            )
          ]),
      ...data.map(({ name, at, values }) =>
        marks(
          frame,
          { x: along(report, at, variable), y: values },
          { color: theme.ink, symbol: 'diamond', size: 6, open: true, outline: 1.4, name: `Data, ${name}`, over: true }
        )
      ),
      marks(
        frame,
        { x: learnt.map(({ at }) => at[0] ?? 0), y: learnt.map(({ at }) => interpolate(x, solution, at[0] ?? 0)) },
        { color: theme.ink2, symbol: 'square', size: 8, open: true, outline: 1.6, over: true }
      ),
      marks(
        frame,
        { x: anchors.map(({ at }) => at[0] ?? 0), y: anchors.map(({ at }) => interpolate(x, solution, at[0] ?? 0)) },
        { color: theme.ink, symbol: 'circle', size: 9, open: true, outline: 2, over: true }
      )
    ],
    layout: layoutOf(
      frame,
      panel,
      { title: titled(report, variable), range: xRange, ticks: linearTicks(xRange, tickCount(panel.width, 75 * theme.scale)) },
      { title: titled(report, subject.unknown), range: yRange, ticks: yTicks },
      [
        ...endLabels(frame, panel, lines),
        ...heldLabel(frame, panel, anchors, x, solution),
        ...pointsLabel(frame, panel, pointsInWords(snapshot), lines),
        ...shade.labels
      ],
      shade.shapes
    ),
    panel,
    numbers: () =>
      seriesTable(variable, [
        ...lines.map(({ name, x: at, y }) => ({ name, x: at, y })),
        ...(snapshot.fixed?.length ? [] : [{ name: 'training_point', x: points, y: snapshot.points.solution }]),
        ...data.map(({ name, at, values }) => ({ name: `data ${name}`, x: along(report, at, variable), y: values }))
      ]),
    alt:
      `Solution ${plain(subject.symbol)} against ${variable}.` +
      (worst === null ? '' : ` The network is off by at most ${significant(worst.error)} at ${variable} = ${significant(worst.at, 2)}.`) +
      (input.classical == null || input.classical.maxAbsError === null
        ? ''
        : ` ${input.classical.label}: at most ${significant(input.classical.maxAbsError)}.`) +
      extrapolation(errorsInsideAndBeyond(report, subject.axes, subject.field)),
    hidden: 0
  }
}

/** What an alternative in words says of the part beyond the interval of training. */
export function extrapolation(errors: { inside: number; beyond: number } | null): string {
  return errors === null
    ? ''
    : ` Inside the interval of training off by at most ${significant(errors.inside)}, beyond it by ${significant(errors.beyond)}.`
}

function optional({ dash, opacity }: Named) {
  return { ...(dash === undefined ? {} : { dash }), ...(opacity === undefined ? {} : { opacity }) }
}

function classicalLine(result: ReferenceResult | null | undefined, { theme }: Frame): Named | null {
  const axis = result?.axes[0]
  if (result == null || axis === undefined || result.axes.length !== 1) return null
  const style = { color: theme.classic, text: theme.classicText, width: 1.5, dash: '6px,3px', symbol: 'square' as const }
  return { name: result.label, x: axis.values, y: result.values, ...style }
}

function worstOf(x: ArrayLike<number>, solution: ArrayLike<number>, exact: ArrayLike<number>) {
  const off = Float64Array.from({ length: x.length }, (_, i) => (solution[i] ?? Number.NaN) - (exact[i] ?? Number.NaN))
  const index = largest(off)
  return index < 0 ? null : { at: x[index] ?? 0, error: Math.abs(off[index] ?? 0) }
}

/** Names at the right ends of the lines, moved apart where they would touch. */
export function endLabels(
  frame: Frame,
  panel: Panel,
  lines: readonly { name: string; text: string; x: ArrayLike<number>; y: ArrayLike<number>; symbol?: string }[]
): Partial<Annotation>[] {
  const height = frame.theme.text.label * 1.24
  const ends = [...lines].reverse().flatMap((curve) => {
    const end = lastFinite(curve.y)
    if (end < 0) return []
    const y = panel.y(curve.y[end] ?? 0)
    return [{ ...curve, y: Math.min(Math.max(y, panel.top), panel.top + panel.height), height }]
  })
  const placed = spread(ends, panel.top - height / 2, panel.top + panel.height + height / 2)
  return ends.map((end, index) =>
    label(frame, panel, panel.left + panel.width + 9 * frame.theme.scale, placed[index] ?? end.y, end.name, { color: end.text })
  )
}

/** Whether names at the ends would stand too far from their lines: then a legend reads better. */
export function endsCollide(frame: Frame, panel: Panel, lines: readonly { y: ArrayLike<number> }[]): boolean {
  const height = frame.theme.text.label * 1.24
  const ends = lines.map(({ y }) => ({ y: panel.y(y[lastFinite(y)] ?? 0), height }))
  return displaced(ends, spread(ends), 2.5 * height)
}

function lastFinite(values: ArrayLike<number>): number {
  let index = values.length - 1
  while (index >= 0 && !Number.isFinite(values[index])) index--
  return index
}

function heldLabel(
  frame: Frame,
  panel: Panel,
  anchors: { at: (number | null)[] }[],
  x: ArrayLike<number>,
  y: ArrayLike<number>
): Partial<Annotation>[] {
  const at = anchors[0]?.at[0]
  if (at == null) return []
  const left = panel.x(at)
  const height = panel.y(interpolate(x, y, at))
  const { scale, text: sizes } = frame.theme
  const text = anchors.length > 1 ? 'held' : 'held for every θ'
  const rising = interpolate(x, y, at + 0.02 * ((x[x.length - 1] ?? 1) - (x[0] ?? 0))) > interpolate(x, y, at)
  const room = height < panel.top + panel.height - 24 * scale
  const under = height < 26 * scale || (rising && room)
  // On the axis under a rising curve: a little further to the right, where the curve has left.
  const dx = rising && !room ? 22 : 12
  return [label(frame, panel, left + dx * scale, height + (under ? 12 : -10) * scale, text, { size: sizes.tick, weight: 420 })]
}

/** The number of training points, over the axis where no line passes. */
function pointsLabel(frame: Frame, panel: Panel, text: string, lines: readonly Named[]): Partial<Annotation>[] {
  const y = panel.top + panel.height - 15 * frame.theme.scale
  const clear = (share: number) =>
    lines.every(
      (curve) => Math.abs(panel.y(interpolate(curve.x, curve.y, panel.xAt(panel.left + share * panel.width))) - y) > 16 * frame.theme.scale
    )
  const share = [0.55, 0.3, 0.75].find((candidate) => [-0.12, 0, 0.12].every((offset) => clear(candidate + offset)))
  if (share === undefined) return []
  const style = { anchor: 'center', size: frame.theme.text.tick, weight: 420, color: frame.theme.tick } as const
  return [label(frame, panel, panel.left + share * panel.width, y, text, style)]
}
