import type { FunctionNode, MathNode, OperatorNode, ParenthesisNode, RelationalNode, SymbolNode } from 'mathjs/number'
import type { Expression, OperationName, Scope, Span } from './ast.ts'
import type { Brackets } from './brackets.ts'
import { buildCall } from './calls.ts'
import { buildEvaluation } from './evaluation.ts'
import { listed } from './nearest.ts'
import { apply } from './nodes.ts'
import { HIGHEST_ORDER, type Resolved } from './resolve.ts'
import type { Token } from './scan.ts'
import { covering, trouble } from './trouble.ts'

/** A part of the tree with the first and last token that it covers. */
export interface Built {
  expression: Expression
  first: number
  last: number
}

/** All that is known about the text being read. */
export interface Reading {
  text: string
  tokens: readonly Token[]
  brackets: Brackets
  meanings: readonly Resolved[]
  scope: Scope
}

const BINARY: ReadonlyMap<string, OperationName> = new Map([
  ['add', 'add'],
  ['subtract', 'sub'],
  ['multiply', 'mul'],
  ['divide', 'div'],
  ['pow', 'pow'],
  ['smaller', 'lt'],
  ['smallerEq', 'le'],
  ['larger', 'gt'],
  ['largerEq', 'ge'],
  ['equal', 'eq'],
  ['unequal', 'ne'],
  ['and', 'and'],
  ['or', 'or']
] as const)

export const spanOf = (reading: Reading, first: number, last: number): Span => covering(reading.tokens[first]!, reading.tokens[last]!)

/** The checked expression of a tree. `indices`: names bound by the sums and integrals around it. */
export function build(reading: Reading, node: MathNode, indices: ReadonlySet<string>): Built {
  const again = (child: MathNode): Built => build(reading, child, indices)
  switch (node.type) {
    case 'ParenthesisNode': {
      const inner = again((node as ParenthesisNode).content)
      return { expression: inner.expression, first: inner.first - 1, last: inner.last + 1 }
    }
    case 'SymbolNode':
      return leaf(reading, Number((node as SymbolNode).name.slice(1)), indices)
    case 'OperatorNode':
      return operator(reading, node as OperatorNode<never, never, MathNode[]>, again)
    case 'RelationalNode': {
      const { conditionals, params } = node as RelationalNode & { conditionals: string[] }
      const parts = params.map(again)
      const links = conditionals.map((name, k) => {
        const [left, right] = [parts[k]!, parts[k + 1]!]
        return apply(BINARY.get(name)!, [left.expression, right.expression], spanOf(reading, left.first, right.last))
      })
      const [first, last] = [parts[0]!.first, parts.at(-1)!.last]
      return { expression: links.reduce((a, b) => apply('and', [a, b], spanOf(reading, first, last))), first, last }
    }
    case 'FunctionNode': {
      const call = node as FunctionNode
      const head = Number(call.fn.name.slice(1))
      const last = reading.brackets.get(head + 1)!.close
      const isUnknown = reading.meanings[head]?.kind === 'unknown'
      const expression = isUnknown ? buildEvaluation(reading, head, call.args, indices) : buildCall(reading, head, call.args, indices)
      return { expression, first: head, last }
    }
    default:
      throw trouble(
        reading.text,
        { start: 0, length: reading.text.length },
        'syntax',
        `This cannot be read as an expression (${node.type})`,
        'Use + - * / ^, brackets, names, numbers and functions.'
      )
  }
}

function operator(reading: Reading, node: OperatorNode<never, never, MathNode[]>, again: (child: MathNode) => Built): Built {
  const name: string = node.fn
  const args = node.args.map(again)
  const [a, b] = args
  if (args.length === 1 && a !== undefined) {
    const first = a.first - 1
    if (name === 'unaryPlus') return { ...a, first }
    const operation = name === 'unaryMinus' ? 'neg' : 'not'
    return { expression: apply(operation, [a.expression], spanOf(reading, first, a.last)), first, last: a.last }
  }
  const operation = BINARY.get(name)
  if (operation === undefined || a === undefined || b === undefined) throw new Error(`no operator ${name}`)
  return { expression: apply(operation, [a.expression, b.expression], spanOf(reading, a.first, b.last)), first: a.first, last: b.last }
}

function leaf(reading: Reading, index: number, indices: ReadonlySet<string>): Built {
  const token = reading.tokens[index]!
  const span: Span = { start: token.start, length: token.length }
  const at = (expression: Expression): Built => ({ expression, first: index, last: index })
  if (token.kind === 'number') return at({ kind: 'number', value: Number(token.text), text: token.text, span })
  const found = reading.meanings[index]
  switch (found?.kind) {
    case 'variable':
    case 'parameter':
      return at({ kind: found.kind, name: token.text, span })
    case 'index':
      if (!indices.has(token.text)) {
        throw trouble(reading.text, span, 'index', `${token.text} is not known in its own bounds`, 'Use numbers and parameters as bounds.')
      }
      return at({ kind: 'index', name: token.text, span })
    case 'where':
      return at({ kind: 'where', name: token.text, body: found.body, span })
    case 'constant':
      return at({ kind: 'constant', name: found.name, span })
    case 'unknown':
      checkDerivative(reading, found.name, found.order, span)
      return at({ kind: 'unknown', name: found.name, order: found.order, span })
    default:
      throw trouble(reading.text, span, 'unknown-symbol', `${token.text} has no value`, 'Use a declared name.')
  }
}

/** Refuses derivatives by what an unknown does not depend on, and those of too high an order. */
export function checkDerivative(reading: Reading, name: string, order: readonly number[], span: Span): void {
  const { variables, along } = reading.scope
  const own = along?.get(name)
  const strange = own === undefined ? undefined : variables.find((variable, axis) => order[axis]! > 0 && !own.includes(variable))
  if (own !== undefined && strange !== undefined) {
    const message = `${name} depends on ${listed(own)} alone: its derivative by ${strange} is zero`
    throw trouble(reading.text, span, 'independent', message, `Leave the term out, or name ${strange} among what ${name} depends on.`)
  }
  checkOrderOf(reading, order, span)
}

export function checkOrderOf(reading: Reading, order: readonly number[], span: Span): void {
  const total = order.reduce((a, b) => a + b, 0)
  if (total <= HIGHEST_ORDER) return
  throw trouble(
    reading.text,
    span,
    'order',
    `A derivative of order ${total} is beyond what can be computed`,
    `Use derivatives of order ${HIGHEST_ORDER} at most.`
  )
}
