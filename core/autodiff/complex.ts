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
