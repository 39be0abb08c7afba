import { maskColumn, type SharedRead } from './pass.ts'
import type { Bindings, Plan } from '../plan.ts'
import { transformed } from '../transform.ts'
import type { CompiledModule } from './compile.ts'
import type { GroupData } from './group-data.ts'
import type { PlacedPass, PlacedTap } from './layout.ts'
import { BLOCK_PANELS, LANES, PANEL, type Precision } from './shape.ts'
import { Workspace, type Real, type Region } from './workspace.ts'

/** Panels between two transfers of float32 sums to float64: rounding does not grow with the number of points. */
const SINGLE_CHUNK = 64 * BLOCK_PANELS

/** Points whose gradient a pass over them adds at one time. */
export const chunkPoints = (precision: Precision): number => (precision === 'float64' ? Infinity : SINGLE_CHUNK * LANES[precision].points)

/** A pass's data as they stand in memory. */
interface Image {
  panels: number
  columns: Real
  /** by tap */
  inputs: readonly TapImage[]
}

interface TapImage {
  /** [panel][varying][points of a panel] */
  varying: Real
  /** of a block, [panel][channel][input]: the value everywhere, or at the one point of a shared tap */
  fixed: readonly { at: number; value: number }[]
}

/** Where rows of the Jacobian go: the first entry of the first of them, and how far the next row and the next parameter are. */
export interface RowsPlace {
  out: Float64Array
  at: number
  byRow: number
  byParameter: number
}

/** One of the two shares of a group's points: whole blocks of them, of which the first share has the odd one. */
export type Share = 0 | 1

interface RunOptions {
  gradient?: Float64Array | undefined
  /** what stands in the gradient does not count */
  fresh?: boolean
  seeds?: Float64Array
  columns?: ReadonlyMap<number, Float64Array>
  /** all points where left out */
  share?: Share | undefined
}

function shareOf(panels: number, share: Share | undefined): [from: number, to: number] {
  const middle = Math.min(panels, BLOCK_PANELS * Math.ceil(panels / BLOCK_PANELS / 2))
  return share === undefined ? [0, panels] : share === 0 ? [0, middle] : [middle, panels]
}

/** A compiled module at work for one engine: parameters go in, passes run, sums and adjoints come out. */
export class Instance {
  private readonly plan: Plan
  private readonly bindings: Bindings
  private readonly compiled: CompiledModule
  private readonly groupData: (group: number) => GroupData
  private readonly workspace: Workspace
  private readonly images: (Image | undefined)[] = []
  private readonly regions: (Region | undefined)[] = []
  private readonly scalars: Float64Array

  constructor(plan: Plan, bindings: Bindings, compiled: CompiledModule, groupData: (group: number) => GroupData) {
    this.plan = plan
    this.bindings = bindings
    this.compiled = compiled
    this.groupData = groupData
    this.scalars = bindings.scalars.slice()
    this.workspace = Workspace.of(compiled)
  }

  private get real(): Real {
    return this.workspace.real
  }

  /** Parameters as they are now into the memory, in the layout of the kernels. */
  load(): void {
    this.transfer.set(this.bindings.parameters)
    this.workspace.load()
  }

  /** Numbers in the Plan's order on their way in or out. */
  private get transfer(): Float64Array {
    return this.workspace.transfer
  }

  /**
   * Runs a pass over all points of its group. `seeds` are the numbers by which the terms' residuals go back, `columns` what the pass's own
   * columns hold. Adjoints are added to `gradient`.
   * @returns the pass's sums
   */
  run(index: number, { gradient, fresh = false, seeds, columns, share }: RunOptions = {}): Float64Array {
    const pass = this.compiled.layout.passes[index]!
    const [first, panels] = shareOf(this.enter(index), share)
    this.fillUniforms(pass, seeds)
    if (columns !== undefined) for (const [column, values] of columns) this.fillColumn(index, column, values)
    const sums = new Float64Array(pass.sums.length)
    const run = this.workspace.functions[index]!
    this.workspace.shared[index]?.()
    if (fresh && first === panels) gradient?.fill(0)
    const chunk = this.compiled.layout.lane.bytes === 8 ? panels : SINGLE_CHUNK
    for (let from = first; from < panels; from += chunk) {
      this.clear(pass, gradient !== undefined)
      run(from, Math.min(panels, from + chunk))
      this.addSums(pass, sums)
      if (gradient !== undefined) this.addGradient(gradient, fresh && from === first)
    }
    if (gradient === undefined) return sums
    if (pass.taps.some((tap) => tap.shared && tap.reverse)) this.backShared(index, pass, sums, gradient)
    pass.sums.forEach((sum, slot) => {
      if (sum.of === 'output bias') gradient[this.outputBias(pass, sum.tap, sum.output)]! += sums[slot]!
      if (sum.of !== 'trainable') return
      const { offset, ...kind } = this.plan.trainables[sum.trainable]!
      gradient[offset]! += sums[slot]! * transformed(kind, this.bindings.parameters[offset]!).slope
    })
    return sums
  }

  /**
   * Runs a pass that keeps its derivatives apart: rows from..to-1, one per point, with an entry per parameter.
   * @param seeds by which the residual's derivative is multiplied at each point
   */
  runRows(index: number, column: number, seeds: Float64Array, place: RowsPlace, from: number, to: number): void {
    const { out, byRow, byParameter } = place
    const pass = this.compiled.layout.passes[index]!
    const { lane } = this.compiled.layout
    const panels = this.enter(index)
    const { points } = this.regions[index]!
    const count = this.bindings.parameters.length
    const slopes = this.slopes(index)
    this.fillUniforms(pass, undefined)
    this.fillColumn(index, column, seeds)
    const reads = this.readRows(index)
    const first = Math.floor(from / lane.points)
    for (let panel = first - (first % BLOCK_PANELS); panel < panels && panel * lane.points < to; panel += BLOCK_PANELS) {
      this.workspace.functions[index]!(panel, Math.min(panels, panel + BLOCK_PANELS))
      for (let own = panel; own < panel + BLOCK_PANELS; own++) {
        const [start, end] = [Math.max(from, own * lane.points), Math.min(to, (own + 1) * lane.points)]
        const at = pass.rows / lane.bytes + (own - panel) * count * lane.points
        const turned = { real: this.real, at, points: lane.points, from: start - own * lane.points, to: end - own * lane.points }
        turnPanel(turned, { ...place, at: place.at + (start - from) * byRow }, count)
      }
      for (let p = Math.max(from, panel * lane.points); p < Math.min(to, (panel + BLOCK_PANELS) * lane.points); p++) {
        const own = Math.floor(p / lane.points)
        const k = p - own * lane.points
        const row = place.at + (p - from) * byRow
        const kept = points / lane.bytes + own * pass.points * lane.points + k
        slopes.forEach(({ offset, slope }, slot) => (out[row + offset * byParameter]! += slope * this.real[kept + slot * lane.points]!))
        reads.forEach((read, slot) => {
          const adjoint = this.real[kept + (slopes.length + slot) * lane.points]!
          for (let i = 0; i < count; i++) out[row + i * byParameter]! += adjoint * read[i]!
        })
      }
    }
  }

  /**
   * Runs a pass that multiplies each point's own derivatives with a direction in the space of the parameters.
   * @param seeds by which the residual's derivative is multiplied at each point
   */
  runProducts(index: number, column: number, seeds: Float64Array, direction: Float64Array, out: Float64Array): void {
    const pass = this.compiled.layout.passes[index]!
    const panels = this.enter(index)
    this.fillUniforms(pass, undefined)
    this.fillColumn(index, column, seeds)
    this.transfer.set(direction)
    this.workspace.direct()
    const factors = [
      ...this.slopes(index).map(({ offset, slope }) => slope * direction[offset]!),
      ...this.readRows(index).map((row) => row.reduce((sum, x, i) => sum + x * direction[i]!, 0))
    ]
    this.workspace.functions[index]!(0, panels)
    this.read(index, 0, out)
    const kept = new Float64Array(out.length)
    factors.forEach((factor, slot) => {
      this.read(index, 1 + slot, kept)
      for (let p = 0; p < out.length; p++) out[p]! += factor * kept[p]!
    })
  }

  /** Parameters of the trained numbers that a pass keeps apart, and the slopes of what they stand for. */
  private slopes(index: number): { offset: number; slope: number }[] {
    return this.compiled.passes[index]!.trainables.map((trainable) => {
      const { offset, ...kind } = this.plan.trainables[trainable]!
      return { offset, slope: transformed(kind, this.bindings.parameters[offset]!).slope }
    })
  }

  /** Runs the shared taps of a pass; the derivatives by all parameters of every read of them that the pass keeps apart. */
  private readRows(index: number): Float64Array[] {
    const pass = this.compiled.layout.passes[index]!
    this.workspace.shared[index]?.()
    return this.compiled.passes[index]!.reads.map((read) => {
      const row = new Float64Array(this.bindings.parameters.length)
      this.clear(pass, true)
      const t = pass.taps.findIndex(({ tap }) => tap === read.tap)
      this.clearBar(pass.taps[t]!)
      this.seedShared(pass, read, 1, row)
      this.workspace.back[index]![t]!()
      this.addGradient(row)
      return row
    })
  }

  /** Values that a pass keeps per point, after `run`. */
  read(index: number, slot: number, out: Float64Array): void {
    const pass = this.compiled.layout.passes[index]!
    const { lane } = this.compiled.layout
    const { points } = this.regions[index]!
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

  private addGradient(gradient: Float64Array, fresh = false): void {
    const { transfer } = this
    if (fresh) transfer.fill(0)
    else transfer.set(gradient)
    this.workspace.collect()
    gradient.set(transfer)
  }

  /** The adjoints of shared taps, summed over the points, go back through their networks once. */
  private backShared(index: number, pass: PlacedPass, sums: Float64Array, gradient: Float64Array): void {
    this.clear(pass, true)
    for (const tap of pass.taps) if (tap.shared && tap.reverse) this.clearBar(tap)
    pass.sums.forEach((sum, slot) => {
      if (sum.of === 'shared') this.seedShared(pass, sum, sums[slot]!, gradient)
    })
    for (const back of this.workspace.back[index]!) back?.()
    this.addGradient(gradient)
  }

  /** The adjoint of a read of a shared tap to where its way back begins; its part of the output's bias at once. */
  private seedShared(pass: PlacedPass, { tap, channel, output }: SharedRead, adjoint: number, gradient: Float64Array): void {
    const { bar, barStride } = pass.taps.find((other) => other.tap === tap)!
    this.real[(bar + channel * barStride + output * PANEL) / this.compiled.layout.lane.bytes] = adjoint
    if (channel === 0) gradient[this.outputBias(pass, tap, output)]! += adjoint
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

  /** Puts the group's data in place, unless they are there already. Returns the number of panels. */
  private enter(index: number): number {
    const pass = this.compiled.layout.passes[index]!
    const image = (this.images[index] ??= this.imageOf(index))
    const { region, fresh } = this.workspace.enter(index, this, image.panels)
    this.regions[index] = region
    if (fresh) {
      const { bytes } = this.compiled.layout.lane
      this.real.set(image.columns, region.columns / bytes)
      pass.taps.forEach((tap, t) => {
        const { varying, fixed } = image.inputs[t]!
        this.real.set(varying, region.inputs[t]! / bytes)
        for (const { at, value } of fixed) this.real.fill(value, (tap.buffer + at) / bytes, (tap.buffer + at + PANEL) / bytes)
      })
    }
    return image.panels
  }

  private imageOf(index: number): Image {
    const pass = this.compiled.layout.passes[index]!
    const { lane } = this.compiled.layout
    const group = this.groupData(this.compiled.passes[index]!.group)
    const panels = Math.ceil(group.count / lane.points)
    const columns = this.makeReal(panels * pass.columns.length * lane.points)
    pass.columns.forEach((column, row) => {
      if (column < maskColumn(this.plan)) this.pack(group.column(column), panels, columns, row, pass.columns.length)
      else if (column === maskColumn(this.plan))
        this.pack(new Float64Array(panels * lane.points).fill(1, 0, group.count), panels, columns, row, pass.columns.length)
    })
    return { panels, columns, inputs: pass.taps.map((tap) => this.tapImage(tap, group.inputs(tap), panels)) }
  }

  private tapImage(tap: PlacedTap, values: readonly Float64Array[][], panels: number): TapImage {
    const { lane } = this.compiled.layout
    const isFixed = (channel: number, input: number): boolean =>
      tap.shared || !tap.varying.some((other) => other.channel === channel && other.input === input)
    const fixed = values.flatMap((inputs, channel) =>
      inputs.flatMap((row, input) => {
        if (!isFixed(channel, input)) return []
        const blocks = Array.from({ length: BLOCK_PANELS }, (_, panel) => panel * values.length + channel)
        return blocks.map((column) => ({ at: column * tap.inputStride + input * PANEL, value: row[0]! }))
      })
    )
    const varying = this.makeReal(tap.shared ? 0 : panels * tap.varying.length * lane.points)
    if (!tap.shared)
      tap.varying.forEach(({ channel, input }, row) => this.pack(values[channel]![input]!, panels, varying, row, tap.varying.length))
    return { varying, fixed }
  }

  private makeReal(length: number): Real {
    return this.compiled.layout.lane.bytes === 8 ? new Float64Array(length) : new Float32Array(length)
  }

  /** Values of points into one of `rows` rows per panel. Panels are filled up with the last point: nothing is computed there that is not computed anyway. */
  private pack(values: Float64Array, panels: number, to: Real, row: number, rows: number, base = 0): void {
    const { points } = this.compiled.layout.lane
    const last = values.length - 1
    for (let panel = 0; panel < panels; panel++) {
      const at = base + (panel * rows + row) * points
      const p = panel * points
      for (let k = 0; k < points; k++) to[at + k] = values[p + k < last ? p + k : last]!
    }
  }

  /** A column that changes from step to step; of the columns where it stands, none where the pass does not read it. */
  private fillColumn(index: number, column: number, values: Float64Array): void {
    const { columns } = this.compiled.layout.passes[index]!
    const row = columns.indexOf(column)
    if (row >= 0)
      this.pack(
        values,
        this.images[index]!.panels,
        this.real,
        row,
        columns.length,
        this.regions[index]!.columns / this.compiled.layout.lane.bytes
      )
  }
}

/** Parameters that are turned together: their panels stay in the nearest cache. */
const TURNED = 32

/** Points from..to-1 of a panel, [parameter][point] from `at` on. */
interface Panel {
  real: Real
  at: number
  points: number
  from: number
  to: number
}

/** Puts a panel's points where their rows belong. */
function turnPanel({ real, at, points, from, to }: Panel, { out, at: base, byRow, byParameter }: RowsPlace, parameters: number): void {
  if (byRow === 1) {
    for (let i = 0; i < parameters; i++) {
      const [row, own] = [base + i * byParameter - from, at + i * points]
      for (let p = from; p < to; p++) out[row + p] = real[own + p]!
    }
    return
  }
  for (let first = 0; first < parameters; first += TURNED) {
    const last = Math.min(parameters, first + TURNED)
    for (let p = from; p < to; p++) {
      const row = base + (p - from) * byRow
      for (let i = first; i < last; i++) out[row + i * byParameter] = real[at + i * points + p]!
    }
  }
}
