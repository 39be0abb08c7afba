import { fourierTransform } from './fft.ts'
import type { SpectralForm } from './form.ts'

/** Components by wave number 0 … half: of component c the real parts from 2 c modes, the imaginary parts from (2 c + 1) modes. */
export type Spectrum = Float64Array

/** Real functions of x by their Fourier coefficients on a period: that of the problem, or twice as long where they are mirrored at the ends. */
export interface Waves {
  /** points of the whole period, and wave numbers 0 … count / 2 */
  count: number
  modes: number
  period: number
  from: number
  /** those of the points that lie between the ends */
  nodes: Float64Array
  empty: () => Spectrum
  /** values at the nodes of derivatives of components, into `out` */
  values: (spectrum: Spectrum, wanted: readonly { component: number; order: number }[], out: readonly Float64Array[]) => void
  /** coefficients of functions given at the nodes */
  analyse: (rows: readonly Float64Array[]) => Spectrum
}

/**
 * Waves for a form on `count` points of a period.
 * @param whole whether the period is that of the problem itself, although the unknowns are mirrored: what is odd about both ends may repeat with it
 */
export function wavesOf({ evolution, places, components }: SpectralForm, count: number, whole: boolean): Waves {
  const { from, to } = evolution.system.variables[evolution.space]!
  const mirrored = !whole && places.some(({ continuation }) => continuation !== 'periodic')
  const period = mirrored ? 2 * (to - from) : to - from
  const modes = count / 2 + 1
  const inside = mirrored ? modes : count
  const nodes = Float64Array.from({ length: inside }, (_, k) => (mirrored && k === inside - 1 ? to : from + (period * k) / count))
  const signs = places.flatMap(({ first, last, continuation }) =>
    Array.from({ length: last - first + 1 }, () => (mirrored ? (continuation === 'odd' ? -1 : 1) : 0))
  )
  const { forward, inverse } = fourierTransform(count)
  const [re, im] = [new Float64Array(count), new Float64Array(count)]
  const wave = (2 * Math.PI) / period
  const empty = () => new Float64Array(2 * modes * components)

  /** adds a derivative of a component to the work arrays, times 1 or times i */
  function add(spectrum: Spectrum, component: number, order: number, times: 0 | 1): void {
    const at = 2 * modes * component
    // i^order, and one more quarter turn for the second of a pair
    const quarter = (order + times) % 4
    // of a real function the conjugate stands at -k; at the last wave number both fall together, and its odd derivatives vanish
    const last = order % 2 === 1 ? modes - 1 : modes
    const mirror = times === 0 ? 1 : -1
    for (let k = 0; k < last; k++) {
      const size = order === 0 ? 1 : (wave * k) ** order
      const a = spectrum[at + k]! * size
      const b = spectrum[at + modes + k]! * size
      const x = quarter === 0 ? a : quarter === 1 ? -b : quarter === 2 ? -a : b
      const y = quarter === 0 ? b : quarter === 1 ? a : quarter === 2 ? -b : -a
      re[k] = re[k]! + x
      im[k] = im[k]! + y
      if (k === 0 || k === modes - 1) continue
      re[count - k] = re[count - k]! + mirror * x
      im[count - k] = im[count - k]! - mirror * y
    }
  }

  return {
    count,
    modes,
    period,
    from,
    nodes,
    empty,
    values(spectrum, wanted, out) {
      for (let pair = 0; pair < wanted.length; pair += 2) {
        re.fill(0)
        im.fill(0)
        const [one, two] = [wanted[pair]!, wanted[pair + 1]]
        add(spectrum, one.component, one.order, 0)
        if (two !== undefined) add(spectrum, two.component, two.order, 1)
        inverse(re, im)
        for (let i = 0; i < inside; i++) out[pair]![i] = re[i]! * count
        if (two !== undefined) for (let i = 0; i < inside; i++) out[pair + 1]![i] = im[i]! * count
      }
    },
    analyse(rows) {
      const spectrum = empty()
      for (let pair = 0; pair < components; pair += 2) {
        fill(re, rows[pair]!, signs[pair]!)
        if (pair + 1 < components) fill(im, rows[pair + 1]!, signs[pair + 1]!)
        else im.fill(0)
        forward(re, im)
        for (let k = 0; k < modes; k++) {
          const other = (count - k) % count
          const at = 2 * modes * pair + k
          spectrum[at] = (re[k]! + re[other]!) / (2 * count)
          spectrum[at + modes] = (im[k]! - im[other]!) / (2 * count)
          if (pair + 1 >= components) continue
          spectrum[at + 2 * modes] = (im[k]! + im[other]!) / (2 * count)
          spectrum[at + 3 * modes] = (re[other]! - re[k]!) / (2 * count)
        }
      }
      return spectrum
    }
  }

  function fill(work: Float64Array, row: Float64Array, sign: number): void {
    for (let i = 0; i < inside; i++) work[i] = row[i]!
    if (sign === 0) return
    for (let i = inside; i < count; i++) work[i] = sign * row[count - i]!
    // what is odd is zero at the mirrors
    if (sign < 0) work[0] = work[count / 2] = 0
  }
}

/** A component at any points: the trigonometric sum, sines and cosines by turning the last ones on. */
export function waveValues({ modes, period, from }: Waves, spectrum: Spectrum, component: number, x: number): number {
  const at = 2 * modes * component
  const angle = (2 * Math.PI * (x - from)) / period
  const [turnC, turnS] = [Math.cos(angle), Math.sin(angle)]
  let [c, s, sum] = [1, 0, spectrum[at]!]
  for (let k = 1; k < modes; k++) {
    const next = c * turnC - s * turnS
    s = s * turnC + c * turnS
    c = next
    const weight = k === modes - 1 ? 1 : 2
    sum += weight * (spectrum[at + k]! * c - spectrum[at + modes + k]! * s)
  }
  return sum
}
