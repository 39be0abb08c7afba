import { parameterCount, type Plan } from '../plan.ts'
import type { FunctionBuilder, ModuleBuilder } from './assembler.ts'
import type { Arena, PlacedBlock, PlacedDirection } from './layout.ts'
import { PANEL, storeOrder, VECTOR, VECTORS, type Lane } from './shape.ts'

const NUMBER = 8

/**
 * Ways between numbers in the Plan's order, float64 without gaps, and the places where kernels read and write them. `load` spreads parameters,
 * `direct` a direction in their space; `collect` adds the gradient to what the buffer holds. All of them by one buffer, whose address is returned.
 */
export function emitParameters(
  module: ModuleBuilder,
  plan: Plan,
  lane: Lane,
  arena: Arena,
  blocks: readonly PlacedBlock[],
  directions: readonly PlacedDirection[]
): number {
  const buffer = arena.take(NUMBER * parameterCount(plan))
  const spread = emitSpread(module, lane)
  const spreadAll = (name: string, places: readonly PlacedDirection[]): void => {
    const f = module.function([], [], name)
    plan.blocks.forEach(({ offset, rows, columns }, b) => {
      const { weights, bias, rowStep } = places[b]!
      for (const value of [buffer + NUMBER * offset, weights, bias, rows, columns - 1, rowStep]) f.i32(value)
      f.call(spread)
    })
  }
  spreadAll('load', blocks)
  if (directions.length > 0) spreadAll('direct', directions)
  const rowSums = emitRowSums(module, lane)
  const rowCopies = emitRowCopies(module, lane)
  const f = module.function([], [], 'collect')
  plan.blocks.forEach(({ offset, rows, columns }, b) => {
    const { gradient, biasGradient, rowStep, narrow } = blocks[b]!
    const to = buffer + NUMBER * offset
    f.i32(to).i32(biasGradient).i32(rows).i32(1).i32(columns).call(rowSums)
    for (const value of [to + NUMBER, gradient, rows, columns - 1]) f.i32(value)
    if (narrow) f.i32(columns).call(rowSums)
    else f.i32(rowStep).call(rowCopies)
  })
  return buffer
}

/** Numbers that are copied at once. */
const TOGETHER = 4

/**
 * Brings `count` (a local) numbers from `from` to `to`, which move along: `in` copies float64 to the kernels' precision, `out` adds to float64 what the
 * kernels have.
 */
function emitCopy(f: FunctionBuilder, lane: Lane, way: 'in' | 'out', from: number, to: number, count: number, k: number): void {
  const [step, width] = way === 'in' ? [NUMBER, lane.bytes] : [lane.bytes, NUMBER]
  const many = (): void => {
    if (way === 'in' && lane.bytes === 4) {
      f.get(to)
      for (const at of [0, VECTOR]) f.get(from).memory('v128.load', at).op('f32x4.demote_f64x2_zero')
      f.shuffle(LOW_HALVES).memory('v128.store')
    } else
      for (const half of storeOrder(2)) {
        const at = half * VECTOR
        f.get(to).get(from)
        if (lane.bytes === 8) f.memory('v128.load', at)
        else f.memory('v128.load64_splat', at / 2).op('f64x2.promote_low_f32x4')
        if (way === 'out') f.get(to).memory('v128.load', at).op('f64x2.add')
        f.memory('v128.store', at)
      }
  }
  const one = (): void => {
    f.get(to).get(from)
    if (way === 'in') {
      f.memory('f64.load')
      if (lane.bytes === 8) f.memory('f64.store')
      else f.op('f32.demote_f64').memory('f32.store')
      return
    }
    if (lane.bytes === 8) f.memory('f64.load')
    else f.memory('f32.load').op('f64.promote_f32')
    f.get(to).memory('f64.load').op('f64.add').memory('f64.store')
  }
  const loop = (together: number, body: () => void): void => {
    f.loop((again) => {
      f.block((end) => {
        f.get(k).i32(together).op('i32.lt_u').branchIf(end)
        body()
        move(f, from, together * step)
        move(f, to, together * width)
        move(f, k, -together)
        f.branch(again)
      })
    })
  }
  f.get(count).set(k)
  loop(TOGETHER, many)
  loop(1, one)
}

/** Of two vectors of float32 the lower halves, one after the other. */
const LOW_HALVES = Array.from({ length: VECTOR }, (_, byte) => (byte < VECTOR / 2 ? byte : byte + VECTOR / 2))

/** (from, weights, bias, rows, inputs, rowStep): rows of a bias and weights each. */
function emitSpread(module: ModuleBuilder, lane: Lane): FunctionBuilder {
  const f = module.function(['i32', 'i32', 'i32', 'i32', 'i32', 'i32'], [])
  const [from, weights, bias, rows, inputs, rowStep] = [0, 1, 2, 3, 4, 5]
  const [row, k, to] = [f.local('i32'), f.local('i32'), f.local('i32')]
  f.repeat(row, 1, { local: rows }, () => {
    f.get(bias).get(from).memory('f64.load')
    if (lane.bytes === 8) f.memory('f64.store')
    else f.op('f32.demote_f64').memory('f32.store')
    move(f, from, NUMBER)
    move(f, bias, lane.bytes)
    f.get(weights).set(to)
    emitCopy(f, lane, 'in', from, to, inputs, k)
    f.get(weights).get(rowStep).op('i32.add').set(weights)
  })
  return f
}

/** (to, from, rows, inputs, rowStep): rows of a gradient added to rows with a bias before them. */
function emitRowCopies(module: ModuleBuilder, lane: Lane): FunctionBuilder {
  const f = module.function(['i32', 'i32', 'i32', 'i32', 'i32'], [])
  const [to, from, rows, inputs, rowStep] = [0, 1, 2, 3, 4]
  const [row, k, at] = [f.local('i32'), f.local('i32'), f.local('i32')]
  f.repeat(row, 1, { local: rows }, () => {
    f.get(from).set(at)
    emitCopy(f, lane, 'out', at, to, inputs, k)
    move(f, to, NUMBER)
    f.get(from).get(rowStep).op('i32.add').set(from)
  })
  return f
}

/** (to, from, rows, inputs, columns): sums over the places of panels, [row][input][64 bytes], added to rows of so many columns. */
function emitRowSums(module: ModuleBuilder, lane: Lane): FunctionBuilder {
  const f = module.function(['i32', 'i32', 'i32', 'i32', 'i32'], [])
  const [to, from, rows, inputs, columns] = [0, 1, 2, 3, 4]
  const [row, k, at] = [f.local('i32'), f.local('i32'), f.local('i32')]
  const sum = f.local('v128')
  f.repeat(row, 1, { local: rows }, () => {
    f.get(to).set(at).i32(0).set(k)
    f.repeat(k, 1, { local: inputs }, () => {
      const step = lane.bytes === 8 ? VECTOR : VECTOR / 2
      for (let place = 0; place < VECTORS * VECTOR; place += step) {
        f.get(from)
        if (lane.bytes === 8) f.memory('v128.load', place)
        else f.memory('v128.load64_splat', place).op('f64x2.promote_low_f32x4')
        if (place > 0) f.get(sum).op('f64x2.add')
        f.set(sum)
      }
      f.get(at).get(sum).lane('f64x2.extract_lane', 0).get(sum).lane('f64x2.extract_lane', 1).op('f64.add')
      f.get(at).memory('f64.load').op('f64.add').memory('f64.store')
      move(f, at, NUMBER)
      move(f, from, PANEL)
    })
    f.get(to).get(columns).i32(3).op('i32.shl').op('i32.add').set(to)
  })
  return f
}

function move(f: FunctionBuilder, pointer: number, bytes: number): void {
  f.get(pointer).i32(bytes).op('i32.add').set(pointer)
}
