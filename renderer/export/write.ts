import type { FigureSize } from '../../main/api/figures.ts'
import type { ExportedFile } from '../../main/api/types.ts'
import { pngBytes, svgText } from '../charts/export.ts'
import type { Printed } from '../charts/export.ts'
import { info } from '../state/info.svelte.ts'
import { lab } from '../state/lab.ts'
import { latexTable } from './latex.ts'
import type { ExportRequest } from './request.ts'

export const FORMATS = ['svg', 'png', 'csv', 'json', 'tex', 'data'] as const
export type Format = (typeof FORMATS)[number]

const text = (name: string, mime: string, content: string): ExportedFile => ({ name, mime, bytes: new TextEncoder().encode(content) })

/** The numbers drawn with all that says where they come from: what a reader of the CSV would ask next. */
function sidecar({ figure }: Printed, plot: string, size: FigureSize, { data }: ExportRequest): string {
  const { columns, rows } = figure.numbers()
  const { width, height, points } = size
  const about = { figure: plot, says: figure.alt, not_shown: figure.hidden, width_mm: width, height_mm: height, text_pt: points }
  return JSON.stringify(
    { ...about, written: new Date().toISOString(), versions: info.current?.versions ?? {}, of: data ?? null, columns, rows },
    null,
    2
  )
}

/** Every file that was asked for: the figure, its numbers, the table, and what is stored of the runs behind it. */
export async function filesOf(
  request: ExportRequest,
  plot: string,
  name: string,
  printed: Printed,
  size: FigureSize,
  formats: ReadonlySet<Format>
): Promise<ExportedFile[]> {
  const files: ExportedFile[] = []
  if (formats.has('svg')) files.push(text(`${name}.svg`, 'image/svg+xml', svgText(printed.svg)))
  if (formats.has('png')) files.push({ name: `${name}.png`, mime: 'image/png', bytes: await pngBytes(printed.svg, size) })
  if (formats.has('csv')) files.push(text(`${name}.csv`, 'text/csv', printed.csv))
  if (formats.has('json')) files.push(text(`${name}.json`, 'application/json', sidecar(printed, plot, size, request)))
  if (formats.has('tex') && request.table != null) files.push(text(`${name}.tex`, 'application/x-tex', latexTable(request.table)))
  if (formats.has('data') && request.data != null)
    files.push(...(await lab()['export.data']({ ...request.data, formats: ['csv', 'json'] })))
  return files
}
