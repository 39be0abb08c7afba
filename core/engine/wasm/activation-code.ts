import type { Order } from '../../autodiff/graph.ts'
import type { Activation } from '../../training/settings.ts'
import { activationGraph, sameOrder, type ActivationGraph, type Collapsed } from '../channels.ts'
import type { FunctionBuilder, ModuleBuilder } from './assembler.ts'
import { emitGraph } from './graph-code.ts'
import { columnStride, PANEL, storeOrder, VECTOR, vectorOp, VECTORS, type Lane, type Target } from './shape.ts'
import { VectorLanes, type ConstantPool, type Emitted } from './vector-lanes.ts'

/** What an activation's code is made for. */
export interface ActivationShape {
  activation: Activation
  w0: number
  channels: readonly Order[]
  collapsed: Collapsed | undefined
  width: number
  /** the channels that the next layer reads, and whose adjoints it gives; all where left out */
  live?: readonly number[]
  /** the channels in which z is zero everywhere: it is not read, and has no adjoint */
  zero?: readonly number[]
  /** another layer's output is added to the activation */
  skip: boolean
}

/**
 * An activation of one layer, forward and backward, from the differentiator's graphs (engine/channels.ts). z stands without its bias, which
 * is added here. What the reverse sweep wants to know of the forward sweep it reads from the layer's output, or from `saved` rows.
 */
export class ActivationCode {
  /** rows per feature that must be kept beside z and the output */
  readonly saved: number
  private readonly shape: ActivationShape
  private readonly made: ActivationGraph
  private readonly keep: readonly number[]
  /** channels of the output that are stored */
  private readonly stored: readonly number[]
  private readonly stride: number

  constructor(shape: ActivationShape) {
    this.shape = shape
    this.made = activationGraph(shape.activation, shape.w0, shape.channels, shape.collapsed, shape.live, shape.zero)
    const { known, values } = this.made
    this.keep = shape.skip ? known : known.filter((id) => !values.includes(id))
    this.saved = this.keep.length
    this.stored = shape.channels.flatMap((_, k) => (shape.live?.includes(k) === false && !known.includes(values[k]!) ? [] : [k]))
    this.stride = columnStride(shape.width)
  }

  /** (z, y, saved, bias, skip, panels): y = D^alpha f(z) for every channel, plus the rows at `skip` where the layer has one. */
  forward(module: ModuleBuilder, lane: Lane, target: Target, pool: ConstantPool): FunctionBuilder {
    const f = module.function(['i32', 'i32', 'i32', 'i32', 'i32', 'i32'], [])
    const [z, y, saved, bias, skip, panels] = [0, 1, 2, 3, 4, 5]
    const lanes = new VectorLanes(f, lane, target.fma, target.width, pool)
    const { graph, values } = this.made
    const { channels } = this.shape
    const { stored } = this
    const moving = [
      { pointer: z, columns: channels.length },
      { pointer: y, columns: channels.length },
      { pointer: saved, columns: this.saved },
      ...(this.shape.skip ? [{ pointer: skip, columns: channels.length }] : [])
    ]
    this.loop(f, lane, target, panels, moving, [{ pointer: bias, bytes: lane.bytes }], () => {
      emitGraph(lanes, graph, [...stored.map((channel) => values[channel]!), ...this.keep], {
        load: (_, leaf) => (leaf?.op === 'jet' ? () => this.jet(f, lanes, lane, z, bias, leaf.order) : undefined),
        take: (root, value) => {
          const channel = stored[root]
          if (channel === undefined) this.store(f, lanes, saved, root - stored.length, value)
          else if (!this.shape.skip) this.store(f, lanes, y, channel, value)
          else {
            const earlier = this.row(f, lanes, skip, channel)
            const sum = lanes.add(value, earlier)
            this.store(f, lanes, y, channel, sum)
            lanes.release(earlier)
            lanes.release(sum)
          }
        }
      })
    })
    return f
  }

  /**
   * (z, y, saved, bias, ybar, zbar, biasbar, panels): the adjoints of z from those of y; the two may stand at one place. The value channel's
   * are also summed over the panels into a row per feature at `biasbar`.
   */
  backward(module: ModuleBuilder, lane: Lane, target: Target, pool: ConstantPool): FunctionBuilder {
    const f = module.function(['i32', 'i32', 'i32', 'i32', 'i32', 'i32', 'i32', 'i32'], [])
    const [z, y, saved, bias, ybar, zbar, biasbar, panels] = [0, 1, 2, 3, 4, 5, 6, 7]
    const lanes = new VectorLanes(f, lane, target.fma, target.width, pool)
    const { graph, values, adjoints, known } = this.made
    const count = this.shape.channels.length
    const given = this.shape.channels.flatMap((_, k) => (this.shape.zero?.includes(k) === true ? [] : [k]))
    const moving = [
      ...[z, y, ybar, zbar].map((pointer) => ({ pointer, columns: count })),
      { pointer: saved, columns: this.saved },
      // the same rows for every panel
      { pointer: biasbar, columns: 0 }
    ]
    this.loop(f, lane, target, panels, moving, [{ pointer: bias, bytes: lane.bytes }], () => {
      emitGraph(lanes, graph, adjoints, {
        load: (id, leaf) => {
          if (leaf?.op === 'jet') return () => this.jet(f, lanes, lane, z, bias, leaf.order)
          if (leaf?.op === 'seed') return () => this.row(f, lanes, ybar, leaf.seed)
          if (!known.includes(id)) return undefined
          const kept = this.keep.indexOf(id)
          return () => (kept >= 0 ? this.row(f, lanes, saved, kept) : this.row(f, lanes, y, values.indexOf(id)))
        },
        early: (leaf) => leaf.op === 'seed',
        take: (root, value) => {
          this.store(f, lanes, zbar, given[root]!, value)
          if (root > 0) return
          // a sum for every place in a panel: the same whatever is handled together
          const before = this.row(f, lanes, biasbar, 0)
          const sum = lanes.add(before, value)
          this.store(f, lanes, biasbar, 0, sum)
          lanes.release(before)
          lanes.release(sum)
        }
      })
    })
    return f
  }

  /** A jet of z; its value with the bias. */
  private jet(f: FunctionBuilder, lanes: VectorLanes, lane: Lane, z: number, bias: number, order: Order): Emitted {
    const channel = this.shape.channels.findIndex((other) => sameOrder(other, order))
    if (channel > 0) return this.row(f, lanes, z, channel)
    return lanes.written((k) => {
      f.get(z)
        .memory('v128.load', k * VECTOR)
        .get(bias)
        .memory(lane.splat)
      f.op(vectorOp(lane, 'add'))
    })
  }

  private row(f: FunctionBuilder, lanes: VectorLanes, pointer: number, column: number): Emitted {
    return lanes.written((k) => f.get(pointer).memory('v128.load', column * this.stride + k * VECTOR))
  }

  private store(f: FunctionBuilder, lanes: VectorLanes, pointer: number, column: number, value: Emitted): void {
    for (const k of storeOrder(lanes.width)) {
      f.get(pointer)
      lanes.push(value, k)
      f.memory('v128.store', column * this.stride + k * VECTOR)
    }
  }

  /** Panels, features, and the vectors of a row; pointers move along. */
  private loop(
    f: FunctionBuilder,
    lane: Lane,
    target: Target,
    panels: number,
    moving: readonly { pointer: number; columns: number }[],
    perFeature: readonly { pointer: number; bytes: number }[],
    body: () => void
  ): void {
    const { width } = this.shape
    const [panel, feature, vector] = [f.local('i32'), f.local('i32'), f.local('i32')]
    const advance = (pointer: number, bytes: number): void => {
      if (bytes !== 0) f.get(pointer).i32(bytes).op('i32.add').set(pointer)
    }
    const step = (): void => {
      body()
      for (const { pointer } of moving) advance(pointer, target.width * VECTOR)
    }
    f.i32(0).set(panel)
    f.repeat(panel, 1, { local: panels }, () => {
      f.i32(0).set(feature)
      f.repeat(feature, 1, { constant: width }, () => {
        if (target.width === VECTORS) step()
        else {
          f.i32(0).set(vector)
          f.repeat(vector, target.width, { constant: VECTORS }, step)
        }
        for (const { pointer, bytes } of perFeature) advance(pointer, bytes)
      })
      for (const { pointer, columns } of moving) advance(pointer, columns * this.stride - width * PANEL)
      for (const { pointer, bytes } of perFeature) advance(pointer, -bytes * width)
    })
  }
}
