import type { Leaf } from '../../autodiff/graph.ts'
import type { Plan } from '../plan.ts'
import type { PassTap, Sum } from './pass.ts'
import { PANEL, roundUp, rowStride, type Lane } from './shape.ts'

/** Where a layer's parameters stand: rows of weights, padded, and its biases; sums of biases are a panel per row. */
export interface PlacedBlock {
  weights: number
  bias: number
  gradient: number
  biasGradient: number
  rowStep: number
  /** few inputs or rows: derivatives by weights are panels too, [row][input] */
  narrow: boolean
}

/** Where a direction's entries for a block stand, as the parameters do. */
export type PlacedDirection = Pick<PlacedBlock, 'weights' | 'bias' | 'rowStep'>

/** A number that is the same at all points of a pass. */
export interface Uniform {
  leaf: Extract<Leaf, { op: 'scalar' | 'seed' | 'trainable' }>
  address: number
}

/** Where a pass finds its numbers; `...At` are addresses of addresses, for data whose size the module does not know. */
export interface PlacedPass {
  columnsAt: number
  pointsAt: number
  columns: readonly number[]
  points: number
  /** [slot][panel]: a vector for every vector of a panel */
  sumsAt: number
  sums: readonly Sum[]
  taps: readonly PlacedTap[]
  uniforms: readonly Uniform[]
  /** derivatives with the points apart, [panel of the block][parameter][64 bytes], where the pass keeps them so */
  rows: number
}

export interface PlacedTap extends PassTap {
  /** address of the address of the inputs that vary, [panel][varying][64 bytes] */
  inputsAt: number
  inputs: number
  /** a block's inputs as the first layer reads them, and bytes from column to column there, a column being a panel's channel */
  buffer: number
  inputStride: number
  /** adjoints of the outputs, [channel][output]; written from outside where the tap is shared */
  bar: number
  barStride: number
}

export interface Layout {
  lane: Lane
  blocks: readonly PlacedBlock[]
  /** a direction in the space of the parameters, where a pass multiplies by one; else empty */
  directions: readonly PlacedDirection[]
  /** one float64 per parameter, on the way between the Plan's order and the kernels' places */
  buffer: { at: number; count: number }
  /** from the first gradient to the end of the last, to be cleared */
  gradients: { from: number; to: number }
  passes: readonly PlacedPass[]
  /** where data may stand, from here on */
  end: number
}

/** Hands out memory, in whole cache lines. */
export class Arena {
  top: number

  constructor(from: number) {
    this.top = roundUp(from, PANEL)
  }

  take(bytes: number): number {
    const at = this.top
    this.top = roundUp(at + bytes, PANEL)
    return at
  }
}

export function placeDirections(plan: Plan, lane: Lane, arena: Arena): PlacedDirection[] {
  return plan.blocks.map(({ rows, columns }) => {
    const rowStep = rowStride(lane, columns - 1)
    return { weights: arena.take(rows * rowStep), bias: arena.take(rows * lane.bytes), rowStep }
  })
}

/** Inputs and rows of a layer up to which transposing what it reads costs more than sums for every place in a panel. */
const FEW_INPUTS = 4
const FEW_ROWS = 2

export function placeBlocks(plan: Plan, lane: Lane, arena: Arena): { blocks: PlacedBlock[]; gradients: { from: number; to: number } } {
  const shapes = plan.blocks.map(({ rows, columns }) => ({
    rows,
    inputs: columns - 1,
    rowStep: rowStride(lane, columns - 1),
    narrow: columns - 1 <= FEW_INPUTS || rows <= FEW_ROWS
  }))
  const weights = shapes.map(({ rows, rowStep }) => [arena.take(rows * rowStep), arena.take(rows * lane.bytes)] as const)
  const from = arena.top
  const gradients = shapes.map(
    ({ rows, inputs, rowStep, narrow }) => [arena.take(rows * (narrow ? inputs * PANEL : rowStep)), arena.take(rows * PANEL)] as const
  )
  const blocks = shapes.map(({ rowStep, narrow }, k) => ({
    weights: weights[k]![0],
    bias: weights[k]![1],
    gradient: gradients[k]![0],
    biasGradient: gradients[k]![1],
    rowStep,
    narrow
  }))
  return { blocks, gradients: { from, to: arena.top } }
}
