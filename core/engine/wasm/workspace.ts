import type { CompiledModule } from './compile.ts'
import type { PlacedPass } from './layout.ts'
import { NotCompiled } from './not-compiled.ts'
import { PANEL, roundUp } from './shape.ts'

const PAGE = 65536

export type Real = Float64Array | Float32Array

/** Where the data of a pass's group stand at present: room for so many panels. */
export interface Region {
  panels: number
  columns: number
  points: number
  /** of each tap: what varies from point to point */
  inputs: readonly number[]
}

/**
 * Memory and functions of a compiled module. All engines of a thread over Plans of that shape work in it in turn, batches
 * above all: each puts its data in place when it did not run last. So memory grows with blocks and with the largest data, not with engines.
 */
export class Workspace {
  readonly functions: readonly ((from: number, to: number) => void)[]
  readonly shared: readonly ((() => void) | undefined)[]
  /** of each pass and tap */
  readonly back: readonly (readonly ((() => void) | undefined)[])[]
  /** between `transfer`, in the Plan's order, and the places where kernels work: parameters in, a direction in, the gradient out */
  readonly load: () => void
  readonly direct: () => void
  readonly collect: () => void
  real!: Real
  transfer!: Float64Array
  words!: Uint32Array
  private readonly compiled: CompiledModule
  private readonly memory: WebAssembly.Memory
  private readonly regions: (Region | undefined)[] = []
  private readonly owners: (object | undefined)[] = []
  private top: number

  private constructor(compiled: CompiledModule) {
    this.compiled = compiled
    this.top = compiled.layout.end
    this.memory = new WebAssembly.Memory({ initial: Math.ceil(this.top / PAGE) })
    const { exports } = new WebAssembly.Instance(compiled.module, { engine: { memory: this.memory } })
    const named = (name: string) => compiled.passes.map((_, k) => exports[`${name} ${k}`] as () => void)
    this.functions = named('pass')
    this.shared = named('shared')
    this.back = compiled.passes.map((pass, k) => pass.taps.map((_, t) => exports[`back ${k} ${t}`] as (() => void) | undefined))
    const [load, direct, collect] = ['load', 'direct', 'collect'].map((name) => exports[name] as () => void)
    this.load = load!
    this.direct = direct!
    this.collect = collect!
    this.look()
  }

  /** The one that is there, while any engine holds it. */
  static of(compiled: CompiledModule): Workspace {
    const known = compiled.workspace?.deref()
    if (known !== undefined) return known
    const made = new Workspace(compiled)
    compiled.workspace = new WeakRef(made)
    return made
  }

  /** Room for a pass's data; `owner` is whose they are. Returns whether they must be put in place. */
  enter(index: number, owner: object, panels: number): { region: Region; fresh: boolean } {
    const pass = this.compiled.layout.passes[index]!
    let region = this.regions[index]
    const fresh = this.owners[index] !== owner
    if (region === undefined || region.panels < panels) {
      region = this.makeRegion(pass, panels)
      this.regions[index] = region
      this.look()
      this.words[pass.columnsAt / 4] = region.columns
      this.words[pass.pointsAt / 4] = region.points
      pass.taps.forEach((tap, t) => (this.words[tap.inputsAt / 4] = region!.inputs[t]!))
    }
    this.owners[index] = owner
    return { region, fresh }
  }

  private makeRegion(pass: PlacedPass, panels: number): Region {
    return {
      panels,
      columns: this.take(panels * pass.columns.length * PANEL),
      points: this.take(panels * pass.points * PANEL),
      inputs: pass.taps.map((tap) => this.take(tap.shared ? 0 : panels * tap.varying.length * PANEL))
    }
  }

  private take(bytes: number): number {
    const at = this.top
    this.top = roundUp(at + bytes, PANEL)
    const missing = this.top - this.memory.buffer.byteLength
    if (missing > 0) this.grow(Math.ceil(missing / PAGE))
    return at
  }

  private grow(pages: number): void {
    try {
      this.memory.grow(pages)
    } catch (error) {
      // 4 GiB at most, and less where the machine has no more
      if (error instanceof RangeError) throw new NotCompiled('its points need more memory than a module can have')
      throw error
    }
  }

  /** Views of the memory, anew after it has grown. */
  private look(): void {
    const { buffer } = this.memory
    this.real = this.compiled.layout.lane.bytes === 8 ? new Float64Array(buffer) : new Float32Array(buffer)
    this.words = new Uint32Array(buffer)
    const { at, count } = this.compiled.layout.buffer
    this.transfer = new Float64Array(buffer, at, count)
  }
}
