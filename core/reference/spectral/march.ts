import { restOf, stepper } from './etdrk4.ts'
import type { SpectralForm } from './form.ts'
import { waveValues, wavesOf } from './waves.ts'
import type { Spectrum } from './waves.ts'

/** A solution on one period's points with one step: what it took, and its values anywhere. */
export interface March {
  count: number
  steps: number
  /** components at points of space and time, one row per component asked for */
  at: (x: Float64Array, t: Float64Array, wanted: readonly number[]) => Float64Array[]
}

/** Numbers of the levels that are kept; others are marched to again from the last one before. */
const MOST_KEPT = 4_000_000

/** Multiplications of a march, about: four times the rest a step, each with a transform for two fields. */
export function marchWork({ reads }: SpectralForm, count: number, steps: number): number {
  return steps * (20 * (Math.ceil(reads.length / 2) + 1) * count * Math.log2(count) + 50 * count)
}

/** The form from its start to its end in so many steps; undefined where it leaves the numbers. */
export function march(form: SpectralForm, count: number, steps: number, whole: boolean): March | undefined {
  const { evolution } = form
  const { from, to } = evolution.system.variables[evolution.time]!
  const waves = wavesOf(form, count, whole)
  const rest = restOf(form, waves)
  const h = (to - from) / steps
  const advance = stepper(form, waves, rest, h)
  const stride = Math.max(1, Math.ceil(((steps + 1) * 2 * waves.modes * form.components) / MOST_KEPT))
  const spectrum = waves.analyse(form.start(waves.nodes))
  const kept: Spectrum[] = [spectrum.slice()]
  for (let n = 0; n < steps; n++) {
    advance(from + n * h, spectrum)
    if ((n + 1) % stride === 0) kept.push(spectrum.slice())
    if ((n % 32 === 0 || n === steps - 1) && !spectrum.every(Number.isFinite)) return undefined
  }

  /** the spectrum at a time: from the last one kept, by whole steps and one shorter than them */
  function reach(t: number): Spectrum {
    const at = (t - from) / h
    const level = Math.min(Math.floor(at / stride + 1e-9), kept.length - 1)
    const now = kept[level]!.slice()
    let n = level * stride
    for (; n + 1 <= at + 1e-9; n++) advance(from + n * h, now)
    const left = t - (from + n * h)
    if (left > 1e-9 * h) stepper(form, waves, rest, left)(from + n * h, now)
    return now
  }

  return {
    count,
    steps,
    at(x, t, wanted) {
      const out = wanted.map(() => new Float64Array(x.length))
      const byTime = new Map<number, number[]>()
      t.forEach((time, p) => byTime.set(time, [...(byTime.get(time) ?? []), p]))
      for (const [time, points] of byTime) {
        const now = reach(time)
        for (const [row, component] of wanted.entries()) for (const p of points) out[row]![p] = waveValues(waves, now, component, x[p]!)
      }
      return out
    }
  }
}
