/** Nodes along one variable with matrices that differentiate the values at them. */
export interface SpectralGrid {
  x: Float64Array
  /** the derivative of an order as an n x n matrix, row-major */
  matrix: (order: number) => Float64Array
  /** interpolates values at the nodes: weights of one point, n numbers */
  weightsAt: (x: number) => Float64Array
  /** inner nodes of the same kind of grid, as many as there are nodes less so many */
  inner: (fewer: number) => Float64Array
}

/** Where nodes are to crowd: about `centre`, on the length `width`. */
export interface Focus {
  centre: number
  width: number
}

/**
 * Chebyshev-Lobatto nodes, ends included; crowded about a focus by the map x = c + w sinh(...) of Tee and Trefethen (SIAM J. Sci. Comput. 28 (2006) 1798). Matrices as in Trefethen,
 * Spectral Methods in MATLAB, chapter 6, with the diagonal as minus the sum of its row.
 */
export function chebyshevGrid(from: number, to: number, count: number, focus?: Focus): SpectralGrid {
  const n = count - 1
  const s = Float64Array.from({ length: count }, (_, k) => -Math.cos((Math.PI * k) / n))
  const { value, slope, inverse } = mapOf(from, to, focus)
  const x = s.map(value)
  x[0] = from
  x[n] = to
  const weight = (k: number): number => (k % 2 === 0 ? 1 : -1) * (k === 0 || k === n ? 0.5 : 1)
  const first = new Float64Array(count * count)
  for (let i = 0; i < count; i++) {
    let sum = 0
    for (let j = 0; j < count; j++) {
      if (i === j) continue
      // s_i - s_j without cancellation
      const gap = 2 * Math.sin((Math.PI * (i + j)) / (2 * n)) * Math.sin((Math.PI * (i - j)) / (2 * n))
      const entry = weight(j) / weight(i) / gap
      first[i * count + j] = entry
      sum += entry
    }
    first[i * count + i] = -sum
    const factor = 1 / slope(s[i]!)
    for (let j = 0; j < count; j++) first[i * count + j]! *= factor
  }
  const inner = (fewer: number): Float64Array =>
    Float64Array.from({ length: count - fewer }, (_, k) => value(-Math.cos((Math.PI * (k + 1)) / (count - fewer + 1))))
  return { x, matrix: powersOf(first, count), weightsAt: barycentric(s, inverse, weight), inner }
}

/** Equidistant nodes of a period, an odd number of them, and trigonometric interpolation (Trefethen, chapter 3). */
export function fourierGrid(from: number, to: number, wished: number): SpectralGrid {
  const count = wished % 2 === 0 ? wished + 1 : wished
  const wave = (2 * Math.PI) / (to - from)
  const x = Float64Array.from({ length: count }, (_, k) => from + ((to - from) * k) / count)
  const half = (count - 1) / 2
  const circulant = (order: number, distance: number): number => {
    let sum = order === 0 ? 1 : 0
    for (let k = 1; k <= half; k++) sum += 2 * (k * wave) ** order * Math.cos(k * wave * distance + (order * Math.PI) / 2)
    return sum / count
  }
  return {
    x,
    matrix(order) {
      const row = Float64Array.from({ length: count }, (_, j) => circulant(order, ((to - from) * j) / count))
      return Float64Array.from({ length: count * count }, (_, k) => row[(Math.floor(k / count) - (k % count) + count) % count]!)
    },
    weightsAt: (point) => x.map((node) => circulant(0, point - node)),
    inner: () => x
  }
}

function mapOf(from: number, to: number, focus: Focus | undefined) {
  const [middle, half] = [(from + to) / 2, (to - from) / 2]
  if (focus === undefined)
    return { value: (s: number) => middle + half * s, slope: () => half, inverse: (x: number) => (x - middle) / half }
  const { centre, width } = focus
  const [low, high] = [Math.asinh((from - centre) / width), Math.asinh((to - centre) / width)]
  const [a, b] = [(low + high) / 2, (high - low) / 2]
  return {
    value: (s: number) => centre + width * Math.sinh(a + b * s),
    slope: (s: number) => width * b * Math.cosh(a + b * s),
    inverse: (x: number) => (Math.asinh((x - centre) / width) - a) / b
  }
}

function powersOf(first: Float64Array, n: number): (order: number) => Float64Array {
  const known: Float64Array[] = [Float64Array.from({ length: n * n }, (_, k) => (Math.floor(k / n) === k % n ? 1 : 0)), first]
  return (order) => {
    for (let k = known.length; k <= order; k++) known.push(product(first, known[k - 1]!, n))
    return known[order]!
  }
}

function product(a: Float64Array, b: Float64Array, n: number): Float64Array {
  const out = new Float64Array(n * n)
  for (let i = 0; i < n; i++)
    for (let k = 0; k < n; k++) {
      const factor = a[i * n + k]!
      for (let j = 0; j < n; j++) out[i * n + j]! += factor * b[k * n + j]!
    }
  return out
}

/** The barycentric formula in the variable in which the nodes are Chebyshev's (Berrut and Trefethen, SIAM Review 46 (2004) 501). */
function barycentric(s: Float64Array, inverse: (x: number) => number, weight: (k: number) => number): (x: number) => Float64Array {
  return (x) => {
    const at = inverse(x)
    const out = new Float64Array(s.length)
    const hit = s.findIndex((node) => Math.abs(node - at) < 1e-15)
    if (hit >= 0) {
      out[hit] = 1
      return out
    }
    let sum = 0
    s.forEach((node, k) => {
      out[k] = weight(k) / (at - node)
      sum += out[k]
    })
    return out.map((value) => value / sum)
  }
}
