import { LabError } from '../errors.ts'
import type { Expression } from './ast.ts'
import { some } from './nodes.ts'
import { call } from './constructors.ts'

/**
 * The expression with `by` in place of a variable, simplified on the way. Sub-expressions that a `where` names are written out
 * where they hold the variable.
 * @param variables all independent variables in declared order; needed where unknowns stand at the point itself
 * Throws a LabError where the result cannot be written: a derivative by that variable, or a bound name that `by` uses.
 */
export function substitute(expression: Expression, variable: string, by: Expression, variables?: readonly string[]): Expression {
  const again = (part: Expression): Expression => substitute(part, variable, by, variables)
  switch (expression.kind) {
    case 'variable':
      return expression.name === variable ? by : expression
    case 'apply':
      return call(expression.operation, expression.args.map(again))
    case 'where':
      return mentions(expression.body, variable) ? again(expression.body) : expression
    case 'unknown': {
      if (expression.at !== undefined) return { ...expression, at: expression.at.map(again) }
      if (variables === undefined) throw impossible(`${expression.name} at another ${variable}`)
      const own = variables.map((name): Expression => ({ kind: 'variable', name, span: expression.span }))
      return { ...expression, at: own.map(again) }
    }
    case 'derivative': {
      if (!mentions(expression.body, variable)) return expression
      const axis = variables?.indexOf(variable) ?? -1
      const others = variables?.filter((_, k) => (expression.order[k] ?? 0) > 0) ?? []
      const safe = axis >= 0 && expression.order[axis] === 0 && others.every((name) => !mentions(by, name))
      if (!safe) throw impossible(`a derivative at another ${variable}`)
      return { ...expression, body: again(expression.body) }
    }
    case 'sum': {
      if (some(by, (node) => node.kind === 'index' && node.name === expression.index)) throw impossible(`a sum over ${expression.index}`)
      return { ...expression, from: again(expression.from), to: again(expression.to), body: again(expression.body) }
    }
    case 'integral': {
      const bounds =
        expression.from === undefined || expression.to === undefined ? {} : { from: again(expression.from), to: again(expression.to) }
      if (expression.variable === variable) return { ...expression, ...bounds }
      if (mentions(expression.body, variable) && mentions(by, expression.variable))
        throw impossible(`an integral over ${expression.variable}`)
      return { ...expression, ...bounds, body: again(expression.body) }
    }
    default:
      return expression
  }
}

/** Whether the variable occurs, also through unknowns at the point itself. */
function mentions(expression: Expression, name: string): boolean {
  return some(
    expression,
    (node) =>
      ((node.kind === 'variable' || node.kind === 'index') && node.name === name) || (node.kind === 'unknown' && node.at === undefined)
  )
}

function impossible(what: string): LabError {
  return new LabError('substitution', `${what} cannot be written out`, 'Write the trial solution yourself, under trial:.')
}
