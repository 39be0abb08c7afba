import type { PlotlyHTMLElement } from 'plotly.js-dist'
import type { Figure, Frame } from './figure.ts'

type Plotly = typeof import('plotly.js-dist').default

let loading: Promise<Plotly> | undefined

/** Plotly, fetched when the first figure is drawn: it is larger than everything else together. */
export function plotly(): Promise<Plotly> {
  loading ??= import('plotly.js-dist').then((module) => module.default)
  return loading
}

/** No mode bar, no gestures of its own beyond hover and zoom: what can be done with a figure stands in its pane's menu. */
const CONFIG = { displayModeBar: false, doubleClick: false, showTips: false, responsive: false, displaylogo: false } as const

/** Draws a figure into an element, or redraws what changed there. */
export async function draw(element: HTMLElement, figure: Figure, frame: Frame): Promise<PlotlyHTMLElement> {
  const library = await plotly()
  const drawn = await library.react(element, figure.data, figure.layout, CONFIG)
  halos(element, figure, frame)
  return drawn
}

/** Frees what Plotly keeps of an element. */
export async function erase(element: HTMLElement): Promise<void> {
  if (loading !== undefined) (await loading).purge(element)
}

/** A figure as one SVG document in px, drawn by the same engine as on screen, with text as text. */
export async function svgOf(figure: Figure, frame: Frame): Promise<SVGSVGElement> {
  const library = await plotly()
  const layout = { ...figure.layout, paper_bgcolor: frame.theme.surface }
  const { width, height } = frame
  const uri = await library.toImage(
    { data: figure.data, layout, config: { ...CONFIG, staticPlot: true } },
    { format: 'svg', width, height }
  )
  const text = decodeURIComponent(uri.slice(uri.indexOf(',') + 1))
  const svg = new DOMParser().parseFromString(text, 'image/svg+xml').documentElement
  if (!(svg instanceof SVGSVGElement)) throw new Error('Plotly did not give an SVG document.')
  halos(svg, figure, frame)
  return svg
}

/** Labels over lines and colours are outlined in the colour behind them, which Plotly's annotations cannot be told. */
function halos(root: Element, figure: Figure, { theme }: Frame): void {
  const annotations = figure.layout.annotations ?? []
  for (const node of root.querySelectorAll<SVGGElement>('.annotation')) {
    const kind = annotations[Number(node.dataset.index)]?.name ?? 'none'
    for (const text of node.querySelectorAll<SVGTextElement>('text')) {
      if (kind === 'none') continue
      text.style.paintOrder = 'stroke'
      text.style.stroke = kind === 'dark' ? 'rgba(20,20,40,0.75)' : theme.surface
      text.style.strokeWidth = `${(kind === 'dark' ? 3 : 4) * theme.scale}px`
      text.style.strokeLinejoin = 'round'
    }
  }
}
