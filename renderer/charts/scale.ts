import { powerOfTen, stepped } from './format.ts'

/** A mark on an axis: where, and what stands there. */
export interface Tick {
  value: number
  text: string
}
export type Range = readonly [number, number]

/** Smallest and largest finite value of several lists, positive ones only where `positive`; null without any. */
export function extent(lists: readonly ArrayLike<number>[], positive = false): Range | null {
  let low = Number.POSITIVE_INFINITY
  let high = Number.NEGATIVE_INFINITY
  for (const list of lists) {
    for (let i = 0; i < list.length; i++) {
      const value = list[i] ?? Number.NaN
      if (!Number.isFinite(value) || (positive && value <= 0)) continue
      if (value < low) low = value
      if (value > high) high = value
    }
  }
  return low <= high ? [low, high] : null
}

/** The step of 1, 2, 2.5 or 5 times a power of ten that puts about `count` ticks on a range. */
export function niceStep([low, high]: Range, count: number): number {
  const span = high - low
  if (!(span > 0) || !Number.isFinite(span)) return 1
  const rough = span / Math.max(1, count)
  const power = 10 ** Math.floor(Math.log10(rough))
  const ratio = rough / power
  return power * (ratio <= 1.0001 ? 1 : ratio <= 2.0001 ? 2 : ratio <= 2.5001 ? 2.5 : ratio <= 5.0001 ? 5 : 10)
}

/** Ticks on a linear axis at round numbers. */
export function linearTicks(range: Range, count: number): Tick[] {
  const step = niceStep(range, count)
  const first = Math.ceil(range[0] / step - 1e-9)
  const last = Math.floor(range[1] / step + 1e-9)
  const ticks: Tick[] = []
  for (let i = first; i <= last; i++) {
    const value = Number((i * step).toPrecision(12))
    ticks.push({ value, text: Number.isInteger(value) && Math.abs(value) < 1e4 ? stepped(value, Math.max(1, step)) : stepped(value, step) })
  }
  return ticks
}

/** Powers of ten on a logarithmic axis, at most `count`; with 2 and 5 between them where the range is a decade or less. */
export function logTicks([low, high]: Range, count: number): Tick[] {
  const from = Math.ceil(Math.log10(low) - 1e-9)
  const to = Math.floor(Math.log10(high) + 1e-9)
  if (to - from < 1) {
    const ticks: Tick[] = []
    for (let exponent = from - 1; exponent <= to + 1; exponent++) {
      for (const factor of [1, 2, 5]) {
        const value = factor * 10 ** exponent
        if (value < low * (1 - 1e-9) || value > high * (1 + 1e-9)) continue
        ticks.push({ value, text: factor === 1 ? powerOfTen(exponent) : `${factor}·${powerOfTen(exponent)}` })
      }
    }
    return ticks
  }
  const stride = Math.max(1, Math.ceil((to - from + 1) / Math.max(2, count)))
  const ticks: Tick[] = []
  for (let exponent = Math.ceil(from / stride) * stride; exponent <= to; exponent += stride) {
    ticks.push({ value: 10 ** exponent, text: powerOfTen(exponent) })
  }
  return ticks
}

/** Range with `share` of its length added at both ends; a single value gets room around it. */
export function padded([low, high]: Range, share: number): Range {
  const span = high - low
  const room = span > 0 ? span * share : Math.max(Math.abs(low) * 0.1, 1e-12, low === 0 ? 1 : 0)
  return [low - room, high + room]
}

/** Range for a curve: from zero where the data stay on one side of it and come near it, else padded. */
export function curveRange(data: Range, share = 0.06): Range {
  const [low, high] = padded(data, share)
  const span = data[1] - data[0]
  if (data[0] >= 0 && data[0] < 0.35 * span) return [0, high]
  if (data[1] <= 0 && -data[1] < 0.35 * span) return [low, 0]
  return [low, high]
}

/** Whole decades around positive data, with a little room above the largest. */
export function decades([low, high]: Range): Range {
  const bottom = Math.floor(Math.log10(low) + 1e-9)
  const top = Math.max(bottom + 1, Math.ceil(Math.log10(high) - 1e-9))
  return [10 ** bottom, 10 ** top]
}

/** Ticks at 1 and 3 times powers of ten (at 1, 2 and 5 over a short range), written out while they are short. */
export function niceLogTicks([low, high]: Range): Tick[] {
  const factors = high / low < 12 ? [1, 2, 5] : high / low < 1200 ? [1, 3] : [1]
  const ticks: Tick[] = []
  for (let exponent = Math.floor(Math.log10(low)); exponent <= Math.ceil(Math.log10(high)); exponent++) {
    for (const factor of factors) {
      const value = Number(`${factor}e${exponent}`)
      if (value < low * (1 - 1e-9) || value > high * (1 + 1e-9)) continue
      const short = exponent >= -4 && exponent <= 4
      ticks.push({
        value,
        text: short
          ? stepped(value, Math.min(1, 10 ** exponent))
          : factor === 1
            ? powerOfTen(exponent)
            : `${factor}·${powerOfTen(exponent)}`
      })
    }
  }
  return ticks
}
