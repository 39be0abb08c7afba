import type { SweepSeedsInput } from '../../../main/api/figures.ts'
import type { SweepConfiguration, SweepDetail } from '../../../main/api/types.ts'
import type { Annotation, Data, Figure, Frame, Shape } from '../figure.ts'
import { significant } from '../format.ts'
import { metricLabel, metricWord } from '../metrics.ts'
import { label, layoutOf, panelOf } from '../panel.ts'
import { niceLogTicks, type Range } from '../scale.ts'
import { seriesStyle } from '../theme.ts'
import { marks, translucent } from '../traces.ts'

/**
 * Every seed as a marker, one row a configuration sorted by its median: a bar at the median, a band over the quartiles,
 * and a column at the right for the diverged, who would fall off any axis.
 */
export function sweepSeedsFigure({ sweep, group, chosen = [] }: SweepSeedsInput, frame: Frame): Figure {
  const { theme } = frame
  const { scale } = theme
  const rows = sortedConfigurations(sweep)
  const axis = sweep.axes.find(({ name }) => name === group)
  const styleOf = (configuration: SweepConfiguration) =>
    seriesStyle(theme, axis === undefined ? 0 : Math.max(0, axis.values.indexOf(configuration.values[axis.name] ?? '')))
  const names = rows.map((row) => configurationName(sweep, row))
  const widest = Math.max(6, ...names.map((name) => name.length))
  const margin = { left: (16 + widest * 6.3) * scale, right: 100 * scale, top: 10 * scale, bottom: 40 * scale }
  const finite = rows.flatMap(({ runs }) => runs.filter(isShown).flatMap(({ value }) => value ?? []))
  const data = extentOf(finite)
  const xRange: Range = frame.view?.x ?? [data[0] / 1.3, data[1] * 1.3]
  const x = { title: metricWord(sweep.metric), range: xRange, log: true, grid: true, ticks: niceTicks(xRange) }
  const y = {
    range: [rows.length - 0.5, -0.5] as Range,
    ticks: names.map((text, value) => ({ value, text: chosen.includes(rows[value]?.config ?? '') ? `<b>${text}</b>` : text })),
    grid: false,
    bare: true
  }
  const panel = panelOf(frame, margin, x, y)
  const pitch = panel.height / Math.max(1, rows.length)
  const size = Math.max(4, Math.min(7, pitch * 0.55))
  return {
    data: rows.flatMap((row, index) => {
      const style = styleOf(row)
      const seeds = row.runs.filter(isShown)
      return [
        band(frame, row, index, style.color, pitch),
        {
          ...marks(
            frame,
            { x: seeds.map(({ value }) => value ?? 0), y: seeds.map(() => index) },
            { color: style.color, symbol: style.symbol, size, open: true, outline: 1.5, name: names[index] ?? '' }
          ),
          customdata: seeds.map(({ seed }) => seed),
          hovertemplate: `${names[index] ?? ''}<br>seed %{customdata}: <b>%{x:.5~g}</b><extra></extra>`
        }
      ] as Data[]
    }),
    layout: {
      ...layoutOf(frame, panel, x, y, failures(frame, panel, rows), [
        ...stripes(rows.length, theme.grid),
        ground(frame, panel),
        ...medians(frame, rows, pitch, panel.height)
      ]),
      hovermode: 'closest'
    },
    panel,
    numbers: () => ({
      columns: ['config', ...sweep.axes.map(({ name }) => name), 'seed', 'status', sweep.metric],
      rows: rows.flatMap((row) =>
        row.runs.map(({ seed, status, value }) => [
          row.config,
          ...sweep.axes.map(({ name }) => row.values[name] ?? null),
          seed,
          status,
          value
        ])
      )
    }),
    alt:
      `${metricLabel(sweep.metric)} of every seed, ${rows.length} configurations.` +
      (rows[0]?.median == null ? '' : ` Best by median: ${names[0] ?? ''} with ${significant(rows[0].median)}.`) +
      ` ${rows.reduce((sum, { failed }) => sum + failed, 0)} runs diverged or failed.`,
    hidden: 0
  }
}

/** Runs that have a place on the axis: what diverged may have had a finite error on its way. */
const isShown = ({ value, status }: SweepConfiguration['runs'][number]) =>
  status === 'FINISHED' && value !== null && value > 0 && Number.isFinite(value)

/** Best median first; those whose median falls on a failure last. */
export function sortedConfigurations(sweep: SweepDetail): SweepConfiguration[] {
  const sign = sweep.goal === 'minimize' ? 1 : -1
  const key = ({ median, over }: SweepConfiguration) => (median === null ? Number.POSITIVE_INFINITY : over ? 1e300 : sign * median)
  return [...sweep.configurations].sort((a, b) => key(a) - key(b))
}

/** The values that tell a configuration from the others, in the order of the axes: 0.01 × 50. */
export function configurationName(sweep: SweepDetail, configuration: SweepConfiguration): string {
  return sweep.axes.map(({ name }) => String(configuration.values[name] ?? '')).join(' × ')
}

function extentOf(values: readonly number[]): Range {
  return values.length === 0 ? [0.1, 1] : [Math.min(...values), Math.max(...values)]
}

function niceTicks(range: Range) {
  const ticks = niceLogTicks(range)
  return ticks.length > 2 || range[1] / range[0] > 1e4
    ? ticks
    : niceLogTicks([range[0], range[0] * 11]).filter(({ value }) => value <= range[1])
}

function band(frame: Frame, { q25, q75 }: SweepConfiguration, index: number, color: string, pitch: number): Data {
  const half = Math.min(0.22, 3 / Math.max(1, pitch))
  const known = q25 !== null && q75 !== null && q25 > 0 && Number.isFinite(q75)
  return {
    type: 'scatter',
    mode: 'none',
    x: known ? [q25, q75, q75, q25] : [],
    y: known ? [index - half, index - half, index + half, index + half] : [],
    fill: 'toself',
    fillcolor: translucent(color, 0.26),
    hoverinfo: 'skip',
    showlegend: false
  }
}

function stripes(count: number, color: string): Partial<Shape>[] {
  return Array.from({ length: Math.ceil(count / 2) }, (_, i) => ({
    type: 'rect',
    layer: 'below',
    xref: 'paper',
    yref: 'y',
    x0: 0,
    x1: 1,
    y0: 2 * i - 0.5,
    y1: 2 * i + 0.5,
    fillcolor: translucent(color, 0.5),
    line: { width: 0 }
  }))
}

function medians({ theme }: Frame, rows: readonly SweepConfiguration[], pitch: number, height: number): Partial<Shape>[] {
  const half = Math.min(0.4, 6 / pitch)
  return height <= 0
    ? []
    : rows.flatMap(({ median, over }, index) =>
        median === null || over || median <= 0
          ? []
          : [
              {
                type: 'line',
                xref: 'x',
                yref: 'y',
                x0: median,
                x1: median,
                y0: index - half,
                y1: index + half,
                line: { color: theme.ink, width: 2 * theme.scale }
              } as const
            ]
      )
}

/** The ground of the column of the diverged. */
function ground({ theme }: Frame, { width }: Figure['panel']): Partial<Shape> {
  const at = (px: number) => 1 + (px * theme.scale) / width
  return {
    type: 'rect',
    layer: 'below',
    xref: 'paper',
    yref: 'paper',
    x0: at(10),
    x1: at(84),
    y0: 0,
    y1: 1,
    fillcolor: translucent(theme.grid, 0.8),
    line: { width: 0 }
  }
}

/** The column of the diverged: a cross each. */
function failures(frame: Frame, panel: Figure['panel'], rows: readonly SweepConfiguration[]): Partial<Annotation>[] {
  const { theme } = frame
  const left = panel.left + panel.width + 19 * theme.scale
  const crosses = rows.flatMap(({ failed }, index) =>
    failed === 0
      ? []
      : [
          label(frame, panel, left, panel.y(index), '×'.repeat(Math.min(failed, 7)) + (failed > 7 ? ` ${failed}` : ''), {
            color: theme.errorText,
            weight: 620,
            size: theme.text.label * 1.25,
            halo: 'none'
          })
        ]
  )
  const word = label(frame, panel, left, panel.top + panel.height + 14 * theme.scale, 'diverged', {
    size: theme.text.tick,
    color: theme.tick,
    weight: 420,
    halo: 'none'
  })
  return [...crosses, word]
}
