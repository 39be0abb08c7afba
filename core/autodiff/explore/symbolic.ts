import type { Expression } from '../../expression/ast.ts'
import { latex } from '../../expression/latex.ts'
import { children, NOWHERE } from '../../expression/nodes.ts'
import { print } from '../../expression/print.ts'
import { tangents } from '../differentiate.ts'
import { evaluate } from '../evaluate.ts'
import { isLeaf, type Graph, type Id } from '../graph.ts'
import { writeChoices } from '../symbolic/choices.ts'
import { operatorCount } from '../symbolic/count.ts'
import { mathjsDerivative } from '../symbolic/mathjs.ts'
import { tidy } from '../symbolic/tidy.ts'
import { nodeExpression } from './write.ts'
import type { Subject } from './subject.ts'

/** An expression above this many operators as written is not put into a formula. */
export const LONGEST_FORMULA = 1500
const DEEPEST_FORMULA = 300

/** Operators of a node as written: every use of a shared node paid again; finite, but it can be astronomically large. */
export function treeCounts(
  graph: Graph,
  roots: readonly Id[],
  cost: (id: Id) => number
): { count: Map<Id, number>; depth: Map<Id, number> } {
  const count = new Map<Id, number>()
  const depth = new Map<Id, number>()
  for (const id of graph.reachable(roots)) {
    const node = graph.node(id)
    const args = isLeaf(node) ? [] : node.args
    count.set(
      id,
      args.reduce((sum, arg) => sum + count.get(arg)!, cost(id))
    )
    depth.set(id, 1 + Math.max(0, ...args.map((arg) => depth.get(arg)!)))
  }
  return { count, depth }
}

/** Whether a node can be written out as one formula. */
export function isWritable(graph: Graph, id: Id): boolean {
  const { count, depth } = treeCounts(graph, [id], (each) => (isLeaf(graph.node(each)) ? 0 : 1))
  return count.get(id)! <= LONGEST_FORMULA && depth.get(id)! <= DEEPEST_FORMULA
}

/** The inputs' stand-ins: mathjs has meanings of its own for names such as i, tau or phi. */
const standIn = (axis: number): Expression => ({ kind: 'variable', name: `v${axis}`, span: NOWHERE })

export interface Formula {
  by: 'mathjs' | 'graph'
  reason: string | null
  /** after simplification, in the inputs' stand-ins */
  expression: Expression
  /** operators before simplification */
  unsimplified: number
}

/** A node as an expression in the inputs' stand-ins. */
export function formulaOf(graph: Graph, id: Id): Expression {
  return nodeExpression(graph, id, (each) => {
    const node = graph.node(each)
    return node.op === 'coordinate' ? standIn(node.axis) : undefined
  })
}

/** The derivative of a node by an input as a formula: mathjs' where it knows the rules, else that of the graph. */
export function formulaDerivative(graph: Graph, id: Id, axis: number): Formula | undefined {
  if (!isWritable(graph, id)) return undefined
  try {
    const raw = mathjsDerivative(print(formulaOf(graph, id)), `v${axis}`)
    return { by: 'mathjs', reason: null, expression: tidy(raw), unsimplified: operatorCount(raw) }
  } catch (error) {
    if (!(error instanceof Error)) throw error
    const one = graph.constant(1)
    const [tangent] = tangents(graph, [id], (leaf) => (leaf.op === 'coordinate' && leaf.axis === axis ? one : undefined))
    if (!isWritable(graph, tangent!)) return undefined
    const raw = writeChoices(formulaOf(graph, tangent!))
    return { by: 'graph', reason: `mathjs has no rule for ${ruleless(error)}`, expression: tidy(raw), unsimplified: operatorCount(raw) }
  }
}

/** What mathjs could not differentiate, from its message. */
function ruleless({ message }: Error): string {
  const named = /(?:function|operator) "([^"]+)"/.exec(message)?.[1]
  return named ?? message
}

/** A formula with the inputs' own names: as text, as LaTeX. */
export function spoken(expression: Expression, { inputs }: Pick<Subject, 'inputs'>): { text: string; latex: string } {
  const named = renamed(expression, (axis) => inputs[axis]!.name)
  const mathematics = renamed(expression, (axis) => inputs[axis]!.latex)
  return { text: print(named), latex: latex(mathematics, { unknown: (tex) => tex }) }
}

function renamed(expression: Expression, name: (axis: number) => string): Expression {
  if (expression.kind === 'variable') {
    // written as it is given: a letter of a network is LaTeX already
    return { kind: 'unknown', name: name(Number(expression.name.slice(1))), order: [], span: NOWHERE }
  }
  return expression.kind === 'apply' ? { ...expression, args: expression.args.map((arg) => renamed(arg, name)) } : expression
}

/** Builds a formula into a graph; a + b and b + a of the node set `known` count as one. */
export function buildFormula(graph: Graph, expression: Expression, known: ReadonlySet<Id>): Id {
  const commuted = new Map<string, Id>()
  for (const id of known) {
    const node = graph.node(id)
    if (!isLeaf(node) && (node.op === 'add' || node.op === 'mul')) commuted.set(`${node.op} ${node.args[1]!} ${node.args[0]!}`, id)
  }
  const build = (node: Expression): Id => {
    if (node.kind === 'variable') return graph.coordinate(Number(node.name.slice(1)))
    if (node.kind === 'number') return graph.constant(node.value)
    if (node.kind === 'constant') return graph.constant(node.name === 'pi' ? Math.PI : Math.E)
    if (node.kind !== 'apply') throw new Error(`a formula holds no ${node.kind}`)
    if (node.operation === 'neg' && node.args[0]!.kind === 'number') return graph.constant(-node.args[0].value)
    const args = children(node).map(build)
    return commuted.get(`${node.operation} ${args.join(' ')}`) ?? graph.apply(node.operation, ...args)
  }
  return build(expression)
}

/** Value of a formula at the inputs' values. */
export function formulaValue(graph: Graph, expression: Expression, values: readonly number[]): number {
  const id = buildFormula(graph, expression, new Set())
  return evaluate(graph, [id], (leaf) => (leaf.op === 'coordinate' ? values[leaf.axis]! : NaN))[0]!
}
