import type { Expression } from './ast.ts'

/**
 * The expression with `by` in place of an unknown read at the point itself; undefined where the unknown is differentiated or
 * read elsewhere, which has no such spelling.
 */
export function replaceUnknown(expression: Expression, name: string, by: Expression): Expression | undefined {
  const again = (part: Expression): Expression | undefined => replaceUnknown(part, name, by)
  switch (expression.kind) {
    case 'unknown':
      if (expression.name !== name) return expression
      return expression.at === undefined && expression.order.every((n) => n === 0) ? by : undefined
    case 'apply': {
      const args = expression.args.map(again)
      return args.every((arg) => arg !== undefined) ? { ...expression, args } : undefined
    }
    case 'where':
      return again(expression.body)
    case 'derivative':
    case 'sum':
    case 'integral': {
      const body = again(expression.body)
      return body && { ...expression, body }
    }
    default:
      return expression
  }
}
