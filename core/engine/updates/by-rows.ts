import type { Row } from '../../autodiff/operation.ts'
import { compileProgram, makeRows, runProgram } from '../program.ts'
import type { UpdateRule } from './rules.ts'
import type { Update } from './update.ts'

/** An update by the interpreter's programs, operation after operation over all parameters. */
export function updateByRows({ graph, roots, scalars }: UpdateRule, memories: readonly Float64Array[], size: number): Update {
  const program = compileProgram(graph, roots)
  const rows: Row[] = makeRows(program, size, (length) => new Float64Array(length))
  const uniform: { row: Float64Array; scalar: number }[] = []
  for (const { leaf, row } of program.inputs)
    if (leaf?.op === 'scalar') {
      const made = new Float64Array(size)
      rows[row] = made
      uniform.push({ row: made, scalar: leaf.scalar })
    }
  return {
    memories: () => memories,
    run(parameters, gradient, numbers) {
      const values = scalars(numbers)
      for (const { row, scalar } of uniform) row.fill(values[scalar]!)
      const arrays = [parameters, gradient, ...memories]
      for (const { leaf, row } of program.inputs) if (leaf?.op === 'column') rows[row] = arrays[leaf.column]!
      runProgram(program, rows, size)
      const [next, ...kept] = program.outputs.map((row) => rows[row]!)
      parameters.set(next!)
      kept.forEach((values, k) => memories[k]!.set(values))
    }
  }
}
