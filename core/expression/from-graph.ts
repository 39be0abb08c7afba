import { isLeaf, type Graph, type Id, type Leaf, type Order } from '../autodiff/graph.ts'
import type { Expression } from './ast.ts'
import { call, num } from './simplify.ts'

const NOWHERE = { start: 0, length: 0 }

/** Names of the leaves, for writing a graph as an expression again. */
export interface Names {
  variables: readonly string[]
  parameters: readonly string[]
  /** how a network leaf is written: its name, its derivative by the variables, and the coordinates where it is read unless at the point itself */
  network(leaf: Extract<Leaf, { op: 'network' }>): { name: string; order: Order; at: readonly Id[] | undefined }
}

/** A node of a graph as an expression that a user could have typed. Shared nodes are written out at each use. */
export function fromGraph(graph: Graph, root: Id, names: Names): Expression {
  const written = new Map<Id, Expression>()
  const write = (id: Id): Expression => {
    const known = written.get(id)
    if (known !== undefined) return known
    const expression = writeNode(graph, id, names, write)
    written.set(id, expression)
    return expression
  }
  return write(root)
}

function writeNode(graph: Graph, id: Id, names: Names, write: (id: Id) => Expression): Expression {
  const node = graph.node(id)
  if (!isLeaf(node)) return call(node.op, node.args.map(write))
  switch (node.op) {
    case 'constant':
      return constant(node.value)
    case 'coordinate':
      return { kind: 'variable', name: names.variables[node.axis]!, span: NOWHERE }
    case 'scalar':
      return { kind: 'parameter', name: names.parameters[node.scalar]!, span: NOWHERE }
    case 'network': {
      const { name, order, at } = names.network(node)
      return { kind: 'unknown', name, order, ...(at === undefined ? {} : { at: at.map(write) }), span: NOWHERE }
    }
    default:
      throw new RangeError(`A ${node.op} has no spelling.`)
  }
}

/** A number as a person would write it: pi and e by name, thirds as fractions, rounding left of a zero as 0, the rest in digits. */
function constant(value: number): Expression {
  if (Math.abs(value) < 1e-14) return num(0)
  if (value === Math.PI) return { kind: 'constant', name: 'pi', span: NOWHERE }
  if (value === Math.E) return { kind: 'constant', name: 'e', span: NOWHERE }
  for (const denominator of [1, 2, 3, 4, 5, 6, 8, 12]) {
    const numerator = value * denominator
    if (
      denominator > 1 &&
      Number.isInteger(numerator) &&
      Math.abs(numerator) < 100 &&
      numerator / denominator === value &&
      String(value).length > 6
    ) {
      return call('div', [num(numerator), num(denominator)])
    }
  }
  return num(value)
}
