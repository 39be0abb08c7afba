import { ModuleBuilder } from '../wasm/assembler.ts'
import { emitGraph } from '../wasm/graph-code.ts'
import { LANES, PANEL, storeOrder, VECTOR } from '../wasm/shape.ts'
import { ConstantPool, VectorLanes, type Emitted } from '../wasm/vector-lanes.ts'
import type { UpdateRule } from './rules.ts'

/** Numbers that are handled together: two vectors, which V8 joins where it can. */
const WIDTH = 2
export const LINE = WIDTH * VECTOR
const CONSTANTS = 64
const MOST_SCALARS = 8
const SCALARS_AT = PANEL + 8 * CONSTANTS
/** Where arrays may stand. */
export const ARRAYS_AT = SCALARS_AT + 8 * MOST_SCALARS

/**
 * Updates as loops over float64 arrays: per rule an export under its name, (parameters, gradient, memory, memory, bytes), with whole pairs of vectors
 * in each array. Products are rounded before they are added, as everywhere else in an update. Scalars stand at `SCALARS_AT`.
 */
export function updateModule(rules: Readonly<Record<string, UpdateRule>>): Uint8Array<ArrayBuffer> {
  const lane = LANES.float64
  const module = new ModuleBuilder()
  module.ownMemory(ARRAYS_AT, 'memory')
  const pool = new ConstantPool(lane, PANEL, CONSTANTS)
  for (const [name, { graph, roots }] of Object.entries(rules)) {
    const f = module.function(['i32', 'i32', 'i32', 'i32', 'i32'], [], name)
    const bytes = 4
    const at = f.local('i32')
    const lanes = new VectorLanes(f, lane, false, WIDTH, pool)
    const scalars = new Map<number, Emitted>()
    for (const node of graph.nodes)
      if (node.op === 'scalar') {
        const local = f.local('v128')
        f.i32(0)
          .memory(lane.splat, SCALARS_AT + 8 * node.scalar)
          .set(local)
        scalars.set(
          node.scalar,
          Array.from({ length: WIDTH }, () => local)
        )
      }
    f.repeat(at, LINE, { local: bytes }, () => {
      emitGraph(lanes, graph, roots, {
        load: (_, leaf) => {
          if (leaf?.op === 'scalar') return () => scalars.get(leaf.scalar)!
          if (leaf?.op === 'column') return () => lanes.written((k) => f.get(leaf.column).memory('v128.load', k * VECTOR))
          return undefined
        },
        take: (root, value) => {
          // the new parameter is the first root and the first array, memories stand behind the derivative
          const pointer = root === 0 ? 0 : root + 1
          for (const k of storeOrder(WIDTH)) {
            f.get(pointer)
            lanes.push(value, k)
            f.memory('v128.store', k * VECTOR)
          }
        }
      })
      for (const pointer of [0, 1, 2, 3]) f.get(pointer).i32(LINE).op('i32.add').set(pointer)
    })
  }
  module.place(PANEL, pool.bytes())
  return module.bytes()
}

/** Index of the first scalar among the memory's numbers. */
export const SCALARS = SCALARS_AT / 8
