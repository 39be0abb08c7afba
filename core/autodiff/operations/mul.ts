import { times } from '../complex.ts'
import { PRODUCT, bracketed } from '../notation.ts'
import { twofoldProduct } from '../twofold.ts'
import type { Operation } from '../operation.ts'

export const mul: Operation = {
  name: 'mul',
  arity: 2,
  kind: 'arithmetic',
  latex: ({ part, written }) => {
    const { tex, level } = written(1)
    const right = level < PRODUCT || tex.startsWith('-') ? bracketed(tex) : tex
    // 2 \cdot 3 and x \cdot 2, but 2 x
    return { tex: `${part(0, PRODUCT)}${/^[\d.]/.test(right) ? ' \\cdot ' : '\\,'}${right}`, level: PRODUCT }
  },
  value: (a, b) => a * b,
  batch: (out, n, a, b) => {
    for (let i = 0; i < n; i++) out[i] = a[i]! * b[i]!
  },
  partials: (graph, args) => {
    const [a, b] = args as [number, number]
    return [b, a]
  },
  complex: times,
  twofold: twofoldProduct,
  numpy: (a, b) => `(${a} * ${b})`,
  flops: 1,
  partialFlops: () => [0, 0]
}
