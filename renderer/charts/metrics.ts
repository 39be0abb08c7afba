/** What runs are judged by, in the names of the store and in words. */
export const METRICS = [
  { value: 'max_abs_error', label: 'Largest error', short: 'Largest error' },
  { value: 'max_abs_error_at_points', label: 'Largest error at the training points', short: 'Error at points' },
  { value: 'rel_l2', label: 'Relative L² error', short: 'Relative L²' },
  { value: 'condition_violation', label: 'Violation of the conditions', short: 'Violation' },
  { value: 'loss', label: 'Last loss', short: 'Last loss' },
  { value: 'best_loss', label: 'Best loss', short: 'Best loss' }
] as const

/** `Largest error` */
export function metricLabel(name: string): string {
  return METRICS.find(({ value }) => value === name)?.label ?? name.replaceAll('_', ' ')
}

/** A label inside a sentence or as the title of an axis: `largest error`; `L² error` and `w0` stay. */
export const inTitle = (label: string): string => (/^[A-Z][a-z]/.test(label) ? label.charAt(0).toLowerCase() + label.slice(1) : label)

/** `largest error` */
export const metricWord = (name: string): string => inTitle(metricLabel(name))

/** Where the room is short: `Error at points` */
export function metricShort(name: string): string {
  return METRICS.find(({ value }) => value === name)?.short ?? metricLabel(name)
}
