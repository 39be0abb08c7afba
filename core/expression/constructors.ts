import type { Expression, OperationName } from './ast.ts'
import { exactSign, exactValue, quarterTurns, wholeNumber } from './exact.ts'
import { apply, NOWHERE } from './nodes.ts'
import { sameExpression } from './same.ts'

/*
 * Constructors that write what a person would write: no sums with 0, no products with 1, no double signs, and constants that
 * are exact in mathematics (1 - 1, sin(pi*2), 0.1*10) as the whole number that they are. Every rule holds in floating point
 * up to rounding, and wherever its operands are defined.
 */

/** A number; a negative one is the negation of a number, as it would be typed. Throws a RangeError where it is not finite. */
export function num(value: number): Expression {
  if (!Number.isFinite(value)) throw new RangeError(`${value} cannot be written as a number`)
  if (value < 0 || Object.is(value, -0)) return value === 0 ? num(0) : apply('neg', [num(-value)])
  return { kind: 'number', value, text: String(value), span: NOWHERE }
}

/** Whether an expression is 0 whatever its names stand for. */
export function isZero(expression: Expression): boolean {
  if (expression.kind === 'number') return expression.value === 0
  const value = exactValue(expression)
  if (value !== undefined) return value.rational.top === 0n && value.pi.top === 0n
  const simple = rebuilt(expression)
  return simple.kind === 'number' && simple.value === 0
}

const isOne = (expression: Expression): boolean => expression.kind === 'number' && expression.value === 1
const isNought = (expression: Expression): boolean => expression.kind === 'number' && expression.value === 0
const negated = (expression: Expression): Expression | undefined =>
  expression.kind === 'apply' && expression.operation === 'neg' ? expression.args[0] : undefined

/** A constant expression as the whole number that it exactly is; anything else as it stands. */
function folded(expression: Expression): Expression {
  if (expression.kind !== 'apply' || (expression.operation === 'neg' && expression.args[0]!.kind === 'number')) return expression
  const value = exactValue(expression)
  const whole = wholeNumber(value)
  return whole === undefined ? expression : num(whole)
}

export function neg(a: Expression): Expression {
  const inner = negated(a)
  if (inner !== undefined) return inner
  if (isNought(a)) return a
  if (a.kind === 'apply') {
    const [b, c] = a.args
    if (a.operation === 'sub') return sub(c!, b!)
    if (a.operation === 'mul' || a.operation === 'div') return apply(a.operation, [neg(b!), c!])
  }
  return apply('neg', [a])
}

export function add(a: Expression, b: Expression): Expression {
  if (isNought(a)) return b
  if (isNought(b)) return a
  const minus = negated(b)
  if (minus !== undefined) return sub(a, minus)
  const opposite = leadingSign(b)
  if (opposite !== undefined) return sub(a, opposite)
  const minusA = negated(a)
  if (minusA !== undefined && b.kind !== 'apply') return sub(b, minusA)
  return folded(apply('add', [a, b]))
}

export function sub(a: Expression, b: Expression): Expression {
  if (isNought(b)) return a
  if (isNought(a)) return neg(b)
  if (sameExpression(a, b)) return num(0)
  const minus = negated(b) ?? leadingSign(b)
  if (minus !== undefined) return add(a, minus)
  return folded(apply('sub', [a, b]))
}

/** (-a)*b, as the parser reads -a*b, without its sign. */
function leadingSign(b: Expression): Expression | undefined {
  if (b.kind !== 'apply' || (b.operation !== 'mul' && b.operation !== 'div')) return undefined
  const [first, second] = b.args
  const inner = negated(first!) ?? leadingSign(first!)
  return inner === undefined ? undefined : b.operation === 'mul' ? mul(inner, second!) : div(inner, second!)
}

export function mul(a: Expression, b: Expression): Expression {
  if (isNought(a) || isNought(b)) return num(0)
  if (isOne(a)) return b
  if (isOne(b)) return a
  const [minusA, minusB] = [negated(a), negated(b)]
  if (minusA !== undefined && minusB !== undefined) return mul(minusA, minusB)
  if (minusB !== undefined) return mul(neg(a), minusB)
  if (minusA !== undefined && isOne(minusA)) return neg(b)
  return folded(apply('mul', [a, b]))
}

export function div(a: Expression, b: Expression): Expression {
  if (isNought(a) && !isNought(b)) return num(0)
  if (isOne(b)) return a
  if (sameExpression(a, b) && !isNought(b)) return num(1)
  const minus = negated(b)
  if (minus !== undefined) return div(neg(a), minus)
  return folded(apply('div', [a, b]))
}

export function pow(a: Expression, b: Expression): Expression {
  if (isNought(b) || isOne(a)) return num(1)
  if (isOne(b)) return a
  if (isNought(a) && b.kind === 'number') return num(0)
  return folded(apply('pow', [a, b]))
}

/** Any operation on arguments that are simple already. */
export function call(operation: OperationName, args: readonly Expression[]): Expression {
  const [a, b, c] = args
  if (a === undefined) return apply(operation, args)
  switch (operation) {
    case 'neg':
      return neg(a)
    case 'add':
      return add(a, b!)
    case 'sub':
      return sub(a, b!)
    case 'mul':
      return mul(a, b!)
    case 'div':
      return div(a, b!)
    case 'pow':
      return pow(a, b!)
    case 'if': {
      const decided = truth(a)
      return decided === undefined ? apply(operation, args) : decided ? b! : c!
    }
    default:
      return knownValue(operation, a) ?? oddOrEven(operation, a) ?? apply(operation, args)
  }
}

/** Whether a comparison of exact constants holds. */
function truth(condition: Expression): boolean | undefined {
  if (condition.kind !== 'apply' || condition.args.length !== 2) return undefined
  const sign = exactSign(exactValue(apply('sub', condition.args)))
  if (sign === undefined) return undefined
  switch (condition.operation) {
    case 'lt':
      return sign < 0
    case 'le':
      return sign <= 0
    case 'gt':
      return sign > 0
    case 'ge':
      return sign >= 0
    case 'eq':
      return sign === 0
    case 'ne':
      return sign !== 0
    default:
      return undefined
  }
}

const SINE = [0, 1, 0, -1]

/** sin(2 pi) = 0, exp(0) = 1 and their like. */
function knownValue(operation: OperationName, a: Expression): Expression | undefined {
  const value = exactValue(a)
  if (value === undefined) return undefined
  const turns = quarterTurns(value)
  if (operation === 'sin' && turns !== undefined) return num(SINE[turns]!)
  if (operation === 'cos' && turns !== undefined) return num(SINE[(turns + 1) % 4]!)
  if (operation === 'tan' && turns !== undefined && turns % 2 === 0) return num(0)
  const whole = wholeNumber(value)
  if (whole === 0 && ['sqrt', 'asin', 'atan', 'sinh', 'tanh', 'erf', 'abs', 'sign'].includes(operation)) return num(0)
  if (whole === 0 && ['exp', 'cosh'].includes(operation)) return num(1)
  if (whole === 1 && (operation === 'log' || operation === 'acos')) return num(0)
  if (operation === 'sqrt' && whole !== undefined && whole > 0 && Number.isInteger(Math.sqrt(whole))) return num(Math.sqrt(whole))
  if (operation === 'abs' && whole !== undefined) return num(Math.abs(whole))
  return undefined
}

/** sin(-x) = -sin(x), cos(-x) = cos(x). */
function oddOrEven(operation: OperationName, a: Expression): Expression | undefined {
  const inner = negated(a) ?? leadingSign(a)
  if (inner === undefined) return undefined
  if (['sin', 'tan', 'asin', 'atan', 'sinh', 'tanh', 'erf', 'sign'].includes(operation)) return neg(apply(operation, [inner]))
  return ['cos', 'cosh', 'abs'].includes(operation) ? apply(operation, [inner]) : undefined
}

/** The whole expression rebuilt with these constructors. */
export function rebuilt(expression: Expression): Expression {
  switch (expression.kind) {
    case 'apply':
      return call(expression.operation, expression.args.map(rebuilt))
    case 'derivative': {
      const body = rebuilt(expression.body)
      return exactValue(body) === undefined ? { ...expression, body } : num(0)
    }
    case 'sum':
    case 'integral': {
      const body = rebuilt(expression.body)
      return isNought(body) ? body : { ...expression, body }
    }
    default:
      return expression
  }
}
