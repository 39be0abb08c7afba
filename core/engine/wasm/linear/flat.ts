import { machine } from '../probe.ts'
import { linearModule, type Kernels } from './kernels.ts'

let module: WebAssembly.Module | undefined
let found: Kernels | undefined
let looked = false

/**
 * Flat kernels of this thread with a memory that they share, for vectors that stay there for a while; undefined where WebAssembly has no SIMD. Every product is
 * rounded before it is added: loops of JavaScript in the same order give the same bits.
 */
export function flatKernels(): Kernels | undefined {
  if (!looked) found = ownKernels()
  looked = true
  return found
}

/** The same with a memory of their own, for a matrix that stays. */
export function ownKernels(): Kernels | undefined {
  const { vectors, joined } = machine()
  if (!vectors) return undefined
  module ??= new WebAssembly.Module(linearModule(false, joined))
  return new WebAssembly.Instance(module).exports as unknown as Kernels
}
