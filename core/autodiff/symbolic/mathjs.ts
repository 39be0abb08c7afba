import {
  all,
  create,
  type ConstantNode,
  type FunctionNode,
  type MathNode,
  type OperatorNode,
  type ParenthesisNode,
  type SymbolNode
} from 'mathjs/number'
import type { Expression, OperationName } from '../../expression/ast.ts'
import { apply, NOWHERE } from '../../expression/nodes.ts'
import { num } from '../../expression/simplify.ts'
import { UNARY } from '../../expression/vocabulary.ts'

let math: ReturnType<typeof create> | undefined

/**
 * mathjs' derivative of a text by a name, before any simplification.
 * @throws Error where mathjs has no rule (if, min, max, erf, comparisons), or answers with a function that is not in the language
 */
export function mathjsDerivative(text: string, name: string): Expression {
  math ??= create(all ?? {})
  return read(math.derivative(text, name, { simplify: false }))
}

const OPERATORS: ReadonlyMap<string, OperationName> = new Map([
  ['add', 'add'],
  ['subtract', 'sub'],
  ['multiply', 'mul'],
  ['divide', 'div'],
  ['pow', 'pow'],
  ['unaryMinus', 'neg']
] as const)

/** Functions of mathjs' rules that the language writes by others. */
const RECIPROCALS: ReadonlyMap<string, OperationName> = new Map([
  ['sec', 'cos'],
  ['csc', 'sin'],
  ['cot', 'tan'],
  ['sech', 'cosh'],
  ['csch', 'sinh'],
  ['coth', 'tanh']
] as const)

function read(node: MathNode): Expression {
  switch (node.type) {
    case 'ParenthesisNode':
      return read((node as ParenthesisNode).content)
    case 'ConstantNode':
      return num(Number((node as ConstantNode<number>).value))
    case 'SymbolNode': {
      const { name } = node as SymbolNode
      return name === 'pi' || name === 'e' ? { kind: 'constant', name, span: NOWHERE } : { kind: 'variable', name, span: NOWHERE }
    }
    case 'OperatorNode': {
      const { fn, args } = node as OperatorNode<never, never, MathNode[]>
      const known = OPERATORS.get(fn)
      if (known !== undefined) return args.slice(1).reduce<Expression>((sum, arg) => apply(known, [sum, read(arg)]), first(known, args))
      break
    }
    case 'FunctionNode': {
      const { fn, args } = node as FunctionNode
      const own = UNARY.get(fn.name)
      if (own === 'log' && args.length === 2) return apply('div', [apply('log', [read(args[0]!)]), apply('log', [read(args[1]!)])])
      if (own !== undefined && args.length === 1) return apply(own, [read(args[0]!)])
      const reciprocal = RECIPROCALS.get(fn.name)
      if (reciprocal !== undefined) return apply('div', [num(1), apply(reciprocal, [read(args[0]!)])])
      break
    }
  }
  throw new Error(`mathjs answers with ${node.toString()}`)
}

function first(operation: OperationName, args: readonly MathNode[]): Expression {
  return args.length === 1 && operation === 'neg' ? apply('neg', [read(args[0]!)]) : read(args[0]!)
}
