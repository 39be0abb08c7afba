import type { Expression } from './ast.ts'
import { some } from './nodes.ts'

/** The expression with unknowns and parameters under other names; what `where` names is written out where it holds one of them. */
export function renamed(expression: Expression, names: ReadonlyMap<string, string>): Expression {
  const again = (part: Expression): Expression => renamed(part, names)
  switch (expression.kind) {
    case 'unknown':
      return { ...expression, name: names.get(expression.name) ?? expression.name, ...(expression.at && { at: expression.at.map(again) }) }
    case 'parameter':
      return { ...expression, name: names.get(expression.name) ?? expression.name }
    case 'where': {
      const held = some(expression.body, (node) => (node.kind === 'unknown' || node.kind === 'parameter') && names.has(node.name))
      return held ? again(expression.body) : expression
    }
    case 'apply':
      return { ...expression, args: expression.args.map(again) }
    case 'derivative':
      return { ...expression, body: again(expression.body) }
    case 'sum':
      return { ...expression, from: again(expression.from), to: again(expression.to), body: again(expression.body) }
    case 'integral': {
      const { from, to } = expression
      const bounds = from === undefined || to === undefined ? {} : { from: again(from), to: again(to) }
      return { ...expression, ...bounds, body: again(expression.body) }
    }
    default:
      return expression
  }
}
