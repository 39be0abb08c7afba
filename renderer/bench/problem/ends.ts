import { setting } from '../../components/words.ts'

/** Denominators of the multiples of pi that are written as such. */
const PARTS = [1, 2, 3, 4, 6]

/** An end of an interval as LaTeX: 0.2 as it is, 1.5707963267948966 as pi / 2, other numbers to six digits. */
export function endLatex(value: number): string {
  for (const part of PARTS) {
    const times = (value * part) / Math.PI
    const whole = Math.round(times)
    if (whole !== 0 && Math.abs(whole) <= 24 && Math.abs(times - whole) < 1e-12 * Math.abs(times)) {
      const top = `${whole < 0 ? '-' : ''}${Math.abs(whole) === 1 ? '' : Math.abs(whole)}\\pi`
      return part === 1 ? top : `${top}/${part}`
    }
  }
  return setting(Number(value.toPrecision(6))).replace('−', '-')
}
