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

function cellLabels(frame: Frame, panel: Panel, cells: readonly Cell[], range: Range): Partial<Annotation>[] {
  const { theme } = frame
  const width = panel.width / Math.max(1, new Set(cells.map(({ x }) => x)).size)
  const height = panel.height / Math.max(1, new Set(cells.map(({ y }) => y)).size)
  if (width < 34 * theme.scale || height < 15 * theme.scale) return []
  const tall = height > 38 * theme.scale
  return cells.flatMap((cell) => {
    const x = panel.x(cell.x)
    const y = panel.y(cell.y)
    const lift = tall ? 8 * theme.scale : 0
    if (cell.value !== null) {
      const share = (Math.log10(cell.value) - range[0]) / (range[1] - range[0])
      const style = {
        anchor: 'center',
        color: share > 0.62 ? '#15181d' : '#ffffff',
        weight: 620,
        halo: 'none',
        size: theme.text.label * 1.08
      } as const
      const words = width < 80 * theme.scale && cell.failed === 0 ? `n = ${cell.ok}` : seedsWord(cell)
      const seeds =
        tall && cell.state === 'few'
          ? [label(frame, panel, x, y + lift, words, { ...style, weight: 420, size: theme.text.tick * 0.95 })]
          : []
      return [label(frame, panel, x, y - (seeds.length > 0 ? lift : 0), significant(cell.value), style), ...seeds]
    }
    if (!isHatched(cell.state)) return cell.state === 'running' ? [label(frame, panel, x, y, '…', { anchor: 'center', halo: 'none' })] : []
    const more = tall ? (cell.iterations === null || cell.total > 1 ? seedsWord(cell) : `iteration ${group(cell.iterations)}`) : ''
    const said = cell.low === null ? 'diverged' : `over ${significant(cell.low)}`
    const word = label(frame, panel, x, y - (more === '' ? 0 : lift - 1), said, { anchor: 'center', color: theme.ink, weight: 620 })
    return more === ''
      ? [word]
      : [word, label(frame, panel, x, y + lift, more, { anchor: 'center', size: theme.text.tick * 0.95, weight: 420 })]
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
