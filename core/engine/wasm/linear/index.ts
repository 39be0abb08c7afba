import { machine } from '../probe.ts'
import { blockedQr } from './blocked-qr.ts'
import { fusedBidiagonal, type BidiagonalParts } from './bidiagonal.ts'
import { linearModule, type Kernels } from './kernels.ts'
import { fusedPivotedQr, type PivotedParts } from './pivoted-qr.ts'

export type { BidiagonalParts } from './bidiagonal.ts'

/** Dense factorisations at the speed of the machine, in the layout of core/linear. */
export interface LinearKernels {
  /** relaxed multiply-add is used: results differ from the other kind in their last bits */
  readonly fma: boolean
  /** QR of a column-major matrix with rows >= columns, in place: R above, reflectors below; returns tau. */
  qr(a: Float64Array, rows: number, columns: number): Float64Array
  /** QR with column pivoting, in place; it ends where the largest column left is below `tolerance` times the first. */
  pivotedQr(a: Float64Array, rows: number, columns: number, tolerance: number): PivotedParts
  /** Bidiagonalisation of a square column-major matrix, in place. */
  bidiagonalise(a: Float64Array, n: number): BidiagonalParts
}

/**
 * Compiles them; undefined where WebAssembly has no SIMD. Without `fma` every product is rounded before it is added; `joined` is for
 * machines where V8 joins vectors, and changes no bit.
 */
export function makeLinearKernels(fma: boolean, joined = false): LinearKernels | undefined {
  const bytes = linearModule(fma, joined)
  if (typeof WebAssembly === 'undefined' || !WebAssembly.validate(bytes)) return undefined
  const instance = new WebAssembly.Instance(new WebAssembly.Module(bytes))
  const kernels = instance.exports as unknown as Kernels
  return {
    fma,
    qr: (a, rows, columns) => blockedQr(kernels, a, rows, columns),
    pivotedQr: (a, rows, columns, tolerance) => fusedPivotedQr(kernels, a, rows, columns, tolerance),
    bidiagonalise: (a, n) => fusedBidiagonal(kernels, a, n)
  }
}

/** Columns from which copying to the kernels' memory pays. */
export const COMPILED_FROM = 48

const found = new Map<boolean, LinearKernels | undefined>()

/** The kernels of this thread, made when first asked for: with relaxed multiply-add where the runtime has it, unless they are to be `portable`. */
export function linearKernels(portable = false): LinearKernels | undefined {
  if (!found.has(portable)) {
    const { joined } = machine()
    found.set(portable, (portable ? undefined : makeLinearKernels(true, joined)) ?? makeLinearKernels(false, joined))
  }
  return found.get(portable)
}
