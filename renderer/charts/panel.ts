import type { Annotation, Frame, Layout, Panel, Shape } from './figure.ts'
import type { Range, Tick } from './scale.ts'
import type { Theme } from './theme.ts'

/** One axis, decided before Plotly sees it, so that labels can be placed by the pixel. */
export interface Axis {
  title?: string | undefined
  range: Range
  log?: boolean
  ticks: Tick[]
  /** lines across the figure at the ticks */
  grid?: boolean
  /** line at zero, for signed values */
  zero?: boolean
  /** no base line and no tick marks, for the sides of a heatmap */
  bare?: boolean
  /** format of the value in the hover box, d3 notation */
  hover?: string
}

export interface Margin {
  left: number
  right: number
  top: number
  bottom: number
}

/** Room around a figure: the house's margins, less where the figure is low. `labels`: lines are named at their right end. */
export function margins(frame: Frame, more: { labels?: boolean; left?: number; right?: number } = {}): Margin {
  const scale = frame.theme.scale
  const low = isLow(frame)
  return {
    left: (more.left ?? 46) * scale,
    right: (more.right ?? (more.labels ? 92 : 20)) * scale,
    top: (low ? 10 : 26) * scale,
    bottom: (low ? 26 : 38) * scale
  }
}

/** A figure keeps at least this share of its width and of its height when both scales are to be equal; where they would not, they differ. */
const LEAST_SHARE = 0.2

/** Margins, grown at the right or at the bottom, that leave as many pixels to a unit across as to one up. */
export function equallyScaled(frame: Frame, margin: Margin, x: Range, y: Range): Margin {
  const width = frame.width - margin.left - margin.right
  const height = frame.height - margin.top - margin.bottom
  const scale = Math.min(width / (x[1] - x[0]), height / (y[1] - y[0]))
  const [across, up] = [scale * (x[1] - x[0]), scale * (y[1] - y[0])]
  if (!(across >= LEAST_SHARE * width && up >= LEAST_SHARE * height)) return margin
  return { ...margin, right: margin.right + width - across, bottom: margin.bottom + height - up }
}

/** Room at the left for the widest of the ticks' texts, never less than `least`; both at the screen's scale. */
export function leftFor(ticks: readonly Tick[], least = 46): number {
  const longest = Math.max(0, ...ticks.map(({ text }) => text.replace(/<[^>]+>/g, '').length))
  return Math.max(least, 15 + longest * 6.3)
}

/** A low figure goes without axis titles. */
export function isLow(frame: Frame): boolean {
  return frame.height < 190 * frame.theme.scale
}

/** About how many ticks a length in px carries. */
export function tickCount(px: number, each: number): number {
  return Math.max(2, Math.round(px / each))
}

/** The maps between data and pixels. */
export function panelOf(frame: Frame, margin: Margin, x: Pick<Axis, 'range' | 'log'>, y: Pick<Axis, 'range' | 'log'>): Panel {
  const width = Math.max(10, frame.width - margin.left - margin.right)
  const height = Math.max(10, frame.height - margin.top - margin.bottom)
  const to = (axis: Pick<Axis, 'range' | 'log'>, value: number) => {
    const f = axis.log ? Math.log10 : Number
    return (f(value) - f(axis.range[0])) / (f(axis.range[1]) - f(axis.range[0]))
  }
  const from = (axis: Pick<Axis, 'range' | 'log'>, share: number) => {
    const f = axis.log ? Math.log10 : Number
    const value = f(axis.range[0]) + share * (f(axis.range[1]) - f(axis.range[0]))
    return axis.log ? 10 ** value : value
  }
  return {
    left: margin.left,
    top: margin.top,
    width,
    height,
    x: (value) => margin.left + to(x, value) * width,
    y: (value) => margin.top + (1 - to(y, value)) * height,
    xAt: (px) => from(x, (px - margin.left) / width),
    yAt: (px) => from(y, 1 - (px - margin.top) / height)
  }
}

/** What a label in a figure looks like; `dark` halo for text on a heatmap. */
export interface LabelStyle {
  color?: string
  size?: number
  weight?: number
  anchor?: 'left' | 'center' | 'right'
  valign?: 'top' | 'middle' | 'bottom'
  halo?: 'surface' | 'dark' | 'none'
  letter?: boolean
  angle?: number
}

/** Text at a pixel of the figure. */
export function label(frame: Frame, panel: Panel, x: number, y: number, text: string, style: LabelStyle = {}): Partial<Annotation> {
  const { theme } = frame
  return {
    name: style.halo ?? 'surface',
    text,
    showarrow: false,
    xref: 'paper',
    yref: 'paper',
    x: 0,
    y: 1,
    xanchor: style.anchor ?? 'left',
    yanchor: style.valign ?? 'middle',
    xshift: x - panel.left,
    yshift: panel.top - y,
    borderpad: 0,
    borderwidth: 0,
    align: style.anchor ?? 'left',
    ...(style.angle === undefined ? {} : { textangle: style.angle }),
    font: {
      family: style.letter ? theme.paper : theme.ui,
      size: style.size ?? (style.letter ? theme.text.letter : theme.text.label),
      weight: style.weight ?? (style.letter ? 440 : 520),
      style: style.letter ? 'italic' : 'normal',
      color: style.color ?? theme.ink2
    }
  }
}

/** A single letter (with marks on it) is mathematics and is set so. */
export function isLetter(title: string): boolean {
  return /^\p{L}[\u0300-\u036f]?(<su[bp]>.*)?$/u.test(title)
}

/** Titles of the axes: the vertical one horizontal at the upper left, the horizontal one at the right end below the ticks. */
export function axisTitles(frame: Frame, panel: Panel, x: Axis, y: Axis): Partial<Annotation>[] {
  const titles: Partial<Annotation>[] = []
  const { scale } = frame.theme
  const style = (title: string): LabelStyle => ({
    letter: isLetter(title),
    size: isLetter(title) ? frame.theme.text.letter : frame.theme.text.title
  })
  if (y.title !== undefined && y.title !== '') {
    titles.push(label(frame, panel, 16 * scale, panel.top - 16 * scale, y.title, { ...style(y.title), halo: 'none' }))
  }
  if (x.title !== undefined && x.title !== '') {
    const below = panel.top + panel.height + 29 * scale
    titles.push(label(frame, panel, panel.left + panel.width, below, x.title, { ...style(x.title), anchor: 'right', halo: 'none' }))
  }
  return titles
}

/** The house's layout for Plotly: everything explicit, nothing measured or guessed by it. */
export function layoutOf(
  frame: Frame,
  panel: Panel,
  x: Axis,
  y: Axis,
  annotations: Partial<Annotation>[],
  shapes: Partial<Shape>[] = []
): Partial<Layout> {
  const { theme } = frame
  const titles = isLow(frame) ? [] : axisTitles(frame, panel, x, y)
  return {
    autosize: false,
    width: frame.width,
    height: frame.height,
    margin: {
      l: panel.left,
      r: frame.width - panel.left - panel.width,
      t: panel.top,
      b: frame.height - panel.top - panel.height,
      pad: 0,
      autoexpand: false
    },
    paper_bgcolor: 'rgba(0,0,0,0)',
    plot_bgcolor: 'rgba(0,0,0,0)',
    font: { family: theme.ui, size: theme.text.tick, color: theme.tick },
    showlegend: false,
    hovermode: 'x unified',
    hoverdistance: 40,
    hoverlabel: {
      bgcolor: theme.raised,
      bordercolor: theme.lineStrong,
      font: { family: theme.ui, size: theme.text.hover, color: theme.ink },
      namelength: -1
    },
    dragmode: 'zoom',
    annotations: [...titles, ...annotations] as Annotation[],
    shapes: shapes,
    xaxis: horizontalAxis(theme, x),
    yaxis: verticalAxis(theme, y)
  }
}

/** An axis along the bottom, in the house's way. */
export function horizontalAxis(theme: Theme, x: Axis): NonNullable<Layout['xaxis']> {
  return {
    ...axisLayout(theme, x),
    showgrid: x.grid === true && theme.gridlines,
    ticks: x.bare ? '' : 'outside',
    showline: !x.bare,
    unifiedhovertitle: { text: `${x.title ?? 'x'} = %{x:.6~g}` }
  }
}

/** An axis up the side. */
export function verticalAxis(theme: Theme, y: Axis): NonNullable<Layout['yaxis']> {
  return {
    ...axisLayout(theme, y),
    showgrid: y.grid !== false && !y.bare && theme.gridlines,
    ticks: theme.gridlines || y.bare ? '' : 'outside',
    showline: !theme.gridlines && !y.bare,
    ticklabelstandoff: theme.gridlines || y.bare ? 5 : 1
  }
}

function axisLayout(theme: Theme, axis: Axis): NonNullable<Layout['xaxis']> {
  const range: [number, number] = axis.log ? [Math.log10(axis.range[0]), Math.log10(axis.range[1])] : [axis.range[0], axis.range[1]]
  return {
    type: axis.log ? 'log' : 'linear',
    range,
    tickmode: 'array',
    tickvals: axis.ticks.map(({ value }) => value),
    ticktext: axis.ticks.map(({ text }) => text),
    tickfont: { family: theme.ui, size: theme.text.tick, color: theme.tick },
    tickangle: 0,
    ticklen: 4 * theme.scale,
    tickwidth: theme.axisWidth,
    tickcolor: theme.axis,
    linecolor: theme.axis,
    linewidth: theme.axisWidth,
    gridcolor: theme.grid,
    gridwidth: 1,
    zeroline: axis.zero === true,
    zerolinecolor: theme.axis,
    zerolinewidth: 1,
    showspikes: false,
    fixedrange: false,
    automargin: false,
    title: { text: '' }
  }
}
