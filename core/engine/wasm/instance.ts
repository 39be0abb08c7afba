import type { Graph } from '../../autodiff/graph.ts'
import { sameOrder } from '../channels.ts'
import { hoistedValues } from '../hoisted.ts'
import type { Bindings, Plan } from '../plan.ts'
import { transformed } from '../transform.ts'
import type { CompiledModule } from './compile.ts'
import type { PlacedPass, PlacedTap } from './layout.ts'
import { maskColumn, type PassTap } from './pass.ts'
import { BLOCK_PANELS, PANEL, roundUp } from './shape.ts'

const PAGE = 65536
/** Panels between two transfers of float32 sums to float64: rounding does not grow with the number of points. */
const SINGLE_CHUNK = 64 * BLOCK_PANELS

type Real = Float64Array | Float32Array

/** What the points of a group say, computed once: shared by all modules that run over the group. */
export class GroupData {
  readonly count: number
  private readonly plan: Plan
  private readonly points: readonly Float64Array[]
  private readonly hoisted: ReturnType<typeof hoistedValues>

  constructor(plan: Plan, graph: Graph, group: number, bindings: Bindings) {
    this.plan = plan
    this.points = bindings.points[group]!
    this.count = this.points[0]?.length ?? 0
    this.hoisted = hoistedValues(plan, graph, plan.groups[group]!, bindings, this.points)
  }

  column(index: number): Float64Array {
    return this.hoisted.columns[index]!
  }

  /** Inputs of the network at a tap: [channel][input], one array of points each; a single point where the tap is shared. */
  inputs({ tap, channels, collapsed }: PassTap): Float64Array[][] {
    const { network, at, shared } = this.plan.taps[tap]!
    const everywhere = at === 'own' ? this.points : this.hoisted.at(at)
    const where = shared ? everywhere.map((values) => values.slice(0, 1)) : everywhere
    const read = this.plan.networks[network]!
    const values = this.hoisted.embedding(read, channels, where)
    if (collapsed !== undefined) {
      const sum = values[channels.findIndex((order) => sameOrder(order, collapsed.order))]!
      collapsed.others.forEach(({ order, factor }) => {
        const [others] = this.hoisted.embedding(read, [order], where)
        others!.forEach((row, input) => row.forEach((value, p) => (sum[input]![p]! += factor * value)))
      })
    }
    return shared ? values.map((inputs) => inputs.map((row) => row.slice(0, 1))) : values
  }
}

interface PlacedData {
  panels: number
  points: number
  columns: number
}

/** A compiled module with a memory of its own: parameters go in, passes run, sums and adjoints come out. */
export class Instance {
  private readonly plan: Plan
  private readonly bindings: Bindings
  private readonly compiled: CompiledModule
  private readonly groupData: (group: number) => GroupData
  private readonly memory: WebAssembly.Memory
  private readonly exports: Readonly<Record<string, (...args: number[]) => void>>
  private readonly placed = new Map<number, PlacedData>()
  private readonly scalars: Float64Array
  private top: number
  private real!: Real
  private words!: Uint32Array

  constructor(plan: Plan, bindings: Bindings, compiled: CompiledModule, groupData: (group: number) => GroupData) {
    this.plan = plan
    this.bindings = bindings
    this.compiled = compiled
    this.groupData = groupData
    this.scalars = bindings.scalars.slice()
    this.top = compiled.layout.end
    this.memory = new WebAssembly.Memory({ initial: Math.ceil(this.top / PAGE) })
    const instance = new WebAssembly.Instance(compiled.module, { engine: { memory: this.memory } })
    this.exports = instance.exports as Readonly<Record<string, (...args: number[]) => void>>
    this.look()
  }

  /** Parameters as they are now into the memory, in the layout of the kernels. */
  load(): void {
    const { parameters } = this.bindings
    const { lane, blocks } = this.compiled.layout
    const { real } = this
    this.plan.blocks.forEach(({ offset, rows, columns }, b) => {
      const { weights, bias, rowStep } = blocks[b]!
      for (let row = 0, at = offset; row < rows; row++) {
        real[bias / lane.bytes + row] = parameters[at++]!
        const to = (weights + row * rowStep) / lane.bytes
        for (let k = 0; k < columns - 1; k++) real[to + k] = parameters[at++]!
      }
    })
  }

  /**
   * Runs a pass over all points of its group. `seeds` are the numbers by which the terms' residuals go back, `columns` what the pass's own
   * columns hold. Adjoints are added to `gradient`.
   * @returns the pass's sums
   */
  run(
    index: number,
    { gradient, seeds, columns }: { gradient?: Float64Array; seeds?: Float64Array; columns?: ReadonlyMap<number, Float64Array> } = {}
  ): Float64Array {
    const pass = this.compiled.layout.passes[index]!
    const { panels } = this.dataOf(index)
    this.fillUniforms(pass, seeds)
    if (columns !== undefined) for (const [column, values] of columns) this.fillColumn(index, column, values)
    const sums = new Float64Array(pass.sums.length)
    const shared = pass.taps.filter((tap) => tap.shared)
    if (shared.length > 0) this.exports[`shared ${index}`]!()
    const chunk = this.compiled.layout.lane.bytes === 8 ? panels : SINGLE_CHUNK
    for (let from = 0; from < panels; from += chunk) {
      this.clear(pass, gradient !== undefined)
      this.exports[`pass ${index}`]!(from, Math.min(panels, from + chunk))
      this.addSums(pass, sums)
      if (gradient !== undefined) this.addGradient(gradient)
    }
    if (gradient === undefined) return sums
    if (shared.length > 0) this.backShared(index, pass, sums, gradient)
    pass.sums.forEach((sum, slot) => {
      if (sum.of === 'output bias') gradient[this.outputBias(pass, sum.tap, sum.output)]! += sums[slot]!
      if (sum.of !== 'trainable') return
      const { offset, ...kind } = this.plan.trainables[sum.trainable]!
      gradient[offset]! += sums[slot]! * transformed(kind, this.bindings.parameters[offset]!).slope
    })
    return sums
  }

  /**
   * Runs a pass that keeps its derivatives apart: rows from..to-1, one per point, row-major with an entry per parameter.
   * @param seeds by which the residual's derivative is multiplied at each point
   */
  runRows(index: number, column: number, seeds: Float64Array, out: Float64Array, from: number, to: number): void {
    const pass = this.compiled.layout.passes[index]!
    const { trainables } = this.compiled.passes[index]!
    const { lane } = this.compiled.layout
    const { panels, points } = this.dataOf(index)
    const { parameters } = this.bindings
    const count = parameters.length
    const slopes = trainables.map((trainable) => {
      const { offset, ...kind } = this.plan.trainables[trainable]!
      return { offset, slope: transformed(kind, parameters[offset]!).slope }
    })
    this.fillUniforms(pass, undefined)
    this.fillColumn(index, column, seeds)
    const first = Math.floor(from / lane.points)
    for (let panel = first - (first % BLOCK_PANELS); panel < panels && panel * lane.points < to; panel += BLOCK_PANELS) {
      this.exports[`pass ${index}`]!(panel, Math.min(panels, panel + BLOCK_PANELS))
      for (let p = Math.max(from, panel * lane.points); p < Math.min(to, (panel + BLOCK_PANELS) * lane.points); p++) {
        const own = Math.floor(p / lane.points)
        const k = p - own * lane.points
        const row = (p - from) * count
        for (let i = 0, at = pass.rows / lane.bytes + (own - panel) * count * lane.points + k; i < count; i++, at += lane.points)
          out[row + i] = this.real[at]!
        slopes.forEach(({ offset, slope }, slot) => {
          out[row + offset]! += slope * this.real[points / lane.bytes + (own * pass.points + slot) * lane.points + k]!
        })
      }
    }
  }

  /** Values that a pass keeps per point, after `run`. */
  read(index: number, slot: number, out: Float64Array): void {
    const pass = this.compiled.layout.passes[index]!
    const { lane } = this.compiled.layout
    const { points } = this.dataOf(index)
    const stride = pass.points * lane.points
    for (let p = 0, at = points / lane.bytes + slot * lane.points; p < out.length; p += lane.points, at += stride)
      for (let k = 0; k < lane.points && p + k < out.length; k++) out[p + k] = this.real[at + k]!
  }

  private clear(pass: PlacedPass, gradient: boolean): void {
    const { lane, gradients } = this.compiled.layout
    const { real } = this
    real.fill(0, pass.sumsAt / lane.bytes, (pass.sumsAt + pass.sums.length * PANEL) / lane.bytes)
    if (gradient) real.fill(0, gradients.from / lane.bytes, gradients.to / lane.bytes)
  }

  private addSums(pass: PlacedPass, sums: Float64Array): void {
    const { lane } = this.compiled.layout
    for (let slot = 0, at = pass.sumsAt / lane.bytes; slot < sums.length; slot++) {
      let sum = 0
      for (let k = 0; k < lane.points; k++) sum += this.real[at++]!
      sums[slot]! += sum
    }
  }

  private addGradient(gradient: Float64Array): void {
    const { lane, blocks } = this.compiled.layout
    const { real } = this
    this.plan.blocks.forEach(({ offset, rows, columns }, b) => {
      const { gradient: weights, biasGradient, rowStep } = blocks[b]!
      for (let row = 0, at = offset; row < rows; row++) {
        const bias = (biasGradient + row * PANEL) / lane.bytes
        let sum = 0
        for (let k = 0; k < lane.points; k++) sum += real[bias + k]!
        gradient[at++]! += sum
        const from = (weights + row * rowStep) / lane.bytes
        for (let k = 0; k < columns - 1; k++) gradient[at++]! += real[from + k]!
      }
    })
  }

  /** The adjoints of shared taps, summed over the points, go back through their networks once. */
  private backShared(index: number, pass: PlacedPass, sums: Float64Array, gradient: Float64Array): void {
    const { lane } = this.compiled.layout
    this.clear(pass, true)
    for (const tap of pass.taps) if (tap.shared && tap.reverse) this.clearBar(tap)
    pass.sums.forEach((sum, slot) => {
      if (sum.of !== 'shared') return
      const { bar, barStride } = pass.taps.find((tap) => tap.tap === sum.tap)!
      this.real[(bar + sum.channel * barStride + sum.output * PANEL) / lane.bytes] = sums[slot]!
      if (sum.channel === 0) gradient[this.outputBias(pass, sum.tap, sum.output)]! += sums[slot]!
    })
    this.exports[`back ${index}`]!()
    this.addGradient(gradient)
  }

  /** Which parameter is the bias of an output. */
  private outputBias(pass: PlacedPass, tap: number, output: number): number {
    const { network } = pass.taps.find((other) => other.tap === tap)!
    const { offset, columns } = this.plan.blocks[this.plan.networks[network]!.blocks.at(-1)!]!
    return offset + output * columns
  }

  private clearBar({ bar, barStride, channels }: PlacedTap): void {
    const { bytes } = this.compiled.layout.lane
    this.real.fill(0, bar / bytes, (bar + channels.length * barStride) / bytes)
  }

  private fillUniforms({ uniforms }: PlacedPass, seeds: Float64Array | undefined): void {
    const { lane } = this.compiled.layout
    for (const { leaf, address } of uniforms) {
      const at = address / lane.bytes
      if (leaf.op === 'scalar') this.real[at] = this.scalars[leaf.scalar]!
      else if (leaf.op === 'seed') this.real[at] = seeds![leaf.seed]!
      else {
        const { offset, ...kind } = this.plan.trainables[leaf.trainable]!
        this.real[at] = transformed(kind, this.bindings.parameters[offset]!).value
      }
    }
  }

  /** Puts a group's data in place when a pass first runs over it. */
  private dataOf(index: number): PlacedData {
    const known = this.placed.get(index)
    if (known !== undefined) return known
    const pass = this.compiled.layout.passes[index]!
    const { lane } = this.compiled.layout
    const group = this.groupData(this.compiled.passes[index]!.group)
    const panels = Math.ceil(group.count / lane.points)
    const columns = this.take(panels * pass.columns.length * PANEL)
    const points = this.take(panels * pass.points * PANEL)
    const inputs = pass.taps.map((tap) => this.take((tap.shared ? 1 : panels) * tap.channels.length * tap.inputStride + 8 * PANEL))
    this.look()
    this.words[pass.columnsAt / 4] = columns
    this.words[pass.pointsAt / 4] = points
    const made = { panels, points, columns }
    this.placed.set(index, made)
    for (const column of pass.columns) {
      if (column < maskColumn(this.plan)) this.fillColumn(index, column, group.column(column))
      else if (column === maskColumn(this.plan)) this.fillMask(index, group.count)
    }
    pass.taps.forEach((tap, t) => {
      this.words[tap.inputsAt / 4] = inputs[t]!
      this.fillInputs(tap, group.inputs(tap), inputs[t]!, tap.shared ? 1 : panels)
    })
    return made
  }

  /** Panels are filled up with the last point, so that nothing is computed there that is not computed anyway. */
  private fillColumn(index: number, column: number, values: Float64Array): void {
    const pass = this.compiled.layout.passes[index]!
    const { lane } = this.compiled.layout
    const { columns, panels } = this.placed.get(index)!
    const row = pass.columns.indexOf(column)
    if (row < 0) return
    const stride = pass.columns.length * lane.points
    for (let p = 0, at = columns / lane.bytes + row * lane.points; p < panels * lane.points; p += lane.points, at += stride)
      for (let k = 0; k < lane.points; k++) this.real[at + k] = values[Math.min(p + k, values.length - 1)]!
  }

  private fillMask(index: number, count: number): void {
    const { lane } = this.compiled.layout
    const { panels } = this.placed.get(index)!
    const mask = new Float64Array(panels * lane.points).fill(1, 0, count)
    this.fillColumn(index, maskColumn(this.plan), mask)
  }

  private fillInputs({ inputs, inputStride }: PlacedTap, values: readonly Float64Array[][], to: number, panels: number): void {
    const { lane } = this.compiled.layout
    for (let panel = 0, at = to; panel < panels; panel++)
      for (const channel of values) {
        for (let input = 0; input < inputs; input++) {
          const row = channel[input]!
          const start = at / lane.bytes + input * lane.points
          for (let k = 0; k < lane.points; k++) this.real[start + k] = row[Math.min(panel * lane.points + k, row.length - 1)]!
        }
        at += inputStride
      }
  }

  private take(bytes: number): number {
    const at = this.top
    this.top = roundUp(at + bytes, PANEL)
    const missing = this.top - this.memory.buffer.byteLength
    if (missing > 0) this.memory.grow(Math.ceil(missing / PAGE))
    return at
  }

  /** Views of the memory, anew after it has grown. */
  private look(): void {
    const { buffer } = this.memory
    this.real = this.compiled.layout.lane.bytes === 8 ? new Float64Array(buffer) : new Float32Array(buffer)
    this.words = new Uint32Array(buffer)
  }
}
