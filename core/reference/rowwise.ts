import type { Graph, Id, Leaf } from '../autodiff/graph.ts'
import { compileProgram, makeRows, runProgram } from '../engine/program.ts'

/**
 * Nodes as a function of rows of n numbers, one entry per grid point. `rowOf` gives the row of each leaf once; its holder changes the
 * entries and calls again. The result's rows are overwritten by the next call.
 */
export function rowwise(graph: Graph, roots: readonly Id[], n: number, rowOf: (leaf: Leaf, id: Id) => Float64Array): () => Float64Array[] {
  const program = compileProgram(graph, roots)
  const rows = makeRows(program, n, (length) => new Float64Array(length))
  for (const { id, leaf, row } of program.inputs) {
    if (leaf === undefined) throw new RangeError('every input of a program without known nodes is a leaf')
    rows[row] = rowOf(leaf, id)
  }
  const results = roots.map(() => new Float64Array(n))
  return () => {
    runProgram(program, rows, n)
    program.outputs.forEach((row, k) => results[k]?.set(rows[row] ?? []))
    return results
  }
}
