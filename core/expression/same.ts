import type { Expression } from './ast.ts'
import { children } from './nodes.ts'

/** Whether two expressions are the same tree, wherever they stand in their texts. */
export function sameExpression(a: Expression, b: Expression): boolean {
  return headOf(a) === headOf(b) && sameList(children(a), children(b))
}

function sameList(a: readonly Expression[], b: readonly Expression[]): boolean {
  return a.length === b.length && a.every((part, k) => sameExpression(part, b[k]!))
}

/** What a node is, apart from its parts. */
function headOf(node: Expression): string {
  switch (node.kind) {
    case 'number':
      return `number ${node.value}`
    case 'apply':
      return `apply ${node.operation}`
    case 'unknown':
      return `unknown ${node.name} ${node.order.join()} ${node.at === undefined ? 'own' : 'at'}`
    case 'derivative':
      return `derivative ${node.order.join()}`
    case 'sum':
      return `sum ${node.index}`
    case 'integral':
      return `integral ${node.variable} ${node.from === undefined ? '' : 'bounds'}`
    default:
      return `${node.kind} ${node.name}`
  }
}
