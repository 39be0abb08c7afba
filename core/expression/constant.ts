import { operation } from '../autodiff/operations/index.ts'
import type { Expression } from './ast.ts'
import { LabError } from '../errors.ts'

/** Terms of all sums of a constant: those inside each other multiply. */
const MOST_TERMS = 1_000_000

/** Value of an expression without variables and unknowns. `known` gives the parameters (and indices). */
export function constantValue(expression: Expression, known: ReadonlyMap<string, number>, budget = { terms: MOST_TERMS }): number {
  switch (expression.kind) {
    case 'number':
      return expression.value
    case 'constant':
      return expression.name === 'pi' ? Math.PI : Math.E
    case 'where':
      return constantValue(expression.body, known, budget)
    case 'parameter':
    case 'index': {
      const value = known.get(expression.name)
      if (value === undefined) throw notConstant(expression, `${expression.name} has no value yet`)
      return value
    }
    case 'apply': {
      const [a = 0, b = 0, c = 0] = expression.args.map((arg) => constantValue(arg, known, budget))
      return operation(expression.operation).value(a, b, c)
    }
    case 'sum': {
      const [from, to] = [constantValue(expression.from, known, budget), constantValue(expression.to, known, budget)]
      budget.terms -= Math.max(0, to - from + 1)
      if (!(budget.terms >= 0)) throw notConstant(expression, 'The sum has too many terms')
      const inner = new Map(known)
      let total = 0
      for (let i = from; i <= to; i++) total += constantValue(expression.body, inner.set(expression.index, i), budget)
      return total
    }
    default:
      throw notConstant(expression, 'This is not a constant')
  }
}

function notConstant({ span }: Expression, message: string): LabError {
  return new LabError('not-constant', message, 'Use numbers, pi, e, parameters and functions of them.', {
    line: 1,
    column: span.start + 1,
    length: span.length
  })
}
