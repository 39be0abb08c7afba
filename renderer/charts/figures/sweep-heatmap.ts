import type { SweepHeatmapInput } from '../../../main/api/figures.ts'
import type { Annotation, Data, Figure, Frame, Panel, Shape } from '../figure.ts'
import { group, significant } from '../format.ts'
import { inTitle, metricLabel } from '../metrics.ts'
import { label, layoutOf, panelOf } from '../panel.ts'
import { niceLogTicks, type Range } from '../scale.ts'
import { columnName } from '../table.ts'
import { viridisScale } from '../theme.ts'
import { bestCell, cellsOf, cellWord, seedsWord, type Cell } from './sweep-cells.ts'

/**
 * A sweep over two parameters: one coloured cell a pair of values, its number in it. Diverged cells are hatched and say
 * so, the best is ringed, a cell with seeds missing or failed says how many count.
 */
export function sweepHeatmapFigure({ sweep, x: xName, y: yName, show }: SweepHeatmapInput, frame: Frame): Figure {
  const { theme } = frame
  const { scale } = theme
  const { x: xs, y: ys, cells } = cellsOf(sweep, xName, yName, show)
  const title = (name: string) => inTitle(sweep.axes.find((axis) => axis.name === name)?.label ?? name)
  const widest = Math.max(...ys.map((text) => text.length), 1)
  const margin = { left: (24 + widest * 6.4) * scale, right: 64 * scale, top: 26 * scale, bottom: 38 * scale }
  const xAxis = {
    title: title(xName),
    range: [-0.5, xs.length - 0.5] as Range,
    ticks: xs.map((text, value) => ({ value, text })),
    bare: true
  }
  const yAxis = {
    title: title(yName),
    range: [-0.5, ys.length - 0.5] as Range,
    ticks: ys.map((text, value) => ({ value, text })),
    bare: true
  }
  const panel = panelOf(frame, margin, xAxis, yAxis)
  const values = cells.flatMap(({ value }) => (value !== null && value > 0 ? [value] : []))
  const low = values.length > 0 ? Math.min(...values) : 0.1
  const high = values.length > 0 ? Math.max(...values) : 1
  const range: Range = [Math.log10(low), Math.log10(high > low ? high : low * 10)]
  const best = bestCell(cells, sweep.goal)
  const z = ys.map((_, y) => xs.map((__, x) => logOf(cells.find((cell) => cell.x === x && cell.y === y)?.value ?? null)))
  const text = ys.map((_, y) => xs.map((__, x) => cellText(cells.find((cell) => cell.x === x && cell.y === y))))
  const ticks = niceLogTicks([low, high > low ? high : low * 10]).filter(({ value }) => value > 0)
  const cover = hatched(frame, cells)
  const single = show !== 'median' && show !== 'worst'
  const notes = single || sweep.seeds.length === 1 ? [footnote(frame, panel, 'one seed is one draw')] : []
  return {
    data: [
      {
        type: 'heatmap',
        z,
        zmin: range[0],
        zmax: range[1],
        xgap: 2,
        ygap: 2,
        colorscale: viridisScale(theme),
        hoverongaps: true,
        text: text as never,
        hovertemplate: `${title(xName)} %{x}, ${title(yName)} %{y}<br><b>%{text}</b><extra></extra>`,
        colorbar: {
          thickness: 9 * scale,
          len: panel.height,
          lenmode: 'pixels',
          x: 1,
          xpad: 16 * scale,
          ypad: 0,
          outlinewidth: 0,
          ticks: '',
          tickmode: 'array',
          tickvals: ticks.map(({ value }) => Math.log10(value)),
          ticktext: ticks.map((tick) => tick.text),
          tickfont: { family: theme.ui, size: theme.text.tick, color: theme.tick }
        }
      } satisfies Data,
      ...cover
    ],
    layout: {
      ...layoutOf(
        frame,
        panel,
        xAxis,
        yAxis,
        [...cellLabels(frame, panel, cells, range), ...notes],
        best === null ? [] : ring(frame, best, panel.width / xs.length, panel.height / ys.length)
      ),
      hovermode: 'closest'
    },
    panel,
    numbers: () => ({
      columns: [columnName(xName), columnName(yName), sweep.metric, 'n_ok', 'n_failed', 'n', 'state'],
      rows: cells.map((cell) => [xs[cell.x] ?? '', ys[cell.y] ?? '', cell.value, cell.ok, cell.failed, cell.total, cell.state])
    }),
    alt:
      `${metricLabel(sweep.metric)} over ${title(xName)} and ${title(yName)}.` +
      (best === null
        ? ''
        : ` Best: ${significant(best.value ?? 0)} at ${title(xName)} ${xs[best.x] ?? ''}, ${title(yName)} ${ys[best.y] ?? ''}.`) +
      diverged(cells),
    hidden: 0
  }
}

const logOf = (value: number | null) => (value !== null && value > 0 ? Math.log10(value) : null)
const cellText = (cell: Cell | undefined) => (cell === undefined ? '' : cellWord(cell, significant))

function diverged(cells: readonly Cell[]): string {
  const count = cells.filter(({ state }) => state === 'diverged').length
  return count === 0 ? '' : ` ${count} of ${cells.length} cells diverged.`
}

const isHatched = (state: Cell['state']) => state === 'diverged' || state === 'over'

/** Diverged cells hatched, cells without a result outlined. Plotly draws patterns as SVG, so they stay sharp on paper. */
function hatched({ theme }: Frame, cells: readonly Cell[]): Data[] {
  const room = 0.482
  return cells
    .filter(({ value }) => value === null)
    .map(({ x, y, state }) => ({
      type: 'scatter',
      mode: 'lines',
      x: [x - room, x + room, x + room, x - room, x - room],
      y: [y - room, y - room, y + room, y + room, y - room],
      fill: 'toself',
      hoverinfo: 'skip',
      showlegend: false,
      fillcolor: theme.surface,
      ...(isHatched(state)
        ? {
            fillpattern: {
              shape: '/',
              fgcolor: theme.hatch,
              bgcolor: theme.surface,
              size: 6 * theme.scale,
              solidity: 0.14,
              fillmode: 'overlay'
            }
          }
        : {}),
      line: { color: isHatched(state) ? theme.hatch : theme.grid, width: theme.axisWidth }
    }))
}

/** Width of a letter in the house's type, as a share of its size, over words and digits. */
const LETTER = 0.55
/** Text may shrink to this share of its size before it is left out; what stands in for a value, and a value itself, to less. */
const SMALLEST = 0.82
const SMALLEST_VALUE = 0.6

function cellLabels(frame: Frame, panel: Panel, cells: readonly Cell[], range: Range): Partial<Annotation>[] {
  const { theme } = frame
  const width = panel.width / Math.max(1, new Set(cells.map(({ x }) => x)).size)
  const height = panel.height / Math.max(1, new Set(cells.map(({ y }) => y)).size)
  if (height < 15 * theme.scale) return []
  const tall = height > 38 * theme.scale
  /** the largest size at which all of the texts stay inside a cell; null when they cannot */
  const fitted = (size: number, texts: readonly string[], smallest = SMALLEST_VALUE): number | null => {
    const longest = Math.max(1, ...texts.map((text) => text.length))
    const share = Math.min(1, (width - 5 * theme.scale) / (longest * size * LETTER))
    return share < smallest ? null : size * share
  }
  const secondOf = (cell: Cell) =>
    !isHatched(cell.state) || cell.iterations === null || cell.total > 1 ? seedsWord(cell) : `iteration ${group(cell.iterations)}`
  const firstOf = (cell: Cell) =>
    cell.value !== null ? significant(cell.value) : cell.low === null ? cell.word : `over ${significant(cell.low)}`
  // One size for all values, and one for all second lines: cells are compared with each other.
  const valueSize = fitted(theme.text.label * 1.08, cells.filter(({ value }) => value !== null).map(firstOf))
  const hatchedSize = fitted(theme.text.label, cells.filter(({ state }) => isHatched(state)).map(firstOf))
  const small = theme.text.tick * 0.95
  const lines = cells.filter(({ state }) => state === 'few' || isHatched(state)).map(secondOf)
  const secondSize = tall ? fitted(small, lines, SMALLEST) : null
  // Where the words do not fit, how many seeds count still does.
  const short = (cell: Cell) => (cell.state === 'few' ? `n = ${cell.ok + cell.failed}` : '')
  const shortSize = tall && secondSize === null ? fitted(small, cells.map(short)) : null
  return cells.flatMap((cell) => {
    const x = panel.x(cell.x)
    const y = panel.y(cell.y)
    if (cell.state === 'running') return [label(frame, panel, x, y, '…', { anchor: 'center', halo: 'none' })]
    const hatch = isHatched(cell.state)
    const size = hatch ? hatchedSize : cell.value === null ? null : valueSize
    if (size === null) return []
    const share = cell.value === null ? 0 : (Math.log10(cell.value) - range[0]) / (range[1] - range[0])
    const style = hatch
      ? ({ anchor: 'center', color: theme.ink } as const)
      : ({ anchor: 'center', color: share > 0.62 ? '#15181d' : '#ffffff', halo: 'none' } as const)
    const more = cell.state !== 'few' && !hatch ? '' : secondSize !== null ? secondOf(cell) : short(cell)
    const moreSize = secondSize ?? shortSize
    if (more === '' || moreSize === null) return [label(frame, panel, x, y, firstOf(cell), { ...style, weight: 620, size })]
    const lift = 8 * theme.scale
    return [
      label(frame, panel, x, y - lift + (hatch ? theme.scale : 0), firstOf(cell), { ...style, weight: 620, size }),
      label(frame, panel, x, y + lift, more, { ...style, weight: 420, size: moreSize })
    ]
  })
}

/** The ring around the best cell, of `width` by `height` px: ink outside, white inside, so that it reads on every colour. */
function ring({ theme }: Frame, { x, y }: Cell, width: number, height: number): Partial<Shape>[] {
  const box = (inset: number, color: string, line: number): Partial<Shape> => {
    const room = { x: 0.5 - (inset * theme.scale) / width, y: 0.5 - (inset * theme.scale) / height }
    return {
      type: 'rect',
      xref: 'x',
      yref: 'y',
      x0: x - room.x,
      x1: x + room.x,
      y0: y - room.y,
      y1: y + room.y,
      fillcolor: 'rgba(0,0,0,0)',
      line: { color, width: line * theme.scale }
    }
  }
  return [box(1, theme.ink, 3), box(3.3, '#ffffff', 1.6)]
}

function footnote(frame: Frame, panel: Panel, text: string): Partial<Annotation> {
  const y = panel.top + panel.height + 29 * frame.theme.scale
  return label(frame, panel, panel.left, y, text, { size: frame.theme.text.tick, weight: 420, halo: 'none' })
}
