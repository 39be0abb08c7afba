import type { FunctionBuilder, ModuleBuilder } from './assembler.ts'
import { ActivationCode, type ActivationShape } from './activation-code.ts'
import {
  emitAddition,
  emitAlong,
  emitNarrow,
  emitOuter,
  emitProduct,
  emitRows,
  emitTranspose,
  type AlongShape,
  type NarrowShape,
  type OuterShape,
  type ProductShape,
  type RowsShape
} from './products.ts'
import type { Lane, Target } from './shape.ts'
import type { ConstantPool } from './vector-lanes.ts'

/** The functions of a module that work on a block of one shape, each written once, however many layers and passes call it. */
export class Kernels {
  private readonly module: ModuleBuilder
  private readonly lane: Lane
  private readonly target: Target
  private readonly pool: ConstantPool
  private readonly made = new Map<string, FunctionBuilder>()
  private readonly activations = new Map<string, ActivationCode>()

  constructor(module: ModuleBuilder, lane: Lane, target: Target, pool: ConstantPool) {
    this.module = module
    this.lane = lane
    this.target = target
    this.pool = pool
  }

  product(shape: ProductShape): FunctionBuilder {
    return this.once('product', shape, () => emitProduct(this.module, this.lane, this.target, shape))
  }

  outer(shape: OuterShape): FunctionBuilder {
    return this.once('outer', shape, () => emitOuter(this.module, this.lane, this.target, shape))
  }

  narrow(shape: NarrowShape): FunctionBuilder {
    return this.once('narrow', shape, () => emitNarrow(this.module, this.lane, this.target, shape))
  }

  transpose(features: number, from: number): FunctionBuilder {
    return this.once('transpose', { features, from }, () => emitTranspose(this.module, this.lane, features, from))
  }

  activation(shape: ActivationShape): ActivationCode {
    const key = JSON.stringify(shape)
    const made = this.activations.get(key) ?? new ActivationCode(shape)
    this.activations.set(key, made)
    return made
  }

  forward(shape: ActivationShape): FunctionBuilder {
    return this.once('forward', shape, () => this.activation(shape).forward(this.module, this.lane, this.target, this.pool))
  }

  backward(shape: ActivationShape): FunctionBuilder {
    return this.once('backward', shape, () => this.activation(shape).backward(this.module, this.lane, this.target, this.pool))
  }

  rows(shape: RowsShape): FunctionBuilder {
    return this.once('rows', shape, () => emitRows(this.module, this.lane, this.target, shape))
  }

  along(shape: AlongShape): FunctionBuilder {
    return this.once('along', shape, () => emitAlong(this.module, this.lane, this.target, shape))
  }

  addition(): FunctionBuilder {
    return this.once('addition', {}, () => emitAddition(this.module, this.lane))
  }

  private once(name: string, shape: object, make: () => FunctionBuilder): FunctionBuilder {
    const key = `${name} ${JSON.stringify(shape)}`
    const made = this.made.get(key) ?? make()
    this.made.set(key, made)
    return made
  }
}
