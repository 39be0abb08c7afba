import type { Derivation, SweepMode } from '../../../core/autodiff/explore/report.ts'
import { LabError } from '../../../core/errors.ts'
import type { ExportedFile } from '../../api/types.ts'
import { onPage } from './figures.ts'
import type { DrawOptions } from './figures.ts'

/** The graph as a picture, and the table of a sweep. */
export const GRAPH_FORMATS = ['svg', 'pdf', 'tikz', 'csv', 'latex'] as const
export type GraphFormat = (typeof GRAPH_FORMATS)[number]

const FILES: Record<GraphFormat, { ending: string; mime: string }> = {
  svg: { ending: 'graph.svg', mime: 'image/svg+xml' },
  pdf: { ending: 'graph.pdf', mime: 'application/pdf' },
  tikz: { ending: 'graph.tex', mime: 'application/x-tex' },
  csv: { ending: 'sweep.csv', mime: 'text/csv' },
  latex: { ending: 'sweep.tex', mime: 'application/x-tex' }
}

export interface GraphRequest {
  report: Derivation
  mode: SweepMode
  formats: readonly GraphFormat[]
}

/**
 * Files of a derivation's graph, all of its sweep taken, by the functions that the Explorer exports with.
 * @throws LabError without a browser, without the built window, and where it cannot be drawn
 */
export async function drawGraph(request: GraphRequest, options: DrawOptions): Promise<ExportedFile[]> {
  const contents = await onPage(options, async (page) => {
    try {
      return await page.evaluate((wanted) => {
        const drawer = (
          window as unknown as { ansatzFigure: { drawGraph(wanted: unknown): Promise<Partial<Record<GraphFormat, string>>> } }
        ).ansatzFigure
        return drawer.drawGraph(wanted)
      }, request)
    } catch (error) {
      const reason = error instanceof Error ? (error.message.split('\n')[0] ?? '') : String(error)
      throw new LabError('figure', `The graph could not be drawn: ${reason}`, 'Take its numbers instead: --json.')
    }
  })
  return request.formats.flatMap((format) => {
    const content = contents[format]
    if (content === undefined) return []
    const { ending, mime } = FILES[format]
    return [{ name: `autodiff_${ending}`, mime, bytes: new Uint8Array(Buffer.from(content, format === 'pdf' ? 'base64' : 'utf8')) }]
  })
}
