import { FUNCTIONS, matrixStepFunctions } from './exponential.ts'
import type { SpectralForm } from './form.ts'
import type { Spectrum, Waves } from './waves.ts'

/** One step of length h from a spectrum at a time, overwriting it. */
export type Advance = (t: number, spectrum: Spectrum) => void

/** N of the form as a function of time and spectrum. */
export type Rest = (t: number, spectrum: Spectrum) => Spectrum

export function restOf(form: SpectralForm, waves: Waves): Rest {
  const { nodes, values, analyse } = waves
  const rest = form.rest(nodes)
  const none = new Float64Array(nodes.length)
  return (t, spectrum) => {
    values(spectrum, form.reads, rest.fields)
    const rates = rest.at(t, rest.fields)
    return analyse(
      form.places.flatMap(({ first, last }, unknown) =>
        Array.from({ length: last - first + 1 }, (_, l) => (first + l === last ? rates[unknown]! : none))
      )
    )
  }
}

/**
 * The exponential time differencing Runge-Kutta method of order 4 (Cox and Matthews, J. Comput. Phys. 176 (2002) 430; Kassam and Trefethen, SIAM J. Sci. Comput. 26 (2005) 1214): the
 * linear part exactly, so that its stiffness asks for no small steps, the rest as the classical method would.
 */
export function stepper(form: SpectralForm, waves: Waves, rest: Rest, h: number): Advance {
  const { components: m, linear } = form
  const { modes, period, empty } = waves
  const entries = 2 * m * m
  const functions = Array.from({ length: FUNCTIONS }, () => new Float64Array(modes * entries))
  const [a, out] = [new Float64Array(entries), new Float64Array(FUNCTIONS * entries)]
  for (let k = 0; k < modes; k++) {
    a.fill(0)
    for (const { row, column, order, factor } of linear) {
      if (k === modes - 1 && order % 2 === 1) continue
      // (i kappa)^order
      const size = h * factor * (order === 0 ? 1 : ((2 * Math.PI * k) / period) ** order)
      a[2 * (row * m + column) + (order % 2)]! += order % 4 < 2 ? size : -size
    }
    matrixStepFunctions(a, m, out)
    functions.forEach((of, f) => {
      for (let e = 0; e < entries; e++) of[k * entries + e] = (f < 2 ? 1 : h) * out[f * entries + e]!
    })
  }
  const [whole, half, third, first, middle, final] = functions as [
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array,
    Float64Array
  ]
  const [carried, a1, a2, a3] = [empty(), empty(), empty(), empty()]

  /** adds scale f(A) v to a spectrum, wave number by wave number */
  function addProduct(to: Spectrum, f: Float64Array, v: Spectrum, scale: number): void {
    for (let row = 0; row < m; row++)
      for (let column = 0; column < m; column++) {
        const [from, at] = [2 * modes * column, 2 * modes * row]
        let e = 2 * (row * m + column)
        for (let k = 0; k < modes; k++, e += entries) {
          const x = v[from + k]!
          const y = v[from + modes + k]!
          const c = scale * f[e]!
          const s = scale * f[e + 1]!
          to[at + k] = to[at + k]! + c * x - s * y
          to[at + modes + k] = to[at + modes + k]! + c * y + s * x
        }
      }
  }

  return (t, v) => {
    const n0 = rest(t, v)
    carried.fill(0)
    addProduct(carried, half, v, 1)
    a1.set(carried)
    addProduct(a1, third, n0, 1)
    const n1 = rest(t + h / 2, a1)
    a2.set(carried)
    addProduct(a2, third, n1, 1)
    const n2 = rest(t + h / 2, a2)
    a3.fill(0)
    addProduct(a3, half, a1, 1)
    addProduct(a3, third, n2, 2)
    addProduct(a3, third, n0, -1)
    const n3 = rest(t + h, a3)
    carried.fill(0)
    addProduct(carried, whole, v, 1)
    addProduct(carried, first, n0, 1)
    addProduct(carried, middle, n1, 2)
    addProduct(carried, middle, n2, 2)
    addProduct(carried, final, n3, 1)
    v.set(carried)
  }
}
