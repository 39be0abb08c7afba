import type { Expression } from '../../expression/ast.ts'
import { children } from '../../expression/nodes.ts'
import { operation } from '../operations/index.ts'

/** FLOPs of an expression as written: every operator of the tree (course convention R3); unary minus is free. */
export function operatorCount(expression: Expression): number {
  const own = expression.kind === 'apply' ? operation(expression.operation).flops : 0
  return children(expression).reduce((sum, child) => sum + operatorCount(child), own)
}

/** As SymPy's count_ops: a root is a power and the division in 1/2, a sign counts. */
export function sympyCount(expression: Expression): number {
  const own = expression.kind !== 'apply' ? 0 : expression.operation === 'sqrt' ? 2 : 1
  return children(expression).reduce((sum, child) => sum + sympyCount(child), own)
}
