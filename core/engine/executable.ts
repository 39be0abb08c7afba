import type { Graph, Id, Leaf } from '../autodiff/graph.ts'
import type { Row } from '../autodiff/operation.ts'
import { LabError } from '../errors.ts'
import { BLOCK } from './block.ts'
import { compileProgram, makeRows, runProgram, type Program } from './program.ts'

/** Where an executable's leaves get their numbers. */
export interface Sources {
  /** the channel row of a tap: [output][point] of the present block, or one entry per output where the tap is shared */
  network(leaf: Extract<Leaf, { op: 'network' }>): { row: Row; shared: boolean }
  column(index: number): Float64Array
  /** whether a column is read anew at every run: a weight of the points, which may change while training */
  changes(index: number): boolean
  scalar(index: number): number
  /** these two are read anew at every run: they change while training */
  seed(index: number): number
  trainable(index: number): number
}

/**
 * A program with its rows bound: network leaves to the taps, columns to the blocks of their arrays, everything that is the
 * same at all points to rows of that value.
 */
export class Executable {
  private readonly program: Program
  private readonly rows: Row[]
  private readonly perBlock: { row: number; values: Row[]; changing: Float64Array | undefined }[] = []
  private readonly fromTaps: { row: number; source: Row; output: number }[] = []
  private readonly everywhere: { row: Row; value: () => number }[] = []

  constructor(graph: Graph, roots: readonly Id[], sources: Sources, capacity: number, count: number, makeRow: (length: number) => Row) {
    this.program = compileProgram(graph, roots)
    this.rows = makeRows(this.program, capacity, makeRow)
    const constantRow = (value: number): Row => makeRow(capacity).fill(value)
    for (const { leaf, row } of this.program.inputs) {
      switch (leaf?.op) {
        case 'network': {
          const { row: source, shared } = sources.network(leaf)
          if (shared) this.rows[row] = this.varying(makeRow(capacity), () => source[leaf.output]!)
          else this.fromTaps.push({ row, source, output: leaf.output })
          break
        }
        case 'column':
          this.perBlock.push({
            row,
            values: split(sources.column(leaf.column), count, makeRow),
            changing: sources.changes(leaf.column) ? sources.column(leaf.column) : undefined
          })
          break
        case 'scalar':
          this.rows[row] = constantRow(sources.scalar(leaf.scalar))
          break
        case 'seed':
          this.rows[row] = this.varying(makeRow(capacity), () => sources.seed(leaf.seed))
          break
        case 'trainable':
          this.rows[row] = this.varying(makeRow(capacity), () => sources.trainable(leaf.trainable))
          break
        default:
          throw new LabError(
            'internal',
            `A ${leaf?.op ?? 'node'} cannot be evaluated in a residual.`,
            'This is a defect of the lab: please report it.'
          )
      }
    }
  }

  /** Rows of the roots for block b of n points; valid until the next run. */
  run(b: number, n: number): readonly Row[] {
    for (const { row, values, changing } of this.perBlock) {
      this.rows[row] = values[b]!
      if (changing !== undefined && values[b]!.buffer !== changing.buffer) values[b]!.set(changing.subarray(b * BLOCK, b * BLOCK + n))
    }
    for (const { row, source, output } of this.fromTaps)
      this.rows[row] = output === 0 ? source : source.subarray(output * n, output * n + n)
    for (const { row, value } of this.everywhere) row.fill(value())
    runProgram(this.program, this.rows, n)
    return this.program.outputs.map((row) => this.rows[row]!)
  }

  private varying(row: Row, value: () => number): Row {
    this.everywhere.push({ row, value })
    return row
  }
}

function split(values: Float64Array, count: number, makeRow: (length: number) => Row): Row[] {
  // double precision reads the values where they are, single precision a copy
  const made = makeRow(0)
  const row = made instanceof Float64Array ? values : makeRow(count)
  if (row !== values) row.set(values.subarray(0, count))
  return Array.from({ length: Math.ceil(count / BLOCK) }, (_, b) => row.subarray(b * BLOCK, Math.min(count, (b + 1) * BLOCK)))
}
