import type { LabErrorJson } from '../../../core/errors.ts'
import type { LineMark } from './marks.ts'

export interface SourceEditorProps {
  /** the text; a change from outside replaces what stands there */
  value: string
  /** with every change of the text; whoever checks it waits a little */
  onchange: (value: string) => void
  errors?: readonly LabErrorJson[]
  marks?: readonly LineMark[]
  /** the reason it cannot be edited now */
  disabled?: string | null
  /** what is edited, for a screen reader */
  label?: string
}
