import '../styles/index.css'
import './figure.css'
import type { DrawnFigure, FigureInputs, FigureKind, FigureSize } from '../../main/api/figures.ts'
import type { GraphRequest } from '../autodiff/export/draw.ts'
import { pngBytes, print, svgText } from '../charts/export.ts'
import { drawing } from '../charts/figures/index.ts'
import { base64 } from '../charts/fonts.ts'

/** What a program that drives this page asks for. */
export interface DrawRequest<Kind extends FigureKind = FigureKind> {
  kind: Kind
  data: FigureInputs[Kind]
  size: FigureSize
  svg: boolean
  png: boolean
}

/** The page without a window: it draws a figure for paper with the same functions that the lab shows it with. */
async function draw({ kind, data, size, svg, png }: DrawRequest): Promise<DrawnFigure> {
  await document.fonts.ready
  const printed = await print(drawing(kind, data), size)
  document.getElementById('paper')?.replaceChildren(printed.svg.cloneNode(true))
  return {
    svg: svg ? svgText(printed.svg) : null,
    png: png ? base64(await pngBytes(printed.svg, size)) : null,
    csv: printed.csv,
    alt: printed.figure.alt
  }
}

/** The graph of a derivation; what draws it is read when it is asked for. */
async function drawGraph(request: GraphRequest): ReturnType<typeof import('../autodiff/export/draw.ts').drawGraph> {
  const graph = await import('../autodiff/export/draw.ts')
  return graph.drawGraph(request)
}

declare global {
  interface Window {
    ansatzFigure?: { draw: typeof draw; drawGraph: typeof drawGraph }
  }
}
window.ansatzFigure = { draw, drawGraph }
