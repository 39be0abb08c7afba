import { minus, printed, significant, superscript } from '../charts/format.ts'

/** What stands where there is no number. */
export const NONE = '–'

/** Fifteen significant digits, as the lecture's programs print them: 7.65494284976343. */
export function full(value: number | null): string {
  if (value === null) return NONE
  if (!Number.isFinite(value) || value === 0) return significant(value)
  const [mantissa = '', power = '0'] = value.toExponential(14).split('e')
  const exponent = Number(power)
  if (exponent >= 15 || exponent < -5) return `${minus(trimmed(mantissa))}×10${superscript(exponent)}`
  return minus(trimmed(value.toFixed(Math.max(0, Math.min(20, 14 - exponent)))))
}

const trimmed = (text: string): string => (text.includes('.') ? text.replace(/\.?0+$/, '') : text)

/** Six significant digits, for a node of the graph: 54.5982, 40320. */
export function short(value: number | null): string {
  if (value === null) return NONE
  if (!Number.isFinite(value) || value === 0) return significant(value)
  // One digit less where two zeros take its place.
  const rounded = Number(value.toPrecision(Math.abs(value) < 0.01 ? 5 : 6))
  const size = Math.abs(rounded)
  return size >= 1e6 || size < 1e-3 ? printed(value) : minus(String(rounded))
}

/** The shortest text that reads back as the same number; empty where there is none. For files. */
export function exact(value: number | null): string {
  return value === null ? '' : String(value)
}

/** A number as LaTeX: 3.6\cdot 10^{-9} where it has a power of ten. */
export function latexOf(value: number | null, digits = 6): string {
  if (value === null) return '\\text{--}'
  if (!Number.isFinite(value)) return Number.isNaN(value) ? '\\text{NaN}' : value > 0 ? '\\infty' : '-\\infty'
  const [mantissa = '', power = '0'] = Number(value.toPrecision(digits)).toExponential().split('e')
  const exponent = Number(power)
  if (exponent >= digits || exponent < -4) return `${mantissa}\\cdot 10^{${exponent}}`
  return String(Number(value.toPrecision(digits)))
}
