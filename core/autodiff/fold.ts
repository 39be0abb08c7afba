import type { Graph, Id } from './graph.ts'
import { operation, type OperationName } from './operations/index.ts'

/*
 * Smart constructors: they fold constants, drop neutral elements and put the arguments of + and * in order, so that equal
 * values meet in one node. Derivatives are built with them; the Explorer's own expression is built without (Graph.apply).
 */

/** The operation on the arguments, folded where they are constants; a result that is not finite stays as written. */
export function call(graph: Graph, op: OperationName, ...args: Id[]): Id {
  switch (op) {
    case 'add':
      return add(graph, args[0]!, args[1]!)
    case 'sub':
      return sub(graph, args[0]!, args[1]!)
    case 'mul':
      return mul(graph, args[0]!, args[1]!)
    case 'div':
      return div(graph, args[0]!, args[1]!)
    case 'neg':
      return neg(graph, args[0]!)
    case 'pow':
      return pow(graph, args[0]!, args[1]!)
    case 'if': {
      const chosen = graph.constantValue(args[0]!)
      if (chosen !== undefined) return chosen !== 0 ? args[1]! : args[2]!
      return args[1] === args[2] ? args[1]! : graph.apply(op, ...args)
    }
    default:
      return folded(graph, op, args)
  }
}

export function add(graph: Graph, a: Id, b: Id): Id {
  if (graph.constantValue(a) === 0) return b
  if (graph.constantValue(b) === 0) return a
  const negated = argumentOf(graph, 'neg', b)
  if (negated !== undefined) return sub(graph, a, negated)
  const first = argumentOf(graph, 'neg', a)
  if (first !== undefined) return sub(graph, b, first)
  return folded(graph, 'add', a <= b ? [a, b] : [b, a])
}

export function sub(graph: Graph, a: Id, b: Id): Id {
  if (a === b) return graph.constant(0)
  if (graph.constantValue(b) === 0) return a
  if (graph.constantValue(a) === 0) return neg(graph, b)
  const negated = argumentOf(graph, 'neg', b)
  if (negated !== undefined) return add(graph, a, negated)
  return folded(graph, 'sub', [a, b])
}

export function mul(graph: Graph, a: Id, b: Id): Id {
  const x = graph.constantValue(a)
  const y = graph.constantValue(b)
  if (x === 0 || y === 0) return graph.constant(0)
  if (x === 1) return b
  if (y === 1) return a
  if (x === -1) return neg(graph, b)
  if (y === -1) return neg(graph, a)
  const first = argumentOf(graph, 'neg', a)
  if (first !== undefined) return neg(graph, mul(graph, first, b))
  const second = argumentOf(graph, 'neg', b)
  if (second !== undefined) return neg(graph, mul(graph, a, second))
  return folded(graph, 'mul', a <= b ? [a, b] : [b, a])
}

export function div(graph: Graph, a: Id, b: Id): Id {
  if (graph.constantValue(a) === 0) return graph.constant(0)
  if (graph.constantValue(b) === 1) return a
  return folded(graph, 'div', [a, b])
}

export function neg(graph: Graph, a: Id): Id {
  return argumentOf(graph, 'neg', a) ?? folded(graph, 'neg', [a])
}

export function pow(graph: Graph, a: Id, b: Id): Id {
  const exponent = graph.constantValue(b)
  if (exponent === 0) return graph.constant(1)
  if (exponent === 1) return a
  return folded(graph, 'pow', [a, b])
}

function folded(graph: Graph, op: OperationName, args: Id[]): Id {
  const values = args.map((arg) => graph.constantValue(arg))
  if (values.every((value) => value !== undefined)) {
    const value = operation(op).value(values[0]!, values[1] ?? 0, values[2] ?? 0)
    if (Number.isFinite(value)) return graph.constant(value)
  }
  return graph.apply(op, ...args)
}

function argumentOf(graph: Graph, op: OperationName, id: Id): Id | undefined {
  const node = graph.node(id)
  return node.op === op ? node.args[0] : undefined
}
