/** How the lab writes numbers for people: thin spaces, true minus signs, powers of ten with raised digits. */

export const THIN_SPACE = '\u2009'
export const MINUS = '\u2212'
const SUPERSCRIPT = '⁰¹²³⁴⁵⁶⁷⁸⁹'

/** An integer with a thin space before every group of three digits: 10 000. */
export function group(value: number): string {
  return minus(String(Math.round(value))).replace(/\B(?=(\d{3})+$)/g, THIN_SPACE)
}

/** The same text with a true minus sign in front. */
export function minus(text: string): string {
  return text.replace(/^-/, MINUS)
}

/** An integer exponent in raised digits: ⁻⁶. */
export function superscript(exponent: number): string {
  const digits = [...String(Math.abs(exponent))].map((digit) => SUPERSCRIPT[Number(digit)] ?? '').join('')
  return exponent < 0 ? `⁻${digits}` : digits
}

/** Ten to an integer power in the markup of figures: 10<sup>−2</sup>. */
export function powerOfTen(exponent: number): string {
  return `10<sup>${minus(String(exponent))}</sup>`
}

/** `digits` significant digits: plain between 0.001 and 9999, else 1.0×10⁻³. Trailing zeros are kept: they are digits. */
export function significant(value: number, digits = 3): string {
  if (!Number.isFinite(value)) return Number.isNaN(value) ? 'NaN' : value > 0 ? '∞' : `${MINUS}∞`
  if (value === 0) return '0'
  const [mantissa = '', power = '0'] = value.toExponential(digits - 1).split('e')
  const exponent = Number(power)
  if (exponent >= 4 || exponent < -3) return `${minus(mantissa)}×10${superscript(exponent)}`
  return minus(value.toFixed(Math.max(0, digits - 1 - exponent)))
}

/** Six significant digits without trailing zeros, as the lecture's programs print: 367.01, 0.0666807. */
export function printed(value: number): string {
  if (!Number.isFinite(value) || value === 0) return significant(value)
  const text = significant(value, 6)
  const [mantissa = '', power] = text.split('×')
  const short = mantissa.includes('.') ? mantissa.replace(/\.?0+$/, '') : mantissa
  return power === undefined ? short : `${short.includes('.') ? short : `${short}.0`}×${power}`
}

/**
 * A sentence of the lab, whose programs write 2.7e-12, as people read it: 2.7×10⁻¹². Not for what is to be typed again: neither the language nor
 * settings know raised digits.
 */
export function spelled(sentence: string): string {
  return sentence.replace(/(?<![\w.])-?(\d)(?:\.(\d+))?e([+-]?\d+)(?![\w.]*\w)/g, (number, _, decimals: string | undefined) =>
    significant(Number(number), Math.max(2, 1 + (decimals ?? '').length))
  )
}

/** A number as a tick or a coordinate writes it: no more decimals than the step between ticks needs. */
export function stepped(value: number, step: number): string {
  if (!Number.isFinite(step) || step <= 0) return printed(value)
  if (step >= 1e4 || step < 1e-4) return value === 0 ? '0' : printed(Number(value.toPrecision(10)))
  const decimals = Math.max(0, Math.min(10, -Math.floor(Math.log10(step) + 1e-9)))
  const needed = Math.abs(step * 10 ** decimals - Math.round(step * 10 ** decimals)) > 1e-6 ? decimals + 1 : decimals
  if (value === 0 || Math.abs(value) < step * 1e-9) return '0'
  if (Number.isInteger(value) && Math.abs(value) >= 1000) return group(value)
  return minus(
    value
      .toFixed(needed)
      .replace(/(\.\d*?)0+$/, needed === decimals ? '$&' : '$1')
      .replace(/\.$/, '')
  )
}

/** A span of time in words as short as they can be: 0.4 s, 12 s, 3 min 20 s, 2 h 5 min. */
export function duration(seconds: number): string {
  if (!Number.isFinite(seconds) || seconds < 0) return ''
  if (seconds < 1) return `${(Math.ceil(seconds * 10) / 10).toFixed(1)} s`
  if (seconds < 59.5) return `${Math.round(seconds)} s`
  const minutes = Math.floor((seconds + 0.5) / 60)
  if (minutes < 60) {
    const rest = Math.round(seconds - 60 * minutes)
    return rest > 0 && minutes < 10 ? `${minutes} min ${rest} s` : `${minutes} min`
  }
  const hours = Math.floor(minutes / 60)
  return minutes % 60 > 0 ? `${hours} h ${minutes % 60} min` : `${hours} h`
}

const COUNTS = ['zero', 'one', 'two', 'three', 'four', 'five', 'six', 'seven', 'eight', 'nine', 'ten', 'eleven', 'twelve']
/** A small count as a word, a larger one in digits. */
export function countWord(count: number): string {
  return COUNTS[count] ?? group(count)
}
