import { group, minus, superscript } from '../charts/format.ts'

/** `3 runs`, `1 run` */
export function count(amount: number, one: string, many = `${one}s`): string {
  return `${group(amount)} ${amount === 1 ? one : many}`
}

/** A setting as it was written, without padding zeros and without a bare exponent: 0.001, 10 000, 1.0×10⁻⁷. */
export function setting(value: number): string {
  const size = Math.abs(value)
  if (size !== 0 && (size >= 1e7 || size < 1e-4)) {
    const [mantissa = '', exponent = '0'] = value.toExponential().split('e')
    return `${minus(mantissa.includes('.') ? mantissa : `${mantissa}.0`)}×10${superscript(Number(exponent))}`
  }
  return size >= 10_000 && Number.isInteger(value) ? group(value) : minus(String(value))
}
