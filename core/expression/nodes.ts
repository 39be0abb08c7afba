import type { Expression, OperationName, Order, Span } from './ast.ts'

/** Nodes that are made, not read, stand nowhere in the text. */
export const NOWHERE: Span = { start: 0, length: 0 }

export function apply(operation: OperationName, args: readonly Expression[], span: Span = NOWHERE): Expression {
  return { kind: 'apply', operation, args, span }
}

/** The derivative of an expression: of an unknown at the point itself it is that unknown with a higher order. */
export function differentiated(body: Expression, order: Order, span: Span = NOWHERE): Expression {
  const add = (other: Order): number[] => other.map((count, axis) => count + order[axis]!)
  if (order.every((count) => count === 0)) return body
  if (body.kind === 'unknown' && body.at === undefined) return { ...body, order: add(body.order), span }
  if (body.kind === 'derivative') return { ...body, order: add(body.order), span }
  return { kind: 'derivative', body, order, span }
}

/** The parts of an expression, in the order in which they are written. */
export function children(expression: Expression): readonly Expression[] {
  switch (expression.kind) {
    case 'unknown':
      return expression.at ?? []
    case 'apply':
      return expression.args
    case 'where':
    case 'derivative':
      return [expression.body]
    case 'sum':
      return [expression.from, expression.to, expression.body]
    case 'integral':
      return [
        expression.body,
        ...(expression.from === undefined ? [] : [expression.from]),
        ...(expression.to === undefined ? [] : [expression.to])
      ]
    default:
      return []
  }
}

/** Whether any node of the expression passes the test; `where` bodies are looked into. */
export function some(expression: Expression, test: (node: Expression) => boolean): boolean {
  return test(expression) || children(expression).some((child) => some(child, test))
}

const sizes = new WeakMap<Expression, number>()

/** Number of nodes with every name under `where` written out; each of their bodies is counted once and remembered. */
export function writtenOut(expression: Expression): number {
  if (expression.kind === 'where') {
    const size = sizes.get(expression.body) ?? writtenOut(expression.body)
    sizes.set(expression.body, size)
    return size
  }
  return children(expression).reduce((sum, child) => sum + writtenOut(child), 1)
}
