import { machine } from '../probe.ts'
import { linearModule, type Kernels } from './kernels.ts'

let found: Kernels | undefined
let looked = false

/**
 * Flat kernels of this thread with a memory of their own, for vectors that stay there; undefined where WebAssembly has no SIMD. Every product is
 * rounded before it is added: loops of JavaScript in the same order give the same bits.
 */
export function flatKernels(): Kernels | undefined {
  if (!looked) {
    looked = true
    const { vectors, joined } = machine()
    if (vectors) found = new WebAssembly.Instance(new WebAssembly.Module(linearModule(false, joined))).exports as unknown as Kernels
  }
  return found
}
