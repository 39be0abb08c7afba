import type { Snapshot } from '../../../core/training/snapshot.ts'

/** Path data of a curve in a box of w by h px, `pad` px from its edges. */
export function curvePath(values: ArrayLike<number>, w: number, h: number, pad: number, low: number, high: number): string {
  const span = high - low || 1
  const last = Math.max(1, values.length - 1)
  const parts: string[] = []
  for (let i = 0; i < values.length; i++) {
    const value = values[i] ?? Number.NaN
    if (!Number.isFinite(value)) continue
    const x = pad + ((w - 2 * pad) * i) / last
    const y = pad + (h - 2 * pad) * (1 - (value - low) / span)
    parts.push(`${parts.length === 0 ? 'M' : 'L'}${x.toFixed(1)},${y.toFixed(1)}`)
  }
  return parts.join('')
}

/** Every k-th value, so that a small picture has no more points than pixels. */
export function thin(values: ArrayLike<number>, most = 101): Float64Array {
  const stride = Math.max(1, Math.ceil(values.length / most))
  const kept = Float64Array.from({ length: Math.ceil(values.length / stride) }, (_, i) => values[i * stride] ?? Number.NaN)
  kept[kept.length - 1] = values[values.length - 1] ?? Number.NaN
  return kept
}

/** The values an activation can take, so that all tiles share one scale. */
export function activationRange(activation: string): [number, number] | null {
  if (activation === 'sigmoid') return [0, 1]
  if (activation === 'tanh' || activation === 'sine') return [-1, 1]
  return null
}

/** Activations of one neuron over the tile's points. */
export function tileOf(network: Snapshot['network'], layer: number, unit: number): Float64Array {
  const points = network.tilePoints
  return network.layers[layer]?.tiles.subarray(unit * points, (unit + 1) * points) ?? new Float64Array()
}

/** What an output of a network gives over the tile's points: its last layer, weighed and summed. */
export function outputOf(network: Snapshot['network'], row: number): Float64Array {
  const last = network.layers.length - 1
  const [bias = 0, ...weights] = weightsInto(network, last + 1, row)
  const values = new Float64Array(network.tilePoints).fill(bias)
  weights.forEach((weight, unit) => tileOf(network, last, unit).forEach((value, p) => (values[p] = (values[p] ?? 0) + weight * value)))
  return values
}

/** Row of a layer's matrix: bias first, then one weight an input. */
export function weightsInto(network: Snapshot['network'], layer: number, unit: number): Float64Array {
  const matrix = network.weights[layer]
  return matrix?.values.subarray(unit * matrix.columns, (unit + 1) * matrix.columns) ?? new Float64Array()
}

export type Rgb = readonly [number, number, number]

export function rgb(hex: string): Rgb {
  const parts = /^#([0-9a-f]{2})([0-9a-f]{2})([0-9a-f]{2})$/i.exec(hex.trim())
  return parts === null ? [128, 128, 128] : ([1, 2, 3].map((i) => Number.parseInt(parts[i] ?? '0', 16)) as unknown as Rgb)
}

/** Colour at a share of a scale of equally spaced stops. */
export function ramp(stops: readonly Rgb[], share: number): Rgb {
  const at = Math.min(0.99999, Math.max(0, Number.isFinite(share) ? share : 0)) * (stops.length - 1)
  const index = Math.floor(at)
  const from = stops[index] ?? [0, 0, 0]
  const to = stops[index + 1] ?? from
  const mix = (k: 0 | 1 | 2) => Math.round(from[k] + (to[k] - from[k]) * (at - index))
  return [mix(0), mix(1), mix(2)]
}

/**
 * A field as pixels, one a grid point, clear where there is no value. The grid is row-major with the first variable slowest; `timeRight`: the second
 * variable runs to the right and the first upwards, else the first to the right and the second upwards.
 */
export function fieldPixels(
  values: ArrayLike<number>,
  columns: number,
  rows: number,
  timeRight: boolean,
  colour: (value: number) => Rgb
): { width: number; height: number; data: Uint8ClampedArray<ArrayBuffer> } {
  const width = timeRight ? columns : rows
  const height = timeRight ? rows : columns
  const data = new Uint8ClampedArray(width * height * 4)
  for (let y = 0; y < height; y++) {
    for (let x = 0; x < width; x++) {
      const up = height - 1 - y
      const value = values[timeRight ? up * columns + x : x * columns + up] ?? Number.NaN
      const [r, g, b] = colour(value)
      data.set([r, g, b, Number.isFinite(value) ? 255 : 0], (y * width + x) * 4)
    }
  }
  return { width, height, data }
}

/** Colours of signed values: purple below zero, blue above, the surface at zero. */
export function diverging(negative: string, zero: string, positive: string, largest: number): (value: number) => Rgb {
  const stops = [rgb(negative), rgb(zero), rgb(positive)]
  return (value) => ramp(stops, 0.5 + value / (2 * (largest || 1)))
}

export function sequential(stops: readonly string[], low: number, high: number): (value: number) => Rgb {
  const colours = stops.map(rgb)
  return (value) => ramp(colours, (value - low) / (high - low || 1))
}

export function largestAbsolute(values: ArrayLike<number>): number {
  let most = 0
  for (let i = 0; i < values.length; i++) {
    const value = Math.abs(values[i] ?? 0)
    if (Number.isFinite(value) && value > most) most = value
  }
  return most
}
