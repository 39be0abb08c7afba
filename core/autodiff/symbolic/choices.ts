import type { Expression, OperationName } from '../../expression/ast.ts'
import { apply } from '../../expression/nodes.ts'
import { num } from '../../expression/simplify.ts'
import { print } from '../../expression/print.ts'

/** Comparisons and their opposites. */
const OPPOSITE: ReadonlyMap<OperationName, OperationName> = new Map([
  ['lt', 'ge'],
  ['ge', 'lt'],
  ['le', 'gt'],
  ['gt', 'le'],
  ['eq', 'ne'],
  ['ne', 'eq']
] as const)
const TRUTHS: readonly string[] = [...OPPOSITE.keys(), 'and', 'or', 'not']

type Apply = Extract<Expression, { kind: 'apply' }>

/**
 * Products with truth values, as the differentiator forms them for if, min and max, written as choices:
 * (c != 0)*a + (c == 0)*b becomes if(c, a, b).
 */
export function writeChoices(expression: Expression): Expression {
  if (expression.kind !== 'apply') return expression
  const args = expression.args.map(writeChoices)
  const [a, b] = args
  switch (expression.operation) {
    case 'mul':
      return chosen(a!, b!) ?? chosen(b!, a!) ?? apply('mul', args)
    case 'neg': {
      const choice = a === undefined ? undefined : choiceOf(a)
      return choice === undefined ? apply('neg', args) : either(choice.condition, minus(choice.then), minus(choice.otherwise))
    }
    case 'add':
    case 'sub':
      return merged(expression.operation, a!, b!) ?? apply(expression.operation, args)
    default:
      return apply(expression.operation, args)
  }
}

interface Choice {
  condition: Expression
  then: Expression
  otherwise: Expression
}

const isZero = (node: Expression): boolean => node.kind === 'number' && node.value === 0
const minus = (node: Expression): Expression => (isZero(node) ? node : apply('neg', [node]))
const either = (condition: Expression, then: Expression, otherwise: Expression): Expression => apply('if', [condition, then, otherwise])

function isTruth(node: Expression): node is Apply {
  return node.kind === 'apply' && TRUTHS.includes(node.operation)
}

/** A truth value, or an if() with nothing in one of its branches, as a choice; (c != 0) of a truth value is c itself. */
function choiceOf(node: Expression): Choice | undefined {
  if (node.kind !== 'apply') return undefined
  const [a, b, c] = node.args
  if (node.operation === 'if' && (isZero(b!) || isZero(c!))) return { condition: a!, then: b!, otherwise: c! }
  if (!isTruth(node)) return undefined
  if ((node.operation === 'ne' || node.operation === 'eq') && isTruth(a!) && isZero(b!)) {
    return node.operation === 'ne' ? { condition: a, then: num(1), otherwise: num(0) } : { condition: a, then: num(0), otherwise: num(1) }
  }
  return { condition: node, then: num(1), otherwise: num(0) }
}

function chosen(factor: Expression, truth: Expression): Expression | undefined {
  const choice = choiceOf(truth)
  const scaled = (part: Expression): Expression =>
    isZero(part) ? part : part.kind === 'number' && part.value === 1 ? factor : apply('mul', [factor, part])
  return choice && either(choice.condition, scaled(choice.then), scaled(choice.otherwise))
}

/** Two choices by one condition, or by a condition and its opposite, as one. */
function merged(operation: 'add' | 'sub', a: Expression, b: Expression): Expression | undefined {
  const [first, second] = [choiceOf(a), choiceOf(b)]
  if (first === undefined || second === undefined) return undefined
  const same = print(first.condition) === print(second.condition)
  if (!same && !isOpposite(first.condition, second.condition)) return undefined
  const [then, otherwise] = same ? [second.then, second.otherwise] : [second.otherwise, second.then]
  return either(first.condition, joined(operation, first.then, then), joined(operation, first.otherwise, otherwise))
}

function joined(operation: 'add' | 'sub', a: Expression, b: Expression): Expression {
  if (isZero(b)) return a
  if (isZero(a)) return operation === 'add' ? b : minus(b)
  return apply(operation, [a, b])
}

function isOpposite(a: Expression, b: Expression): boolean {
  if (a.kind !== 'apply' || b.kind !== 'apply' || OPPOSITE.get(a.operation) !== b.operation) return false
  return a.args.every((arg, k) => print(arg) === print(b.args[k]!))
}
