import type { Dash, ScatterData } from 'plotly.js-dist'
import type { Frame } from './figure.ts'

/** A curve as Plotly takes it: numbers, with null where there is nothing to draw. */
export interface Points {
  x: ArrayLike<number>
  y: ArrayLike<number>
}

export interface LineStyle {
  color: string
  width: number
  dash?: string
  opacity?: number
  /** fill down (or up) to zero */
  fill?: string
  /** shown in the hover box under this name; without one the hover passes it by */
  name?: string
  hover?: string
}

/** Values as Plotly wants them; what an axis cannot show becomes a gap. */
export function drawable(values: ArrayLike<number>, log = false): (number | null)[] {
  return Array.from(values, (value) => (Number.isFinite(value) && (!log || value > 0) ? value : null))
}

/** How many values a figure leaves out for being not finite, or not positive on a logarithmic axis. */
export function hiddenCount(values: ArrayLike<number>, log = false): number {
  let count = 0
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? Number.NaN
    if (!Number.isFinite(value) || (log && value <= 0)) count++
  }
  return count
}

/** A solid or dashed line. */
export function line(frame: Frame, { x, y }: Points, style: LineStyle, log = false): Partial<ScatterData> & { type: 'scatter' } {
  const { stroke } = frame.theme
  return {
    type: 'scatter',
    mode: 'lines',
    x: Array.from(x),
    y: drawable(y, log),
    line: {
      color: style.color,
      width: style.width * stroke,
      shape: 'linear',
      // Plotly's own thinning leaves corners; long curves are thinned before (decimate).
      simplify: false,
      ...(style.dash === undefined ? {} : { dash: scaledDash(style.dash, stroke) })
    },
    ...(style.opacity === undefined ? {} : { opacity: style.opacity }),
    ...(style.fill === undefined ? {} : { fill: 'tozeroy' as const, fillcolor: style.fill }),
    ...hoverOf(style)
  }
}

export type MarkSymbol =
  | 'circle'
  | 'circle-open'
  | 'square'
  | 'square-open'
  | 'diamond'
  | 'triangle-up'
  | 'triangle-down'
  | 'cross'
  | 'cross-thin'
  | 'x'
  | 'x-thin'
  | 'line-ns'
  | 'star-diamond'

export interface MarkStyle {
  color: string
  symbol: MarkSymbol
  size: number
  /** drawn as an outline filled with the surface */
  open?: boolean
  outline?: number
  opacity?: number
  /** may stand over the edge of the plot */
  over?: boolean
  name?: string
  hover?: string
}

/** Markers without a line. */
export function marks(frame: Frame, { x, y }: Points, style: MarkStyle): Partial<ScatterData> & { type: 'scatter' } {
  const { scale, surface } = frame.theme
  const thin = /-open$|-thin|^line-/.test(style.symbol)
  return {
    type: 'scatter',
    mode: 'markers',
    x: Array.from(x),
    y: drawable(y),
    cliponaxis: style.over !== true,
    marker: {
      symbol: style.symbol,
      size: style.size * scale,
      color: style.open ? surface : style.color,
      opacity: style.opacity ?? 1,
      line: { color: style.color, width: style.open || thin ? (style.outline ?? 1.4) * Math.max(0.6, scale) : 0 }
    },
    ...hoverOf(style)
  }
}

function hoverOf(style: { name?: string; hover?: string }): Partial<ScatterData> {
  if (style.name === undefined) return { hoverinfo: 'skip' }
  return { name: style.name, hovertemplate: style.hover ?? `${style.name} <b>%{y:.7~g}</b><extra></extra>` }
}

/** A dash pattern in px, scaled with the line. Plotly takes lengths as well as names, which its types do not say. */
export function scaledDash(dash: string, factor: number): Dash {
  const lengths = dash.split(',').map((length) => Number.parseFloat(length))
  return (
    lengths.some(Number.isNaN) ? dash : lengths.map((length) => `${+(length * Math.max(factor, 0.5)).toFixed(2)}px`).join(',')
  ) as Dash
}

/** The same colour, partly transparent. Tokens are hexadecimal; any other notation stays opaque. */
export function translucent(color: string, alpha: number): string {
  const hex = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(color)
  if (hex === null) return color
  const [r, g, b] = hex.slice(1).map((part) => Number.parseInt(part, 16))
  return `rgba(${r},${g},${b},${alpha})`
}
