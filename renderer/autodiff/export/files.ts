import type { ExportedFile } from '../../../main/api/types.ts'
import { exportTheme } from '../../charts/theme.ts'
import { toCsv } from '../../charts/table.ts'
import { fileName } from '../../export/file-name.ts'
import { saveFiles } from '../../state/files.ts'
import type { DrawingApi } from '../graph/api.ts'
import type { Derivation } from '../../../core/autodiff/explore/report.ts'
import type { Spot } from '../spot.ts'
import { sweepLatex, sweepTable } from './table.ts'
import { graphTikz } from './tikz.ts'

export type Picture = NonNullable<ReturnType<DrawingApi['picture']>>

const name = (what: string, ending: string): string => `${fileName('autodiff', what, new Date())}.${ending}`
const text = (what: string, ending: string, mime: string, content: string): ExportedFile => ({
  ...{ name: name(what, ending), mime, bytes: new TextEncoder().encode(content) }
})

/** The graph as it is laid out on the screen, for paper. The fonts whose outlines are drawn are read when they are first needed. */
export async function saveGraph(format: 'svg' | 'pdf', report: Derivation, { mode, place }: Spot, picture: Picture): Promise<void> {
  const [{ graphScene }, { outlined }] = await Promise.all([import('./scene.ts'), import('./outlines.ts')])
  const scene = await graphScene({ report, mode, place, theme: exportTheme(), outline: outlined, ...picture })
  if (format === 'svg') {
    const { sceneSvg } = await import('./svg.ts')
    return saveFiles([text('graph', 'svg', 'image/svg+xml', sceneSvg(scene))])
  }
  const { scenePdf } = await import('./pdf.ts')
  return saveFiles([{ name: name('graph', 'pdf'), mime: 'application/pdf', bytes: await scenePdf(scene) }])
}

export const tikzOf = (report: Derivation, { mode, place }: Spot, picture: Picture): string => graphTikz({ report, mode, place }, picture)

export const saveTikz = (report: Derivation, spot: Spot, picture: Picture): Promise<void> =>
  saveFiles([text('graph', 'tex', 'application/x-tex', tikzOf(report, spot, picture))])

export function saveTable(format: 'csv' | 'tex', report: Derivation, { mode }: Spot): Promise<void> {
  return saveFiles([
    format === 'csv'
      ? text(`${mode}-sweep`, 'csv', 'text/csv', toCsv(sweepTable(report, mode)))
      : text(`${mode}-sweep`, 'tex', 'application/x-tex', sweepLatex(report, mode))
  ])
}

export const saveReport = (report: Derivation): Promise<void> =>
  saveFiles([text('report', 'json', 'application/json', `${JSON.stringify(report, null, 2)}\n`)])

/** What the command line would be told to give the same report. */
export function commandOf({ text: expression, machine, at }: Spot, { inputs }: Derivation): string | null {
  if (machine !== null) return null
  const quoted = (part: string): string => (/^[\w=.+-]+$/.test(part) ? part : `'${part.replaceAll("'", "'\\''")}'`)
  const values = inputs.map(({ name: input, value }) => quoted(`${input}=${at[input] ?? value}`))
  return ['ansatz derive', quoted(expression), ...values.map((value) => `--at ${value}`)].join(' ')
}
