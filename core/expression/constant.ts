import { operation } from '../autodiff/operations/index.ts'
import type { Expression } from './ast.ts'
import { LabError } from '../errors.ts'

const LONGEST_SUM = 1_000_000

/** Value of an expression without variables and unknowns. `known` gives the parameters (and indices). */
export function constantValue(expression: Expression, known: ReadonlyMap<string, number>): number {
  switch (expression.kind) {
    case 'number':
      return expression.value
    case 'constant':
      return expression.name === 'pi' ? Math.PI : Math.E
    case 'where':
      return constantValue(expression.body, known)
    case 'parameter':
    case 'index': {
      const value = known.get(expression.name)
      if (value === undefined) throw notConstant(expression, `${expression.name} has no value yet`)
      return value
    }
    case 'apply': {
      const [a = 0, b = 0, c = 0] = expression.args.map((arg) => constantValue(arg, known))
      return operation(expression.operation).value(a, b, c)
    }
    case 'sum': {
      const [from, to] = [constantValue(expression.from, known), constantValue(expression.to, known)]
      if (!(to - from < LONGEST_SUM)) throw notConstant(expression, 'The sum has too many terms')
      let total = 0
      for (let i = from; i <= to; i++) total += constantValue(expression.body, new Map([...known, [expression.index, i]]))
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
