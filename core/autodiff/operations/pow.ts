import { power as complexPower } from '../complex.ts'
import { mul, pow as power, sub } from '../fold.ts'
import { ATOM, POWER, bracketed } from '../notation.ts'
import { power as powValue } from '../special.ts'
import { OPERATIONS } from './index.ts'
import type { Operation } from '../operation.ts'

/** a^b. With a constant exponent c the derivative is c a^(c-1), so that negative bases are allowed. */
export const pow: Operation = {
  name: 'pow',
  arity: 2,
  kind: 'power',
  latex: ({ args, tex, written }) => {
    const [base, exponent] = args
    const name = base?.kind === 'apply' ? OPERATIONS[base.operation].powered : undefined
    if (name !== undefined && base?.kind === 'apply' && exponent?.kind === 'number' && /^\d+$/.test(exponent.text))
      return { tex: `${name}^{${tex(1)}}${written(0).tex.slice(name.length)}`, level: POWER }
    const own = written(0)
    // a derivative or a fraction would carry the exponent in the wrong place
    const fits = own.level === ATOM && !/['^]|\\frac/.test(own.tex)
    return { tex: `${fits ? `{${own.tex}}` : bracketed(own.tex)}^{${tex(1)}}`.replace(/^\{(\\?\w+)\}/, '$1'), level: POWER }
  },
  value: (a, b) => powValue(a, b),
  batch: (out, n, a, b) => {
    for (let i = 0; i < n; i++) out[i] = powValue(a[i]!, b[i]!)
  },
  partials: (graph, args, self) => {
    const [a, b] = args as [number, number]
    const base = mul(graph, b, power(graph, a, sub(graph, b, graph.constant(1))))
    if (graph.constantValue(b) !== undefined) return [base, graph.constant(0)]
    return [base, mul(graph, self, graph.apply('log', a))]
  },
  trouble: (a, b) => {
    if (a === 0 && b < 0) return { code: 'division-by-zero', sentence: `0 to the power ${b} divides by zero` }
    if (a < 0 && !Number.isInteger(b)) return { code: 'not-real', sentence: `${a} to the power ${b} is not a real number` }
    if (a === 0 && b > 0 && b < 1)
      return { code: 'not-differentiable', sentence: `a power below 1, here ${b}, has a vertical tangent at 0` }
    if (a > 0) return undefined
    return {
      code: 'not-differentiable',
      sentence: `a power is differentiated by its exponent only where its base is positive, not at ${a}`,
      args: [1]
    }
  },
  complex: complexPower,
  numpy: (a, b) => `np.power(${a}, ${b})`,
  flops: 1,
  partialFlops: (exponent) => (exponent === undefined ? [3, 2] : exponent === 2 ? [1, 0] : [2, 0])
}
