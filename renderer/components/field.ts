/** What all labelled controls share. */
export interface FieldProps {
  label: string
  /** the cure, in place of the label, when the value is wrong: "must be above 0" */
  error?: string | null
  /** the reason it cannot be changed now, shown as its value: "line search" */
  disabled?: string | null
  /** CSS width */
  width?: string
}
