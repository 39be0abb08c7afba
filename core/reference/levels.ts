import type { Visit } from './diffusion.ts'
import type { Evolution } from './evolution.ts'
import { exactAt, largestError } from './judge.ts'
import type { ReferenceResult } from './types.ts'

/** Values that a result carries at most: what a figure can show and a message can hold. */
const MOST_KEPT = 400_000
/** Values that are compared with the exact solution at most; beyond it only the kept levels are. */
const MOST_JUDGED = 20_000_000

type Judged = Pick<ReferenceResult, 'axes' | 'values' | 'exact' | 'maxAbsError' | 'errorAtEnd'>

/**
 * Keeps evenly strided time levels of a scheme, first and last included, and compares all of them with the exact solution. `visit` is for the
 * scheme; `judged` says what came out, in the problem's own order of variables.
 */
export function keepLevels(problem: Evolution, x: Float64Array, steps: number, notes: string[]): { visit: Visit; judged: () => Judged } {
  const { equation, time, space } = problem
  const total = (steps + 1) * x.length
  const stride = Math.ceil(total / MOST_KEPT)
  if (stride > 1) notes.push(`Of ${steps + 1} time levels every ${ordinal(stride)} is kept and shown.`)
  if (total > MOST_JUDGED && equation.exact !== null) notes.push('Errors are over the kept levels.')
  const now = new Float64Array(x.length)
  const exact = exactAt(equation, time.axis === 0 ? [now, x] : [x, now])
  const times: number[] = []
  const levels: { u: Float64Array; exact: Float64Array | null }[] = []
  let largest = 0
  let last = 0
  return {
    visit(n, t, u) {
      const kept = n % stride === 0 || n === steps
      if (!kept && total > MOST_JUDGED) return
      now.fill(t)
      const truth = exact?.() ?? null
      if (truth !== null) {
        last = largestError(u, truth)
        largest = Math.max(largest, last)
      }
      if (!kept) return
      times.push(t)
      levels.push({ u: Float64Array.from(u), exact: truth === null ? null : Float64Array.from(truth) })
    },
    judged() {
      const t = Float64Array.from(times)
      const axes = [
        { name: space.name, values: x },
        { name: time.name, values: t }
      ]
      const gather = (of: (level: (typeof levels)[number]) => Float64Array) => {
        const values = new Float64Array(x.length * t.length)
        levels.forEach((level, k) => {
          const row = of(level)
          if (time.axis === 0) values.set(row, k * x.length)
          else row.forEach((value, i) => (values[i * t.length + k] = value))
        })
        return values
      }
      return {
        axes: time.axis === 0 ? axes.reverse() : axes,
        values: gather(({ u }) => u),
        exact: exact === null ? null : gather(({ exact }) => exact ?? new Float64Array(x.length)),
        maxAbsError: exact === null ? null : largest,
        errorAtEnd: exact === null ? null : last
      }
    }
  }
}

function ordinal(n: number): string {
  const ending = n % 100 >= 11 && n % 100 <= 13 ? 'th' : (['th', 'st', 'nd', 'rd'][n % 10] ?? 'th')
  return `${n}${ending}`
}
