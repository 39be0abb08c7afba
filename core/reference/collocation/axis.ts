/** A family of functions of one variable: Chebyshev polynomials of the interval, or sines and cosines that repeat over it. */
export interface Axis {
  from: number
  to: number
  kind: 'chebyshev' | 'fourier'
  /** number of functions; odd for Fourier */
  size: number
}

/** The derivative of so high an order of every function at n points: values[p * size + k]. */
export function axisRows({ from, to, kind, size }: Axis, order: number, points: Float64Array): Float64Array {
  const rows = new Float64Array(points.length * size)
  if (kind === 'fourier') fourier(rows, size, order, points, from, (2 * Math.PI) / (to - from))
  else chebyshevDerivatives(rows, size, order, points, from, to)
  return rows
}

/**
 * T_k^(m)(s) by the recurrence that m derivatives of T_(k+1) = 2 s T_k - T_(k-1) give, scaled to the interval
 * (Boyd, Chebyshev and Fourier Spectral Methods, appendix A.2).
 */
function chebyshevDerivatives(rows: Float64Array, size: number, order: number, points: Float64Array, from: number, to: number): void {
  const slope = 2 / (to - from)
  const below = new Float64Array(size)
  const own = new Float64Array(size)
  points.forEach((x, p) => {
    const s = (x - from + (x - to)) / (to - from)
    for (let m = 0; m <= order; m++) {
      own[0] = m === 0 ? 1 : 0
      if (size > 1) own[1] = m === 0 ? s : m === 1 ? 1 : 0
      for (let k = 1; k + 1 < size; k++) own[k + 1] = 2 * s * own[k]! - own[k - 1]! + (m === 0 ? 0 : 2 * m * below[k]!)
      below.set(own)
    }
    const scale = slope ** order
    for (let k = 0; k < size; k++) rows[p * size + k] = own[k]! * scale
  })
}

function fourier(rows: Float64Array, size: number, order: number, points: Float64Array, from: number, wave: number): void {
  points.forEach((x, p) => {
    for (let k = 0; k < size; k++) {
      const frequency = Math.ceil(k / 2) * wave
      // an odd index is a cosine, an even one a sine; each derivative turns the phase by a quarter
      const phase = frequency * (x - from) + ((k % 2 === 0 && k > 0 ? -1 : 0) + order) * (Math.PI / 2)
      rows[p * size + k] = k === 0 ? (order === 0 ? 1 : 0) : frequency ** order * Math.cos(phase)
    }
  })
}

/** Points at which an axis is well sampled: Chebyshev-Gauss points, or equidistant ones over a period. */
export function nodesOf({ from, to, kind }: Pick<Axis, 'from' | 'to' | 'kind'>, count: number): Float64Array {
  if (kind === 'fourier') return Float64Array.from({ length: count }, (_, i) => from + ((to - from) * i) / count)
  const [middle, half] = [(from + to) / 2, (to - from) / 2]
  return Float64Array.from({ length: count }, (_, i) => middle - half * Math.cos(((2 * i + 1) * Math.PI) / (2 * count)))
}
