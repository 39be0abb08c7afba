import type { Expression, OperationName } from '../../expression/ast.ts'
import { latex } from '../../expression/latex.ts'
import { apply, NOWHERE } from '../../expression/nodes.ts'
import { num } from '../../expression/simplify.ts'
import { isLeaf, type Graph, type Id } from '../graph.ts'

/** An expression that is written as the given LaTeX, whatever stands in it. */
export function raw(tex: string): Expression {
  return { kind: 'unknown', name: tex, order: [], span: NOWHERE }
}

export function writeLatex(expression: Expression): string {
  return latex(expression, { unknown: (tex) => tex })
}

const KNOWN: readonly (readonly [number, Expression])[] = [
  [Math.PI, { kind: 'constant', name: 'pi', span: NOWHERE }],
  [Math.E, { kind: 'constant', name: 'e', span: NOWHERE }],
  [2 / Math.sqrt(Math.PI), apply('div', [num(2), apply('sqrt', [{ kind: 'constant', name: 'pi', span: NOWHERE }])])]
]

/** A constant of the graph; pi, e and 2/sqrt(pi) by their names. */
export function constantExpression(value: number): Expression {
  const known = KNOWN.find(([number]) => number === Math.abs(value))?.[1]
  if (known !== undefined) return value < 0 ? apply('neg', [known]) : known
  return Number.isFinite(value) ? num(value) : raw(value > 0 ? '\\infty' : value < 0 ? '-\\infty' : '\\text{undefined}')
}

/**
 * A node as an expression. `label` gives what is written in place of a node (its letter); only nodes without one are opened.
 * Recursive: the nodes between labels must not be deep.
 */
export function nodeExpression(graph: Graph, id: Id, label: (id: Id) => Expression | undefined): Expression {
  const known = label(id)
  if (known !== undefined) return known
  const node = graph.node(id)
  if (node.op === 'constant') return constantExpression(node.value)
  if (isLeaf(node)) return raw(`\\mathrm{${node.op}}`)
  const args = node.args.map((arg) => nodeExpression(graph, arg, label))
  // 2 x rather than x 2: the differentiator keeps factors in the order of their ids.
  if (node.op === 'mul' && args[1]!.kind === 'number' && args[0]!.kind !== 'number') args.reverse()
  return apply(node.op, args)
}

/** The elementary operation on given arguments. */
export function operationLatex(op: OperationName, args: readonly Expression[]): string {
  return writeLatex(apply(op, args))
}

/** Significant digits of numbers in formulas. */
const DIGITS = 8

/** A number to eight digits, as an expression: the writer puts brackets around negative ones. */
export function numberExpression(value: number | null): Expression {
  if (value === null || !Number.isFinite(value)) return raw('\\text{undefined}')
  return num(Number(value.toPrecision(DIGITS)))
}

export function numberLatex(value: number | null): string {
  return writeLatex(numberExpression(value))
}
