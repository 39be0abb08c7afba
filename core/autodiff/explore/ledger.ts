import type { Expression } from '../../expression/ast.ts'
import { children } from '../../expression/nodes.ts'
import { isLeaf, type Graph, type Id } from '../graph.ts'
import { operation } from '../operations/index.ts'
import { operatorCount, sympyCount } from '../symbolic/count.ts'
import { forwardCharges, reverseCharges, total, type Charge } from './costs.ts'
import type { Explored } from './point.ts'
import type { FlopItem, FlopRow, FlopVariant } from './report.ts'
import { nodeId, operationOf, partialExpression } from './steps.ts'
import { buildFormula, formulaOf, isWritable, spoken, treeCounts, type Formula } from './symbolic.ts'
import { nodeExpression, raw, writeLatex } from './write.ts'

/** Longest list of who pays what. */
const MOST_ITEMS = 500

const ROWS: Record<FlopVariant, { label: string; about: string }> = {
  tree: { label: 'As written', about: 'every operator of the formulas, each repetition paid again' },
  graph: {
    label: 'Reuse, all stored',
    about: "operators of the simplified f' that are not already in the graph of f; depends on the simplifier"
  },
  graph_root_again: {
    label: 'Reuse, root taken again',
    about: "the same, but f's last operation is not stored; depends on the simplifier"
  },
  derivative_alone: { label: "f' alone", about: "f' with its own repetitions merged, nothing known of f; depends on the simplifier" },
  forward: { label: 'Forward mode', about: 'each partial formed from stored values, one product per edge, none by 1' },
  reverse: { label: 'Reverse mode', about: 'each partial formed from stored values, one product per edge, none by 1' },
  tape: { label: 'Literal tape', about: 'reverse mode that also multiplies by 1' },
  tape_forward: { label: 'Literal tape, forward', about: 'forward mode that also multiplies by 1' },
  sympy: { label: 'Counted as SymPy does', about: 'as written; a root is a power and a division, a sign counts' },
  unsimplified: { label: 'Symbolic, not simplified', about: 'as the rules of differentiation leave it: expression swell' }
}

/**
 * What f and all wanted derivatives cost, by every way of counting (research note, section 5). With several inputs forward mode
 * takes a sweep for each; with several outputs reverse mode does.
 * @param formulas the derivative of output k by wanted input j at [k][j]; undefined where it is too large to be written
 */
export function flopLedger(explored: Explored, wanted: readonly number[], formulas: readonly (Formula | undefined)[][]): FlopRow[] {
  const { swept } = explored
  const { graph } = swept.subject
  const roots = swept.subject.outputs.map(({ id }) => id)
  const all = swept.subject.outputs.map((_, k) => k)
  const primal = explored.charges.evaluation
  const f = total(primal)
  const tree = treeTotal(graph, roots)
  const row = (variant: FlopVariant, values: { f: number | null; df: number | null }, items: FlopItem[]): FlopRow => ({
    ...{ variant, ...ROWS[variant], ...values, total: values.f === null || values.df === null ? null : values.f + values.df },
    items: items.length > MOST_ITEMS ? [] : items
  })
  const items = (part: 'f' | 'df', charges: readonly Charge[]): FlopItem[] =>
    primal.length + charges.length > MOST_ITEMS ? [] : charges.map((each) => item(explored, part, each))
  const bySweep = (variant: FlopVariant, charges: readonly Charge[]): FlopRow =>
    row(variant, { f, df: total(charges) }, [...items('f', primal), ...items('df', charges)])

  const found = formulas.flat()
  const known = found.every((each): each is Formula => each !== undefined) ? found : undefined
  const writable = roots.every((root) => isWritable(graph, root)) ? roots.map((root) => formulaOf(graph, root)) : undefined
  const inner = new Set(graph.reachable(roots))
  const rootless = new Set([...inner].filter((id) => !roots.includes(id)))
  const derivatives = known?.map(({ expression }) => buildFormula(graph, expression, inner))
  const merged = (variant: FlopVariant, stored: ReadonlySet<Id>, withF: boolean): FlopRow => {
    const fresh = derivatives && [...new Set(graph.reachable(derivatives))].filter((id) => !stored.has(id) && flopsOf(graph, id) > 0)
    const df = fresh === undefined ? null : fresh.reduce((sum, id) => sum + flopsOf(graph, id), 0)
    return row(variant, { f: withF ? f : null, df }, [
      ...(withF ? items('f', primal) : []),
      ...(fresh ?? []).slice(0, MOST_ITEMS + 1).map((id) => storedItem(explored, id))
    ])
  }
  const counted = (variant: FlopVariant, count: (expression: Expression) => number): FlopRow => {
    const sum = (parts: readonly Expression[] | undefined): number | null => parts?.reduce((a, part) => a + count(part), 0) ?? null
    return row(variant, { f: sum(writable), df: sum(known?.map(({ expression }) => expression)) }, [])
  }
  const treeItems = [
    ...(writable ?? []).flatMap((expression) => operators(explored, expression, 'f')),
    ...(known ?? []).flatMap(({ expression }) => operators(explored, expression, 'df'))
  ]
  return [
    row('tree', { f: tree, df: known?.reduce((sum, { expression }) => sum + operatorCount(expression), 0) ?? null }, treeItems),
    merged('graph', inner, true),
    merged('graph_root_again', rootless, true),
    merged('derivative_alone', new Set(), false),
    bySweep(
      'forward',
      wanted.flatMap((input) => (input === explored.wrt ? explored.charges.forward : forwardCharges(swept, input)))
    ),
    bySweep(
      'reverse',
      all.flatMap((output) => reverseCharges(swept, output, wanted))
    ),
    bySweep(
      'tape',
      all.flatMap((output) => reverseCharges(swept, output, wanted, true))
    ),
    bySweep(
      'tape_forward',
      wanted.flatMap((input) => forwardCharges(swept, input, true))
    ),
    counted('sympy', sympyCount),
    row('unsimplified', { f: tree, df: known?.reduce((sum, { unsimplified }) => sum + unsimplified, 0) ?? null }, [])
  ]
}

function flopsOf(graph: Graph, id: Id): number {
  const node = graph.node(id)
  return isLeaf(node) ? 0 : operation(node.op).flops
}

/** Operators as written, every output on its own. */
export function treeTotal(graph: Graph, roots: readonly Id[]): number {
  const { count } = treeCounts(graph, roots, (id) => flopsOf(graph, id))
  return roots.reduce((sum, root) => sum + count.get(root)!, 0)
}

function item(explored: Explored, part: 'f' | 'df', { what, cost, node, use }: Charge): FlopItem {
  const name = explored.labels[node]!.latex
  const partial = use === null ? '' : writeLatex(partialExpression(explored, use))
  const latex = { operation: `${name} = ${operationOf(explored, node)}`, partial, multiplication: `\\cdot\\, ${partial}`, addition: '+' }[
    what
  ]
  return { part, what, latex, cost, node: nodeId(node), edge: use }
}

/** An operation of the derivative, in the letters of what is stored. */
function storedItem({ labels, swept }: Explored, id: Id): FlopItem {
  const { graph } = swept.subject
  const at = swept.position.get(id)
  const expression = nodeExpression(graph, id, (each) => {
    const known = each === id ? undefined : swept.position.get(each)
    return known === undefined ? undefined : raw(labels[known]!.latex)
  })
  return {
    ...{ part: 'df', what: 'operation', latex: writeLatex(expression), cost: flopsOf(graph, id) },
    ...{ node: at === undefined ? null : nodeId(at), edge: null }
  }
}

/** Every operator of a formula with its own term. */
function operators(explored: Explored, expression: Expression, part: 'f' | 'df'): FlopItem[] {
  if (operatorCount(expression) > MOST_ITEMS) return []
  const found: FlopItem[] = []
  const visit = (node: Expression): void => {
    children(node).forEach(visit)
    const cost = node.kind === 'apply' ? operation(node.operation).flops : 0
    if (cost > 0) found.push({ part, what: 'operation', latex: spoken(node, explored.swept.subject).latex, cost, node: null, edge: null })
  }
  visit(expression)
  return found
}
