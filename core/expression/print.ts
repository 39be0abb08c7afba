import type { Expression, OperationName } from './ast.ts'
import { diffSpelling, meaning, shortSpelling } from './names.ts'

/** How tightly an expression holds together; a part is bracketed where it holds less tightly than its place demands. */
const OR = 1
const AND = 2
const RELATION = 3
const SUM = 4
const PRODUCT = 5
const SIGN = 6
const POWER = 7
const ATOM = 8

const INFIX: ReadonlyMap<OperationName, { sign: string; level: number; left: number; right: number }> = new Map([
  ['or', { sign: ' or ', level: OR, left: OR, right: AND }],
  ['and', { sign: ' and ', level: AND, left: AND, right: RELATION }],
  ['lt', { sign: ' < ', level: RELATION, left: SUM, right: SUM }],
  ['le', { sign: ' <= ', level: RELATION, left: SUM, right: SUM }],
  ['gt', { sign: ' > ', level: RELATION, left: SUM, right: SUM }],
  ['ge', { sign: ' >= ', level: RELATION, left: SUM, right: SUM }],
  ['eq', { sign: ' == ', level: RELATION, left: SUM, right: SUM }],
  ['ne', { sign: ' != ', level: RELATION, left: SUM, right: SUM }],
  ['add', { sign: ' + ', level: SUM, left: SUM, right: PRODUCT }],
  ['sub', { sign: ' - ', level: SUM, left: SUM, right: PRODUCT }],
  ['mul', { sign: '*', level: PRODUCT, left: PRODUCT, right: POWER }],
  ['div', { sign: '/', level: PRODUCT, left: PRODUCT, right: POWER }],
  ['pow', { sign: '^', level: POWER, left: ATOM, right: POWER }]
] as const)

/**
 * An expression as a user would type it, with as few brackets as keep its meaning: parseExpression(print(e)) is e again.
 * @param variables independent variables in declared order; needed where there is more than one and a derivative is to be named
 */
export function print(expression: Expression, variables: readonly string[] = []): string {
  return printed(expression, variables).text
}

interface Printed {
  text: string
  level: number
}

const atom = (text: string): Printed => ({ text, level: ATOM })

function printed(expression: Expression, variables: readonly string[]): Printed {
  const inner = (part: Expression): string => print(part, variables)
  const atLeast = (part: Expression, level: number): string => {
    const result = printed(part, variables)
    return result.level < level ? `(${result.text})` : result.text
  }
  switch (expression.kind) {
    case 'number':
      return atom(expression.text)
    case 'constant':
    case 'variable':
    case 'parameter':
    case 'index':
    case 'where':
      return atom(expression.name)
    case 'unknown': {
      const place = expression.at === undefined ? '' : `(${expression.at.map(inner).join(', ')})`
      return atom(derivativeName(expression.name, expression.order, variables) + place)
    }
    case 'derivative':
      return atom(diffSpelling(inner(expression.body), expression.order, namesFor(expression.order, variables)))
    case 'sum':
      return atom(`sum(${expression.index}, ${inner(expression.from)}, ${inner(expression.to)}, ${inner(expression.body)})`)
    case 'integral': {
      const bounds = expression.from === undefined || expression.to === undefined ? [] : [inner(expression.from), inner(expression.to)]
      return atom(`integral(${[inner(expression.body), expression.variable, ...bounds].join(', ')})`)
    }
    case 'apply': {
      const [a, b] = expression.args
      const infix = INFIX.get(expression.operation)
      if (infix !== undefined && a !== undefined && b !== undefined) {
        const right = printed(b, variables)
        // a sign stands at the beginning only: a + (-b*c)
        const rightText = right.level < infix.right || right.text.startsWith('-') ? `(${right.text})` : right.text
        return { text: atLeast(a, infix.left) + infix.sign + rightText, level: infix.level }
      }
      if (expression.operation === 'neg') return { text: `-${atLeast(a!, POWER)}`, level: SIGN }
      if (expression.operation === 'not') return { text: `not (${inner(a!)})`, level: SIGN }
      return atom(`${expression.operation}(${expression.args.map(inner).join(', ')})`)
    }
  }
}

function derivativeName(name: string, order: readonly number[], variables: readonly string[]): string {
  if (order.every((count) => count === 0)) return name
  if (order.length === 1) return name + "'".repeat(order[0]!)
  const names = namesFor(order, variables)
  const short = shortSpelling(name, order, names)
  const read = meaning(short, { variables: names, unknowns: [name], parameters: [], evaluation: 'anywhere' })
  const same = read?.kind === 'unknown' && read.name === name && read.order.join() === order.join()
  return same ? short : diffSpelling(name, order, names)
}

function namesFor(order: readonly number[], variables: readonly string[]): readonly string[] {
  if (variables.length === order.length) return variables
  throw new Error(`the names of ${order.length} variables are needed to write a derivative, not ${variables.length}`)
}
