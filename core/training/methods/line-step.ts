import { LEAST_LOSS, ROUND_OFF, type Minimised } from './method.ts'
import { strongWolfe } from './wolfe.ts'

export const NO_STEP = 'Floor: no step along the gradient reduces the loss; more training by this method cannot help'

/** Where a quasi-Newton method stands: the value and gradient at the present parameters, kept from the last line search. */
export class Line {
  readonly gradient: Float64Array
  readonly s: Float64Array
  readonly y: Float64Array
  private readonly minimised: Minimised
  private readonly next: Float64Array
  private value = NaN
  private known = false

  /** @param gradient kept in the method's state; @param known whether it is that of the present parameters */
  constructor(minimised: Minimised, gradient: Float64Array) {
    this.minimised = minimised
    this.gradient = gradient
    this.next = new Float64Array(gradient.length)
    this.s = new Float64Array(gradient.length)
    this.y = new Float64Array(gradient.length)
  }

  forget(): void {
    this.known = false
  }

  /** Value and gradient at the present parameters; a reason to end where only round-off is left. */
  look(): string | null {
    if (!this.known) this.value = this.minimised.gradient(this.gradient)
    this.known = true
    return this.value <= LEAST_LOSS ? ROUND_OFF : null
  }

  /**
   * Moves along a direction to a point that meets the strong Wolfe conditions; the change of parameters is in `s`, that of the gradient in
   * `y`. Returns the values before and after; undefined, with the parameters as they were, where there is no such point.
   */
  search(direction: Float64Array, first: number): { before: number; after: number; alpha: number } | undefined {
    const { parameters } = this.minimised
    const { gradient, next, s, y } = this
    const before = this.value
    const slope = dot(gradient, direction)
    if (!(slope < 0)) return undefined
    const kept = parameters.slice()
    const point = strongWolfe(
      (alpha) => {
        for (let i = 0; i < kept.length; i++) parameters[i] = kept[i]! + alpha * direction[i]!
        const value = this.minimised.gradient(next)
        return { alpha, value, slope: dot(next, direction) }
      },
      { alpha: 0, value: before, slope },
      first
    )
    if (point === undefined) {
      parameters.set(kept)
      return undefined
    }
    for (let i = 0; i < kept.length; i++) {
      s[i] = parameters[i]! - kept[i]!
      y[i] = next[i]! - gradient[i]!
    }
    gradient.set(next)
    this.value = point.value
    return { before, after: point.value, alpha: point.alpha }
  }
}

/** Eight sums at a time, added in pairs as the compiled kernel does it: one sum alone waits for each addition before the next. */
export function dot(a: Float64Array, b: Float64Array): number {
  const whole = a.length - (a.length % 8)
  let [p, q, r, s, t, u, v, w] = [0, 0, 0, 0, 0, 0, 0, 0]
  for (let i = 0; i < whole; i += 8) {
    p += a[i]! * b[i]!
    q += a[i + 1]! * b[i + 1]!
    r += a[i + 2]! * b[i + 2]!
    s += a[i + 3]! * b[i + 3]!
    t += a[i + 4]! * b[i + 4]!
    u += a[i + 5]! * b[i + 5]!
    v += a[i + 6]! * b[i + 6]!
    w += a[i + 7]! * b[i + 7]!
  }
  const sums = [p, q, r, s, t, u, v, w]
  for (let i = whole; i < a.length; i++) sums[i - whole]! += a[i]! * b[i]!
  return sums[0]! + sums[2]! + (sums[4]! + sums[6]!) + (sums[1]! + sums[3]! + (sums[5]! + sums[7]!))
}
