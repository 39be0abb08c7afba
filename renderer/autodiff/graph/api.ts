import type { Layout } from './layout.ts'
import type { Parts } from './parts.ts'

/** What others may ask of the drawing. */
export interface DrawingApi {
  /** all of it in the pane */
  fit(): void
  zoom(factor: number): void
  /** the picture as it is laid out, for export; null while there is none */
  picture(): { parts: Parts; layout: Layout } | null
}
