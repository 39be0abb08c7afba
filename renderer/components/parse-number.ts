export interface NumberRules {
  min?: number
  max?: number
  /** an exclusive lower bound */
  above?: number
  /** an exclusive upper bound */
  below?: number
  integer?: boolean
}

/** What a user typed as a number, or the cure for it. A decimal comma and powers of ten as they are printed are understood. */
export function parseNumber(typed: string, rules: NumberRules = {}): { value: number } | { cure: string } {
  const text = typed
    .trim()
    .replaceAll(/[\s\u2009\u202f]/g, '')
    .replaceAll('−', '-')
    .replace(/^([^,.]*),([^,.]*)$/, '$1.$2')
    .replace(/[×*·]10\^?([⁻⁰¹²³⁴⁵⁶⁷⁸⁹]+|-?\d+)$/, (_, power: string) => `e${plainDigits(power)}`)
  const value = text === '' ? Number.NaN : Number(text)
  if (!Number.isFinite(value)) return { cure: 'must be a number' }
  const { min, max, above, below, integer = false } = rules
  if (integer && !Number.isInteger(value)) return { cure: 'must be whole' }
  if (above !== undefined && value <= above) return { cure: `must be above ${above}` }
  if (below !== undefined && value >= below) return { cure: `must be below ${below}` }
  if (min !== undefined && value < min) return { cure: min === 0 ? 'must not be negative' : `must be at least ${min}` }
  if (max !== undefined && value > max) return { cure: `must be at most ${max}` }
  return { value }
}

/** `⁻³` as `-3`; plain digits stay. */
function plainDigits(power: string): string {
  return [...power].map((digit) => (digit === '⁻' ? '-' : SUPERSCRIPTS.includes(digit) ? SUPERSCRIPTS.indexOf(digit) : digit)).join('')
}

const SUPERSCRIPTS = '⁰¹²³⁴⁵⁶⁷⁸⁹'
