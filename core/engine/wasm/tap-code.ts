import type { Network, Plan } from '../plan.ts'
import type { ActivationShape } from './activation-code.ts'
import type { FunctionBuilder } from './assembler.ts'
import type { Kernels } from './kernels.ts'
import type { Arena, PlacedBlock, PlacedDirection } from './layout.ts'
import type { PassTap } from './pass.ts'
import { stripStride } from './products.ts'
import { BLOCK_PANELS, columnStride, PANEL, storeOrder, VECTOR, VECTORS, type Lane } from './shape.ts'

/** Kernels read whole vectors beyond the last feature: so much more room is kept behind each buffer. */
const MARGIN = 8 * PANEL

interface Layer {
  block: PlacedBlock
  /** its place among the Plan's blocks */
  index: number
  /** of its parameters among all */
  offset: number
  rows: number
  inputs: number
  /** undefined for the linear output layer */
  activation: ActivationShape | undefined
  skipFrom: number | undefined
  z: number
  y: number
  saved: number
  /** adjoints of what the layer gives, and of z: at one place unless others will still read the first */
  ybar: number
  zbar: number
}

/** Columns of a block: the first of them, how many there are to the next, and the local that holds how many are meant. */
interface Run {
  first: number
  step: number
  count: number
}

/** Buffers that one tap after the other uses on the way back. */
export interface Scratch {
  bars: readonly [number, number]
  strips: number
}

/** The code of one network at one tap of a pass, a block of panels at a time: calls of kernels on the tap's own buffers. */
export class TapCode {
  readonly tap: PassTap
  readonly inputs: number
  /** a block's inputs, [panel][channel][input][64 bytes] */
  readonly buffer: number
  /** the outputs without their biases, and where their adjoints are put */
  readonly output: number
  readonly bar: number
  readonly stride: number
  readonly outputBlock: PlacedBlock
  private readonly kernels: Kernels
  private readonly lane: Lane
  private readonly layers: Layer[]
  /** channels in which the first layer reads zero everywhere, the same numbers everywhere, and what the point says */
  private readonly first: { zero: number[]; fixed: number[]; varying: number[] }
  private readonly scratch: Scratch

  constructor(
    tap: PassTap,
    plan: Plan,
    blocks: readonly PlacedBlock[],
    kernels: Kernels,
    lane: Lane,
    arena: Arena,
    scratch: Scratch,
    buffer: number
  ) {
    const network = plan.networks[tap.network]!
    const offsets = plan.blocks.map((block) => block.offset)
    this.tap = tap
    this.kernels = kernels
    this.lane = lane
    this.scratch = scratch
    this.inputs = network.embedding.length
    this.buffer = buffer
    const place = (features: number, columns: number): number => arena.take(BLOCK_PANELS * columns * columnStride(features) + MARGIN)
    const count = tap.channels.length
    const isLive = tap.live.length === count
    const own = tap.channels.map((_, k) => k)
    const [nonzero, varying] = [tap.nonzero, tap.varying].map((list) => new Set(list.map(({ channel }) => channel)))
    // where an activation follows, zeros need no place; a shared tap is one panel
    const zero = network.layers.length === 0 ? [] : own.filter((k) => k > 0 && !nonzero!.has(k))
    const fixed = tap.shared ? [] : own.filter((k) => !zero.includes(k) && !varying!.has(k))
    this.first = { zero, fixed, varying: own.filter((k) => !zero.includes(k) && !fixed.includes(k)) }
    let below = this.inputs
    this.layers = [...network.layers, undefined].map((layer, l): Layer => {
      const rows = layer?.width ?? network.outputs
      const skipFrom = layer?.skipFrom
      const activation = layer && {
        activation: layer.activation,
        w0: layer.activation === 'sine' ? network.w0 : 1,
        channels: tap.channels,
        collapsed: tap.collapsed,
        width: rows,
        ...(l < network.layers.length - 1 || isLive ? {} : { live: tap.live }),
        ...(l > 0 || zero.length === 0 ? {} : { zero }),
        skip: skipFrom !== undefined
      }
      const z = place(rows, count)
      const inputs = below
      below = rows
      const zbar = scratch.bars[l % 2 === 0 ? 0 : 1]
      return {
        block: blocks[network.blocks[l]!]!,
        index: network.blocks[l]!,
        offset: offsets[network.blocks[l]!]!,
        rows,
        inputs,
        activation,
        skipFrom,
        z,
        y: activation === undefined ? z : place(rows, count),
        saved: activation === undefined ? 0 : place(rows, kernels.activation(activation).saved),
        ybar: activation === undefined || skipFrom !== undefined ? place(rows, count) : zbar,
        zbar
      }
    })
    const last = this.layers.at(-1)!
    last.zbar = last.ybar
    this.output = last.z
    this.bar = last.ybar
    this.stride = columnStride(network.outputs)
    this.outputBlock = last.block
  }

  /** Bytes of a block's inputs. */
  static buffer({ channels }: PassTap, network: Network): number {
    return BLOCK_PANELS * channels.length * columnStride(network.embedding.length) + MARGIN
  }

  /** Bytes that `scratch` must hold for a tap on a network. */
  static scratch(tap: PassTap, network: Network, lane: Lane): { bar: number; strips: number } {
    const columns = BLOCK_PANELS * tap.channels.length
    const widths = [network.embedding.length, ...network.layers.map((layer) => layer.width)]
    return {
      bar: columns * Math.max(...[...widths, network.outputs].map(columnStride)) + MARGIN,
      strips: columns * Math.max(...widths.map((width) => stripStride(lane, width))) + MARGIN
    }
  }

  /** Brings what varies from `from` (a local) into the block's inputs; all else stays there. */
  gather(f: FunctionBuilder, from: number, panels: number): void {
    const { channels, varying } = this.tap
    const stride = columnStride(this.inputs)
    const [to, panel] = [f.local('i32'), f.local('i32')]
    f.i32(this.buffer).set(to).i32(0).set(panel)
    f.repeat(panel, 1, { local: panels }, () => {
      varying.forEach(({ channel, input }, row) => {
        for (const v of storeOrder(VECTORS))
          f.get(to)
            .get(from)
            .memory('v128.load', row * PANEL + v * VECTOR)
            .memory('v128.store', channel * stride + input * PANEL + v * VECTOR)
      })
      f.get(to)
        .i32(channels.length * stride)
        .op('i32.add')
        .set(to)
      f.get(from)
        .i32(varying.length * PANEL)
        .op('i32.add')
        .set(from)
    })
  }

  /** What is the same in all blocks: the first layer's products with inputs that are the same at all points. */
  prepare(f: FunctionBuilder): void {
    const { fixed } = this.first
    if (fixed.length === 0) return
    const [panels, columns] = [f.local('i32'), f.local('i32')]
    f.i32(BLOCK_PANELS).set(panels)
    f.i32(BLOCK_PANELS * this.tap.channels.length).set(columns)
    this.multiply(f, 0, this.runs(fixed, panels, columns))
  }

  /** `columns` is the local that holds panels times channels. */
  forward(f: FunctionBuilder, panels: number, columns: number): void {
    const { kernels } = this
    this.layers.forEach((layer, l) => {
      const { block, activation } = layer
      this.multiply(f, l, this.runs(this.channelsOf(l, this.first.varying), panels, columns))
      if (activation === undefined) return
      f.i32(layer.z).i32(layer.y).i32(layer.saved).i32(block.bias)
      f.i32(layer.skipFrom === undefined ? 0 : this.layers[layer.skipFrom]!.y).get(panels)
      f.call(kernels.forward(activation))
    })
  }

  /** From the adjoints of the outputs: adds those of the parameters. The output layer's biases are left to who has the adjoints at hand. */
  backward(f: FunctionBuilder, panels: number, columns: number): void {
    const { kernels } = this
    const count = this.tap.channels.length
    this.reverse(f, panels, columns, ({ block, rows, inputs, zbar }, l) => {
      const channels = this.channelsOf(
        l,
        [...this.first.fixed, ...this.first.varying].sort((a, b) => a - b)
      )
      if (block.narrow) {
        const adjoints = { count: rows, step: columnStride(rows), to: inputs * PANEL }
        const read = { count: inputs, step: columnStride(inputs), to: PANEL }
        const isZero = (channel: number, input: number): boolean =>
          l === 0 && read === few && !this.tap.nonzero.some((other) => other.channel === channel && other.input === input)
        const [many, few] = rows < inputs ? [read, adjoints] : [adjoints, read]
        const products = channels.flatMap((channel) =>
          Array.from({ length: few.count }, (_, row) => ({ channel, row })).filter(({ row }) => !isZero(channel, row))
        )
        if (few === read) f.i32(zbar)
        this.below(f, l)
        if (few === adjoints) f.i32(zbar)
        f.i32(block.gradient).get(panels)
        f.call(kernels.narrow({ many, few, channels: count, products }))
        return
      }
      for (const { first, step, count } of this.runs(channels, panels, columns)) {
        const [from, below] = [step * columnStride(rows), step * columnStride(inputs)]
        const adjoints = zbar + first * columnStride(rows)
        this.below(f, l, first)
        f.i32(this.scratch.strips).get(count)
        f.call(kernels.transpose(inputs, below))
        f.i32(adjoints).i32(this.scratch.strips).i32(block.gradient).get(count)
        f.call(kernels.outer({ rows, features: inputs, from, rowStep: block.rowStep }))
      }
    })
  }

  /** The same with the points apart: adds to each point's own derivatives, [panel][parameter][64 bytes] at `out`, a row per parameter in the Plan's order. */
  backwardRows(f: FunctionBuilder, panels: number, columns: number, out: number, parameters: number): void {
    this.reverse(f, panels, columns, ({ offset, rows, inputs, zbar }, l) => {
      f.i32(zbar)
      this.below(f, l)
      f.i32(out + offset * PANEL).get(panels)
      const channels = this.tap.channels.length
      const [from, below] = [columnStride(rows), columnStride(inputs)]
      f.call(this.kernels.rows({ rows, features: inputs, channels, from, below, panelStep: parameters * PANEL }))
    })
  }

  /**
   * The same times a direction in the space of the parameters: adds one number to each point's, `panelStep` bytes from panel to panel from `out` (a local)
   * on. What the adjoints meet there is the direction's weights times what the layer read: a product as on the way forward.
   */
  backwardProducts(
    f: FunctionBuilder,
    panels: number,
    columns: number,
    directions: readonly PlacedDirection[],
    out: number,
    panelStep: number
  ): void {
    const { kernels, lane, scratch } = this
    this.reverse(f, panels, columns, ({ index, rows, inputs, zbar }, l) => {
      const { weights, bias, rowStep } = directions[index]!
      // the other buffer of adjoints: what stood there has gone back through this layer
      const along = scratch.bars[l % 2 === 0 ? 1 : 0]
      const [from, to] = [columnStride(inputs), columnStride(rows)]
      f.i32(weights)
      this.below(f, l)
      f.i32(along).get(columns).i32(0)
      f.call(kernels.product({ rows, depth: inputs, rowStep, depthStep: lane.bytes, from, to, init: false }))
      f.i32(zbar).i32(along).i32(bias).get(out).get(panels)
      f.call(kernels.along({ rows, channels: this.tap.channels.length, from: to, panelStep }))
    })
  }

  private reverse(f: FunctionBuilder, panels: number, columns: number, take: (layer: Layer, l: number) => void): void {
    const { kernels } = this
    for (let l = this.layers.length - 1; l >= 0; l--) {
      const layer = this.layers[l]!
      const { block, activation } = layer
      if (activation !== undefined) {
        f.i32(layer.z).i32(layer.y).i32(layer.saved).i32(block.bias).i32(layer.ybar).i32(layer.zbar).i32(block.biasGradient).get(panels)
        f.call(kernels.backward(activation))
      }
      take(layer, l)
      if (l > 0) this.pullBack(f, l, panels, columns)
    }
  }

  /** The adjoints of what layer l reads: W^T zbar, and those of the layers that skip from there. */
  private pullBack(f: FunctionBuilder, l: number, panels: number, columns: number): void {
    const { kernels, lane } = this
    const { block, rows, inputs, zbar } = this.layers[l]!
    const { ybar } = this.layers[l - 1]!
    const [first, ...others] = this.layers.filter((above, k) => k >= l && above.skipFrom === l - 1)
    const stride = columnStride(inputs)
    for (const part of this.runs(this.channelsOf(l), panels, columns)) {
      const from = columnStride(rows)
      f.i32(block.weights)
        .i32(zbar + part.first * from)
        .i32(ybar + part.first * stride)
      f.get(part.count).i32(first === undefined ? 0 : first.ybar + part.first * stride)
      f.call(
        kernels.product({
          rows: inputs,
          depth: rows,
          rowStep: lane.bytes,
          depthStep: block.rowStep,
          from: part.step * from,
          to: part.step * stride,
          init: first !== undefined
        })
      )
    }
    for (const above of others) {
      f.i32(ybar).i32(above.ybar).get(columns).i32(stride).op('i32.mul')
      f.call(kernels.addition())
    }
  }

  /** Z = W Y in some columns of a layer. */
  private multiply(f: FunctionBuilder, l: number, runs: readonly Run[]): void {
    const { kernels, lane } = this
    const { block, rows, inputs, z } = this.layers[l]!
    const [from, to] = [columnStride(inputs), columnStride(rows)]
    for (const { first, step, count } of runs) {
      f.i32(block.weights)
      this.below(f, l, first)
      f.i32(z + first * to)
        .get(count)
        .i32(0)
      f.call(
        kernels.product({
          rows,
          depth: inputs,
          rowStep: block.rowStep,
          depthStep: lane.bytes,
          from: step * from,
          to: step * to,
          init: false
        })
      )
    }
  }

  /** Channels in which a layer computes: of the output layer the live ones, of the first layer some. */
  private channelsOf(l: number, first?: readonly number[]): readonly number[] {
    const { channels, live } = this.tap
    const own = l < this.layers.length - 1 ? channels.map((_, k) => k) : live
    return l > 0 || first === undefined ? own : own.filter((k) => first.includes(k))
  }

  /** Columns of channels: all of a block in one run, or those of each channel, a panel's channels apart. */
  private runs(wanted: readonly number[], panels: number, columns: number): Run[] {
    const { channels } = this.tap
    if (wanted.length === channels.length) return [{ first: 0, step: 1, count: columns }]
    return wanted.map((first) => ({ first, step: channels.length, count: panels }))
  }

  /** Address of what a layer reads, from a column on. */
  private below(f: FunctionBuilder, l: number, first = 0): void {
    const at = l === 0 ? this.buffer : this.layers[l - 1]!.y
    f.i32(at + first * columnStride(this.layers[l]!.inputs))
  }
}
