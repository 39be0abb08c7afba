import type { AnatomyInput } from '../../../main/api/figures.ts'
import { beyond, shaded } from '../beyond.ts'
import type { Annotation, Data, Figure, Frame, Layout } from '../figure.ts'
import { isLetter, label, layoutOf, margins, panelOf, tickCount, verticalAxis, type Axis } from '../panel.ts'
import { extent, linearTicks, padded, type Range } from '../scale.ts'
import { plain, titled } from '../subject.ts'
import { seriesTable } from '../table.ts'
import type { Theme } from '../theme.ts'
import { line, translucent } from '../traces.ts'
import type { Part } from './anatomy.ts'

/** Room above each row for its title, px at the screen's scale. */
const TITLE = 20

/** One row a part over one axis; zooming and the crosshair move all of them. */
export function anatomyCurves({ snapshot, report }: AnatomyInput, parts: readonly Part[], frame: Frame): Omit<Figure, 'alt' | 'hidden'> {
  const { theme } = frame
  const [axis] = snapshot.axes
  const x = axis?.values ?? new Float64Array()
  const variable = axis?.name ?? 'x'
  const xRange: Range = frame.view?.x ?? [x[0] ?? 0, x[x.length - 1] ?? 1]
  const margin = margins(frame, { left: 64, right: 24 })
  const whole = panelOf(frame, { ...margin, top: 6 * theme.scale }, { range: xRange }, { range: [0, 1] })
  const height = whole.height / parts.length
  const rows = parts.map((part, row) => {
    const range = yRangeOf(part)
    const top = whole.top + row * height + TITLE * theme.scale
    const bottom = whole.top + (row + 1) * height - 4 * theme.scale
    const ticks = linearTicks(range, tickCount(bottom - top, 34 * theme.scale))
    const domain: [number, number] = [1 - (bottom - whole.top) / whole.height, 1 - (top - whole.top) / whole.height]
    return { part, top, name: row === 0 ? 'y' : `y${row + 1}`, domain, axis: { range, ticks, zero: true } satisfies Axis }
  })
  const [first, ...others] = rows
  const shade = shaded(frame, whole, 'x', beyond(report, variable, x))
  const base = layoutOf(
    frame,
    whole,
    { title: titled(report, variable), range: xRange, ticks: linearTicks(xRange, tickCount(whole.width, 90 * theme.scale)), grid: true },
    first?.axis ?? { range: [0, 1], ticks: [] },
    [...rows.map(({ part, top }) => title(frame, whole, part, top)), ...shade.labels],
    shade.shapes
  )
  const more = Object.fromEntries(
    others.map(({ domain, axis: y }, index) => [`yaxis${index + 2}`, { ...verticalAxis(theme, y), domain, anchor: 'x' }])
  ) as Partial<Layout>
  return {
    data: rows.flatMap(({ part, name }) => traces(frame, part, x, name)),
    layout: {
      ...base,
      ...more,
      yaxis: { ...base.yaxis, domain: first?.domain ?? [0, 1] },
      xaxis: { ...base.xaxis, anchor: rows.at(-1)?.name === 'y' ? 'y' : (`y${rows.length}` as 'y2') }
    },
    panel: whole,
    numbers: () =>
      seriesTable(
        variable,
        parts.map(({ column, values }) => ({ name: column, x, y: values }))
      )
  }
}

function yRangeOf({ values, truth }: Part): Range {
  const [low, high] = extent([values, ...(truth == null ? [] : [truth])]) ?? [0, 1]
  // A constant is drawn against zero, so that one sees how large it is.
  return low === high ? padded([Math.min(0, low), Math.max(0, high) || 1], 0.12) : padded([low, high], 0.12)
}

function title(frame: Frame, whole: Figure['panel'], { title: text, tone }: Part, top: number): Partial<Annotation> {
  const { theme } = frame
  const letter = isLetter(text) || text.includes('<sub>')
  const color = tone === 'network' ? theme.networkText : tone === 'error' ? theme.errorText : theme.ink2
  return label(frame, whole, whole.left, top - 9 * theme.scale, text, { letter, color, halo: 'none' })
}

const colourOf = (theme: Theme, tone: Part['tone']) => (tone === 'network' ? theme.network : tone === 'error' ? theme.error : theme.ink2)

function traces(frame: Frame, { title: name, values, truth, tone }: Part, x: ArrayLike<number>, yaxis: string): Data[] {
  const { theme } = frame
  const color = colourOf(theme, tone)
  const fill = tone === 'error' ? { fill: translucent(color, 0.1) } : {}
  const on = { yaxis } as { yaxis: 'y2' }
  return [
    { ...line(frame, { x, y: values }, { color, width: tone === 'network' ? 2.5 : 1.75, name: plain(name), ...fill }), ...on },
    ...(truth == null ? [] : [{ ...line(frame, { x, y: truth }, { color: theme.exact, width: 1.1, name: 'Exact' }), ...on }])
  ]
}
