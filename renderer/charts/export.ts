import type { FigureSize } from '../../main/api/figures.ts'
import type { Drawing, Figure } from './figure.ts'
import { embeddedFaces } from './fonts.ts'
import { svgOf } from './plotly.ts'
import { withResolution } from './png.ts'
import { toCsv } from './table.ts'
import { exportTheme } from './theme.ts'

const PX_PER_MM = 96 / 25.4

/** A figure drawn for paper. */
export interface Printed {
  figure: Figure
  svg: SVGSVGElement
  /** exactly the numbers drawn */
  csv: string
}

/** Draws a figure at its size on paper: light theme, black text in points, no grid, white ground. */
export async function print(drawing: Drawing, { width, height, points = 8 }: FigureSize): Promise<Printed> {
  const frame = { width: Math.round(width * PX_PER_MM), height: Math.round(height * PX_PER_MM), theme: exportTheme(points) }
  const figure = drawing(frame)
  const svg = await svgOf(figure, frame)
  svg.setAttribute('viewBox', `0 0 ${frame.width} ${frame.height}`)
  svg.setAttribute('width', `${width}mm`)
  svg.setAttribute('height', `${height}mm`)
  return { figure, svg, csv: toCsv(figure.numbers()) }
}

/** The figure as an SVG document with its text as text; the fonts are named, with Arial and Helvetica after them. */
export function svgText(svg: SVGSVGElement): string {
  return `<?xml version="1.0" encoding="UTF-8"?>\n${new XMLSerializer().serializeToString(svg)}\n`
}

/** The figure as a PNG of `dpi` dots per inch that knows its size on paper. */
export async function pngBytes(svg: SVGSVGElement, { width, height, dpi = 600 }: FigureSize): Promise<Uint8Array<ArrayBuffer>> {
  const copy = svg.cloneNode(true)
  if (!(copy instanceof SVGSVGElement)) throw new Error('A copy of an SVG is an SVG.')
  const style = document.createElementNS('http://www.w3.org/2000/svg', 'style')
  style.textContent = await embeddedFaces(copy.textContent, ['Inter Variable', 'Source Serif 4 Variable'])
  copy.prepend(style)
  const image = new Image()
  const url = URL.createObjectURL(new Blob([svgText(copy)], { type: 'image/svg+xml' }))
  try {
    image.src = url
    await image.decode()
    const canvas = document.createElement('canvas')
    canvas.width = Math.round((width / 25.4) * dpi)
    canvas.height = Math.round((height / 25.4) * dpi)
    const context = canvas.getContext('2d')
    if (context === null) throw new Error('This browser cannot draw into a canvas.')
    context.fillStyle = '#ffffff'
    context.fillRect(0, 0, canvas.width, canvas.height)
    context.drawImage(image, 0, 0, canvas.width, canvas.height)
    const blob = await new Promise<Blob | null>((done) => canvas.toBlob(done, 'image/png'))
    if (blob === null)
      throw new Error(`A picture of ${canvas.width} x ${canvas.height} dots is too large for this browser: ask for fewer dpi.`)
    return withResolution(new Uint8Array(await blob.arrayBuffer()), dpi)
  } finally {
    URL.revokeObjectURL(url)
  }
}
