import { roundUp } from '../wasm/shape.ts'
import { UPDATE_RULES, type UpdateName } from './rules.ts'
import type { Update } from './update.ts'
import { ARRAYS_AT, LINE, SCALARS, updateModule } from './update-module.ts'

const NUMBER = 8
const PAGE = 65536
/** Parameters, gradient, and at most two memories. */
const ARRAYS = 4

type Kernel = (parameters: number, gradient: number, first: number, second: number, bytes: number) => void

/** One run's arrays are in the memory at a time; who comes next sends the last one away, with what it keeps. */
interface Tenant {
  leave(): void
}

/** The kernels of this thread and their memory. */
class Space {
  private readonly memory: WebAssembly.Memory
  private readonly kernels: Record<string, Kernel>
  private tenant: Tenant | undefined
  numbers: Float64Array

  constructor() {
    const { exports } = new WebAssembly.Instance(new WebAssembly.Module(updateModule(UPDATE_RULES)))
    this.memory = exports.memory as WebAssembly.Memory
    this.kernels = exports as unknown as Record<string, Kernel>
    this.numbers = new Float64Array(this.memory.buffer)
  }

  kernel(name: UpdateName): Kernel {
    return this.kernels[name]!
  }

  /** Whether a tenant's arrays must be put in place. */
  enter(tenant: Tenant, bytes: number): boolean {
    if (this.tenant === tenant) return false
    this.tenant?.leave()
    this.tenant = tenant
    const missing = ARRAYS_AT + ARRAYS * bytes - this.memory.buffer.byteLength
    if (missing > 0) {
      this.memory.grow(Math.ceil(missing / PAGE))
      this.numbers = new Float64Array(this.memory.buffer)
    }
    return true
  }

  holds(tenant: Tenant): boolean {
    return this.tenant === tenant
  }
}

let space: Space | undefined

/** An update by a compiled loop, with the bits of `updateByRows`. */
export function compiledUpdate(name: UpdateName, memories: readonly Float64Array[], size: number): Update {
  const own = (space ??= new Space())
  const kernel = own.kernel(name)
  const { scalars } = UPDATE_RULES[name]
  const bytes = roundUp(NUMBER * Math.max(1, size), LINE)
  const [x, g, first, second] = Array.from({ length: ARRAYS }, (_, k) => ARRAYS_AT + k * bytes) as [number, number, number, number]
  const view = (at: number): Float64Array => own.numbers.subarray(at / NUMBER, at / NUMBER + size)
  const copyOut = (): void => memories.forEach((memory, k) => memory.set(view([first, second][k]!)))
  let views: Float64Array[] = []
  const tenant: Tenant = { leave: copyOut }
  return {
    memories() {
      if (own.holds(tenant)) copyOut()
      return memories
    },
    run(parameters, gradient, numbers) {
      if (own.enter(tenant, bytes)) {
        views = [x, g, first, second].map(view)
        memories.forEach((memory, k) => views[2 + k]!.set(memory))
      }
      own.numbers.set(scalars(numbers), SCALARS)
      views[0]!.set(parameters)
      views[1]!.set(gradient)
      kernel(x, g, first, second, bytes)
      parameters.set(views[0]!)
    }
  }
}
