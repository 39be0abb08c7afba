import type { Complex } from './complex.ts'
import type { Graph, Id } from './graph.ts'
import type { Writer, Written } from './notation.ts'
import type { Twofold } from './twofold.ts'

/** Rows of numbers: one entry per point. */
export type Row = Float64Array | Float32Array

/** How the Explorer groups operations: by colour and shape. */
export type OperationKind = 'arithmetic' | 'power' | 'function' | 'choice'

/** Why mathematics gives no value, or no derivative, at some arguments. */
export interface Trouble {
  /** `derivative`: the value exists, the derivative does not */
  code: 'not-real' | 'division-by-zero' | 'not-differentiable'
  /** a sentence without its full stop */
  sentence: string
  /** the arguments by which there is no derivative; default all */
  args?: readonly number[]
}

/**
 * One elementary operation, in one place: its value, its local derivatives and their cost. The Explorer, the residuals, the
 * activations and the reverse pass of training all read it here. To add an operation write one such file and list it in index.ts.
 */
export interface Operation {
  readonly name: string
  readonly arity: 1 | 2 | 3
  readonly kind: OperationKind
  /** how users call it, where it is a function of one argument; the language learns it from here */
  readonly calls?: readonly string[]
  /** LaTeX of its name where a power may stand on it: sin^2(x) */
  readonly powered?: string
  /** The operation on its arguments as LaTeX. */
  latex(this: void, writer: Writer): Written
  /** Value at numbers; NaN where it is not real. */
  value(this: void, a: number, b: number, c: number): number
  /** The same for n points: out[i] = value(a[i], b[i], c[i]). An explicit loop, so that the compiler sees the operation inside it. */
  readonly batch: (out: Row, n: number, a: Row, b: Row, c: Row) => void
  /** Local partial derivatives d(self)/d(args[k]) as nodes of the graph, formed from stored values. */
  partials(graph: Graph, args: readonly Id[], self: Id): readonly Id[]
  /** Edges of the domain, kinks and jumps: what is wrong at these arguments; absent where nothing ever is. */
  trouble?(a: number, b: number, c: number): Trouble | undefined
  /** Value at complex numbers, for the complex-step derivative; comparisons look at real parts. */
  complex(this: void, a: Complex, b: Complex, c: Complex): Complex
  /** Value to twice the digits; only where what the operation rounds away is known. */
  twofold?(this: void, a: Twofold, b: Twofold): Twofold
  /** How Python writes it over NumPy arrays, for exported scripts. */
  numpy(this: void, a: string, b: string, c: string): string
  /** FLOPs of the operation itself (course convention: 1; unary minus 0). */
  readonly flops: number
  /** FLOPs of forming each partial from stored values: 0 where it is 1, -1 or a stored value. `exponent` is a constant second argument. */
  partialFlops(exponent?: number): readonly number[]
}
