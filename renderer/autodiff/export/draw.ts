import type { Derivation, SweepMode } from '../../../core/autodiff/explore/report.ts'
import { base64 } from '../../charts/fonts.ts'
import { toCsv } from '../../charts/table.ts'
import { exportTheme } from '../../charts/theme.ts'
import { layOut } from '../graph/layout.ts'
import { formulasReady } from '../graph/measure.ts'
import { NONE_OPEN } from '../graph/open.ts'
import { partsOf } from '../graph/parts.ts'
import { DESK, sizesOf } from '../graph/sizes.ts'
import { outlined } from './outlines.ts'
import { scenePdf } from './pdf.ts'
import { graphScene } from './scene.ts'
import { sceneSvg } from './svg.ts'
import { sweepLatex, sweepTable } from './table.ts'
import { graphTikz } from './tikz.ts'

/** What a program that drives the page asks for: the graph after a whole sweep, and the table of the sweep. */
export interface GraphRequest {
  report: Derivation
  mode: SweepMode
  formats: readonly ('svg' | 'pdf' | 'tikz' | 'csv' | 'latex')[]
}

/** The files' contents by format: text, and the PDF in base64. */
export async function drawGraph({
  report,
  mode,
  formats
}: GraphRequest): Promise<Partial<Record<GraphRequest['formats'][number], string>>> {
  await formulasReady()
  const parts = partsOf(report, NONE_OPEN)
  const picture = { parts, layout: await layOut(parts, sizesOf(DESK)) }
  const scene = () => graphScene({ report, mode, place: null, theme: exportTheme(), outline: outlined, ...picture })
  const made = {
    svg: async () => sceneSvg(await scene()),
    pdf: async () => base64(await scenePdf(await scene())),
    tikz: () => graphTikz({ report, mode, place: null }, picture),
    csv: () => toCsv(sweepTable(report, mode)),
    latex: () => sweepLatex(report, mode)
  }
  const contents: Partial<Record<GraphRequest['formats'][number], string>> = {}
  for (const format of formats) contents[format] = await made[format]()
  return contents
}
