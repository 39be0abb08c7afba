import type { Leaf } from '../../autodiff/graph.ts'
import { sameOrder } from '../channels.ts'
import type { FunctionBuilder, ModuleBuilder } from './assembler.ts'
import { emitGraph } from './graph-code.ts'
import { NotCompiled } from './not-compiled.ts'
import type { Pass } from './pass.ts'
import { PANEL, storeOrder, VECTOR, vectorOp, VECTORS, type Lane, type Target } from './shape.ts'
import type { TapCode } from './tap-code.ts'
import { VectorLanes, type ConstantPool, type Emitted } from './vector-lanes.ts'

/** Where the code of a pass's graph finds and leaves its numbers. */
export interface ValuePlaces {
  taps: ReadonlyMap<number, TapCode>
  sums: number
  /** address of a number that is the same at all points */
  uniform(leaf: Extract<Leaf, { op: 'scalar' | 'seed' | 'trainable' }>): number
}

/**
 * The graph of a pass at every point of a block: (columns, points, panels). Reads the outputs of the networks and the rows at `columns`;
 * adds up sums in one vector per vector of a panel, puts adjoints where the networks want them and values into the rows at `points`.
 */
export function emitValues(
  module: ModuleBuilder,
  lane: Lane,
  target: Target,
  pool: ConstantPool,
  pass: Pass,
  places: ValuePlaces
): FunctionBuilder {
  const f = module.function(['i32', 'i32', 'i32'], [])
  const [columns, points, panels] = [0, 1, 2]
  const lanes = new VectorLanes(f, lane, target.fma, target.width, pool)
  const [panel, vector, sums] = [f.local('i32'), f.local('i32'), f.local('i32')]
  const outputs = new Map<number, number>()
  const bars = new Map<number, number>()
  for (const { tap, shared, reverse } of pass.taps) {
    if (shared) continue
    outputs.set(tap, f.local('i32'))
    if (reverse) bars.set(tap, f.local('i32'))
  }
  const advance = (pointer: number, bytes: number): void => {
    if (bytes !== 0) f.get(pointer).i32(bytes).op('i32.add').set(pointer)
  }
  const splat = (address: number): Emitted => {
    const local = f.local('v128')
    f.i32(0).memory(lane.splat, address).set(local)
    return Array.from({ length: target.width }, () => local)
  }
  const network = ({ tap, output, order }: Extract<Leaf, { op: 'network' }>): Emitted => {
    const code = places.taps.get(tap)!
    const channel = code.tap.channels.findIndex((other) => sameOrder(other, order))
    const offset = channel * code.stride + output * PANEL
    const bias = channel === 0 ? code.outputBlock.bias + output * lane.bytes : undefined
    const pointer = outputs.get(tap)
    return lanes.written((k) => {
      if (pointer === undefined) f.i32(code.output).memory(lane.splat, offset)
      else f.get(pointer).memory('v128.load', offset + k * VECTOR)
      if (bias !== undefined) f.i32(0).memory(lane.splat, bias).op(vectorOp(lane, 'add'))
    })
  }
  const write = (pointer: number, offset: number, value: Emitted): void => {
    for (const k of storeOrder(target.width)) {
      f.get(pointer)
      lanes.push(value, k)
      f.memory('v128.store', offset + k * VECTOR)
    }
  }
  const take = (root: number, value: Emitted): void => {
    const sink = pass.sinks[root]!
    if (sink.to === 'point') write(points, sink.slot * PANEL, value)
    else if (sink.to === 'sum')
      for (const k of storeOrder(target.width)) {
        f.get(sums)
          .get(sums)
          .memory('v128.load', sink.slot * PANEL + k * VECTOR)
        lanes.push(value, k)
        f.op(vectorOp(lane, 'add')).memory('v128.store', sink.slot * PANEL + k * VECTOR)
      }
    else {
      const code = places.taps.get(sink.tap)!
      write(bars.get(sink.tap)!, sink.channel * code.stride + sink.output * PANEL, value)
    }
  }
  const moving = [columns, points, sums, ...outputs.values(), ...bars.values()]
  const body = (): void => {
    emitGraph(lanes, pass.graph, pass.roots, {
      load: (_, leaf) => {
        if (leaf?.op === 'network') return () => network(leaf)
        if (leaf?.op === 'column') {
          const offset = pass.columns.indexOf(leaf.column) * PANEL
          return () => lanes.written((k) => f.get(columns).memory('v128.load', offset + k * VECTOR))
        }
        if (leaf?.op === 'scalar' || leaf?.op === 'seed' || leaf?.op === 'trainable') return () => splat(places.uniform(leaf))
        if (leaf !== undefined) throw new NotCompiled(`it computes with a ${leaf.op} at the points`)
        return undefined
      },
      take
    })
    for (const pointer of moving) advance(pointer, target.width * VECTOR)
  }
  for (const [tap, pointer] of outputs) f.i32(places.taps.get(tap)!.output).set(pointer)
  for (const [tap, pointer] of bars) f.i32(places.taps.get(tap)!.bar).set(pointer)
  f.i32(places.sums).set(sums).i32(0).set(panel)
  f.repeat(panel, 1, { local: panels }, () => {
    if (target.width === VECTORS) body()
    else {
      f.i32(0).set(vector)
      f.repeat(vector, target.width, { constant: VECTORS }, body)
    }
    advance(columns, (pass.columns.length - 1) * PANEL)
    advance(points, (pass.points - 1) * PANEL)
    advance(sums, -PANEL)
    for (const pointers of [outputs, bars])
      for (const [tap, pointer] of pointers) {
        const { stride, tap: own } = places.taps.get(tap)!
        advance(pointer, own.channels.length * stride - PANEL)
      }
  })
  return f
}
