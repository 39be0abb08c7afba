import { erf } from './special.ts'

/** A complex number: real and imaginary part. Formulas keep an imaginary part of 1e-20 to full relative precision. */
export type Complex = readonly [re: number, im: number]

export const real = (re: number): Complex => [re, 0]

export function plus(a: Complex, b: Complex): Complex {
  return [a[0] + b[0], a[1] + b[1]]
}

export function minus(a: Complex, b: Complex): Complex {
  return [a[0] - b[0], a[1] - b[1]]
}

export function negative(a: Complex): Complex {
  return [-a[0], -a[1]]
}

export function times(a: Complex, b: Complex): Complex {
  return [a[0] * b[0] - a[1] * b[1], a[0] * b[1] + a[1] * b[0]]
}

export function over(a: Complex, b: Complex): Complex {
  // Smith's algorithm: no overflow of |b|^2
  if (Math.abs(b[0]) >= Math.abs(b[1])) {
    const r = b[1] / b[0]
    const d = b[0] + b[1] * r
    return [(a[0] + a[1] * r) / d, (a[1] - a[0] * r) / d]
  }
  const r = b[0] / b[1]
  const d = b[0] * r + b[1]
  return [(a[0] * r + a[1]) / d, (a[1] * r - a[0]) / d]
}

export function exponential([x, y]: Complex): Complex {
  const size = Math.exp(x)
  return [size * Math.cos(y), size * Math.sin(y)]
}

export function logarithm([x, y]: Complex): Complex {
  return [Math.log(Math.hypot(x, y)), Math.atan2(y, x)]
}

export function squareRoot([x, y]: Complex): Complex {
  if (x === 0 && y === 0) return [0, 0]
  const root = Math.sqrt((Math.hypot(x, y) + Math.abs(x)) / 2)
  return x >= 0 ? [root, y / (2 * root)] : [Math.abs(y) / (2 * root), y < 0 ? -root : root]
}

export function sine([x, y]: Complex): Complex {
  return [Math.sin(x) * Math.cosh(y), Math.cos(x) * Math.sinh(y)]
}

export function cosine([x, y]: Complex): Complex {
  return [Math.cos(x) * Math.cosh(y), -Math.sin(x) * Math.sinh(y)]
}

export function tangent([x, y]: Complex): Complex {
  const [t, h] = [Math.tan(x), Math.tanh(y)]
  return over([t, h], [1, -t * h])
}

export function hyperbolicTangent([x, y]: Complex): Complex {
  const [h, t] = [Math.tanh(x), Math.tan(y)]
  return over([h, t], [1, h * t])
}

export function arcTangent([x, y]: Complex): Complex {
  return [Math.atan2(2 * x, 1 - x * x - y * y) / 2, Math.log1p((4 * y) / (x * x + (1 - y) * (1 - y))) / 4]
}

/** arcsin and arccos after W. Kahan, Branch Cuts for Complex Elementary Functions (1987): no cancellation near 1, none at small y. */
export function arcSine(z: Complex): Complex {
  const [below, above] = besideOne(z)
  return [Math.atan2(z[0], below[0] * above[0] - below[1] * above[1]), Math.asinh(below[0] * above[1] - below[1] * above[0])]
}

export function arcCosine(z: Complex): Complex {
  const [below, above] = besideOne(z)
  return [2 * Math.atan2(below[0], above[0]), Math.asinh(above[0] * below[1] - above[1] * below[0])]
}

/** The square roots of 1 - z and of 1 + z. */
function besideOne(z: Complex): [Complex, Complex] {
  return [squareRoot(minus(real(1), z)), squareRoot(plus(real(1), z))]
}

/**
 * The error function by Salzer's series (Abramowitz & Stegun, Handbook of Mathematical Functions, 7.1.29): error near 1e-16 of its
 * size, and of the imaginary part where that is small.
 */
export function errorFunction([x, y]: Complex): Complex {
  const [cos, sin] = [Math.cos(2 * x * y), Math.sin(2 * x * y)]
  const half = Math.sin(x * y)
  // (1 - cos 2xy) / 2 pi x and sin 2xy / 2 pi x, with their limits at x = 0
  let re = x === 0 ? 0 : (half * half) / (Math.PI * x)
  let im = x === 0 ? y / Math.PI : sin / (2 * Math.PI * x)
  for (let n = 1; n <= 14 + 2 * Math.abs(y); n++) {
    const weight = (2 / Math.PI) * (Math.exp((-n * n) / 4) / (n * n + 4 * x * x))
    const [even, odd] = [Math.cosh(n * y), Math.sinh(n * y)]
    re += weight * (2 * x * (1 - even * cos) + n * odd * sin)
    im += weight * (2 * x * even * sin + n * odd * cos)
  }
  const size = Math.exp(-x * x)
  return [erf(x) + size * re, size * im]
}

/** a^b: whole powers by multiplication, which keeps negative bases on the real axis. */
export function power(a: Complex, b: Complex): Complex {
  if (b[1] === 0 && Number.isInteger(b[0]) && Math.abs(b[0]) <= 1024) {
    let result = real(1)
    let square = a
    for (let n = Math.abs(b[0]); n > 0; n = Math.floor(n / 2)) {
      if (n % 2 === 1) result = times(result, square)
      square = times(square, square)
    }
    return b[0] < 0 ? over(real(1), result) : result
  }
  return exponential(times(b, logarithm(a)))
}
