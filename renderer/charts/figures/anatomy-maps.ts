import type { AnatomyInput } from '../../../main/api/figures.ts'
import type { Annotation, Data, Figure, Frame, Layout } from '../figure.ts'
import { significant } from '../format.ts'
import { horizontalAxis, isLetter, label, layoutOf, margins, panelOf, tickCount, verticalAxis } from '../panel.ts'
import { extent, linearTicks, type Range } from '../scale.ts'
import { isSpace, orientationOf, plain, rowsOf, titled } from '../subject.ts'
import { divergingScale, viridisScale } from '../theme.ts'
import type { Part } from './anatomy.ts'

/** Room between maps: for the numbers of an axis, the ends of the colours and the title. */
const GAP = { x: 64, y: 40 }

/** A domain so many times longer than wide is not drawn with equal scales. */
const MOST_OBLONG = 5
const NEARLY = 0.8
/** Ends of a range that are smaller than this, relative to the other, are round-off of zero. */
const ROUND = 1e-15

/** One map a part, each with its own colours whose ends are written beside its title; all maps zoom together. */
export function anatomyMaps({ snapshot, report }: AnatomyInput, parts: readonly Part[], frame: Frame): Omit<Figure, 'alt' | 'hidden'> {
  const { theme } = frame
  const orientation = orientationOf(snapshot, report.problem.kind)
  const { h, v } = orientation
  const xRange: Range = frame.view?.x ?? [h.values[0] ?? 0, h.values[h.values.length - 1] ?? 1]
  const yRange: Range = frame.view?.y ?? [v.values[0] ?? 0, v.values[v.values.length - 1] ?? 1]
  const whole = panelOf(frame, margins(frame, { left: 52, right: 24 }), { range: xRange }, { range: yRange })
  const [gapX, gapY] = [GAP.x * theme.scale, GAP.y * theme.scale]
  const room = (columns: number) => {
    const lines = Math.ceil(parts.length / columns)
    return { columns, width: (whole.width - (columns - 1) * gapX) / columns, height: (whole.height - (lines - 1) * gapY) / lines }
  }
  const wide = room(frame.width > 1.9 * frame.height ? parts.length : Math.ceil(parts.length / 2))
  const { columns, width, height } = isSpace(orientation, report)
    ? equallyScaled(
        parts.map((_, k) => room(k + 1)),
        xRange,
        yRange,
        wide
      )
    : wide
  const ticks = {
    x: linearTicks(xRange, Math.min(5, tickCount(width, 45 * theme.scale))),
    y: linearTicks(yRange, Math.min(5, tickCount(height, 50 * theme.scale)))
  }
  const cells = parts.map((part, index) => {
    const left = whole.left + (index % columns) * (width + gapX)
    const top = whole.top + Math.floor(index / columns) * (height + gapY)
    const x = [(left - whole.left) / whole.width, (left - whole.left + width) / whole.width]
    const y = [1 - (top - whole.top + height) / whole.height, 1 - (top - whole.top) / whole.height]
    return { part, left, top, suffix: index === 0 ? '' : String(index + 1), x, y }
  })
  const right = Math.max(...cells.map(({ left }) => left + width))
  const bottom = Math.max(...cells.map(({ top }) => top + height))
  const base = layoutOf(frame, whole, { range: xRange, ticks: ticks.x, bare: true }, { range: yRange, ticks: ticks.y, bare: true }, [
    ...cells.flatMap(({ part, left, top }) => titles(frame, whole, part, left, top, width)),
    label(frame, whole, right, bottom + 29 * theme.scale, titled(report, h.name), {
      anchor: 'right',
      letter: isLetter(titled(report, h.name)),
      halo: 'none'
    }),
    label(frame, whole, 12 * theme.scale, whole.top - 12 * theme.scale, titled(report, v.name), {
      letter: isLetter(titled(report, v.name)),
      halo: 'none'
    })
  ])
  const axes: Partial<Layout> = Object.fromEntries(
    cells.flatMap(({ suffix, x, y }): [string, object][] => {
      const linked = (axis: string) => (suffix === '' ? {} : { matches: axis })
      const across = horizontalAxis(theme, { range: xRange, ticks: ticks.x, bare: true })
      const up = verticalAxis(theme, { range: yRange, ticks: ticks.y, bare: true })
      return [
        [`xaxis${suffix}`, { ...across, domain: x, anchor: `y${suffix}`, ...linked('x') }],
        [`yaxis${suffix}`, { ...up, domain: y, anchor: `x${suffix}`, ...linked('y') }]
      ]
    })
  )
  return {
    data: cells.map(({ part, suffix }): Data => {
      const [low, high] = rangeOf(part)
      return {
        type: 'heatmap',
        x: Array.from(h.values),
        y: Array.from(v.values),
        z: rowsOf(orientation, part.values),
        zmin: low,
        zmax: high > low ? high : low + 1,
        zsmooth: 'best',
        colorscale: part.tone === 'error' ? divergingScale(theme) : viridisScale(theme),
        showscale: false,
        hoverongaps: false,
        hovertemplate: `${h.name} = %{x:.4~g}, ${v.name} = %{y:.4~g}<br>${plain(part.title)} <b>%{z:.5~g}</b><extra></extra>`,
        ...({ xaxis: `x${suffix}`, yaxis: `y${suffix}` } as { xaxis: 'x2'; yaxis: 'y2' })
      }
    }),
    layout: { ...base, ...axes, hovermode: 'closest' },
    panel: whole,
    numbers: () => {
      const [first, second] = snapshot.axes
      const n = second?.values.length ?? 1
      return {
        columns: [first?.name ?? 'x', second?.name ?? 'y', ...parts.map(({ column }) => column)],
        rows: Array.from({ length: (first?.values.length ?? 0) * n }, (_, p) => [
          first?.values[Math.floor(p / n)] ?? null,
          second?.values[p % n] ?? null,
          ...parts.map(({ values }) => values[p] ?? null)
        ])
      }
    }
  }
}

interface Room {
  columns: number
  width: number
  height: number
}

/**
 * Of the ways to set maps in rows, fewest columns first, the last one that draws a unit of space nearly as long as any, the same across and up.
 * Where that leaves slivers, `otherwise`.
 */
function equallyScaled(ways: readonly Room[], x: Range, y: Range, otherwise: Room): Room {
  const [across, up] = [x[1] - x[0], y[1] - y[0]]
  if (Math.max(across / up, up / across) > MOST_OBLONG) return otherwise
  const scale = ({ width, height }: Room) => Math.min(width / across, height / up)
  const longest = Math.max(...ways.map(scale))
  // A single row reads as the sentence that it is: it may be a little smaller.
  const best = ways.findLast((way) => scale(way) >= NEARLY * longest) ?? otherwise
  return { columns: best.columns, width: scale(best) * across, height: scale(best) * up }
}

/** Residuals are signed: their colours are symmetric about zero. */
function rangeOf({ values, tone }: Part): Range {
  const [low, high] = extent([values]) ?? [0, 1]
  if (tone !== 'error') return [low, high]
  const size = Math.max(Math.abs(low), Math.abs(high))
  return [-size, size]
}

function titles(frame: Frame, whole: Figure['panel'], part: Part, left: number, top: number, width: number): Partial<Annotation>[] {
  const { theme } = frame
  const ends = extent([part.values]) ?? [0, 0]
  const most = Math.max(Math.abs(ends[0]), Math.abs(ends[1]))
  const [low = 0, high = 0] = ends.map((end) => (Math.abs(end) < ROUND * most ? 0 : end))
  const y = top - 11 * theme.scale
  const letter = isLetter(part.title) || part.title.includes('<sub>')
  const color = part.tone === 'network' ? theme.networkText : part.tone === 'error' ? theme.errorText : theme.ink2
  const spread = low === high ? significant(low, 3) : `${significant(low, 3)} … ${significant(high, 3)}`
  return [
    label(frame, whole, left, y, part.title, { letter, color, halo: 'none' }),
    label(frame, whole, left + width, y, spread, { anchor: 'right', size: theme.text.tick, weight: 420, halo: 'none' })
  ]
}
