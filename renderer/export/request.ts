import type { Drawing } from '../charts/figure.ts'
import type { PrintTable } from './latex.ts'

/** A figure that can be exported. */
export interface ExportPlot {
  /** its part of the file name: solution, loss, heatmap */
  plot: string
  label: string
  drawing: Drawing
}

/** What a view offers for export. */
export interface ExportRequest {
  /** first part of the file names: `decay-15` */
  slug: string
  plots: readonly ExportPlot[]
  /** the figure shown first; the first one unless named */
  plot?: string
  /** the table beside the figures, for LaTeX */
  table?: PrintTable | null
  /** what is stored of these runs or of this sweep: runs, configurations and curves as CSV, everything as JSON */
  data?: { runs?: string[]; sweep?: string } | null
}
