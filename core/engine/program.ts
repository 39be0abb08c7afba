import { argumentsOf, isLeaf, type Graph, type Id, type Leaf } from '../autodiff/graph.ts'
import type { Row } from '../autodiff/operation.ts'
import { operation } from '../autodiff/operations/index.ts'

/**
 * A graph as a list of instructions over rows of numbers (one entry per point), in topological order. Rows of intermediate
 * values are used again once nothing reads them any more, so that a block's state stays in cache.
 */
export interface Program {
  readonly instructions: readonly Instruction[]
  /** rows that the caller provides before running: leaves, and nodes given as known */
  readonly inputs: readonly { id: Id; leaf: Leaf | undefined; row: number }[]
  /** rows that hold a constant throughout */
  readonly constants: readonly { value: number; row: number }[]
  /** row of each root, in the order of the roots */
  readonly outputs: readonly number[]
  readonly rows: number
  /** which rows the program itself writes, i.e. what a workspace must hold */
  readonly owned: readonly number[]
}

interface Instruction {
  readonly batch: (out: Row, n: number, a: Row, b: Row, c: Row) => void
  readonly out: number
  readonly a: number
  readonly b: number
  readonly c: number
}

/** Compiles the roots. Nodes in `known` are inputs: their values come from outside, e.g. saved by an earlier program. */
export function compileProgram(graph: Graph, roots: readonly Id[], known: ReadonlySet<Id> = new Set()): Program {
  const order = neededNodes(graph, roots, known)
  const lastUse = new Map<Id, number>()
  order.forEach((id, k) => {
    if (!known.has(id)) for (const arg of argumentsOf(graph.node(id))) lastUse.set(arg, k)
  })
  for (const root of roots) lastUse.set(root, Infinity)

  const row = new Map<Id, number>()
  const free: number[] = []
  const owned: number[] = []
  const inputs: { id: Id; leaf: Leaf | undefined; row: number }[] = []
  const constants: { value: number; row: number }[] = []
  const instructions: Instruction[] = []
  let rows = 0
  order.forEach((id, k) => {
    const node = graph.node(id)
    if (known.has(id) || isLeaf(node)) {
      const own = rows++
      row.set(id, own)
      if (!known.has(id) && node.op === 'constant') {
        constants.push({ value: node.value, row: own })
        owned.push(own)
      } else inputs.push({ id, leaf: isLeaf(node) ? node : undefined, row: own })
      return
    }
    const args = node.args.map((arg) => row.get(arg)!)
    // a row may be written by the instruction that reads it last: operations work entry by entry
    for (const arg of new Set(node.args)) {
      const source = graph.node(arg)
      if (lastUse.get(arg) === k && !known.has(arg) && !isLeaf(source)) free.push(row.get(arg)!)
    }
    let out = free.pop()
    if (out === undefined) {
      out = rows++
      owned.push(out)
    }
    row.set(id, out)
    instructions.push({ batch: operation(node.op).batch, out, a: args[0]!, b: args[1] ?? args[0]!, c: args[2] ?? args[0]! })
  })
  return { instructions, inputs, constants, outputs: roots.map((root) => row.get(root)!), rows, owned }
}

/** Rows for a program, each of the given length; input rows are left to the caller. */
export function makeRows(program: Program, length: number, makeRow: (length: number) => Row): Row[] {
  const rows: Row[] = Array.from({ length: program.rows })
  for (const k of program.owned) rows[k] = makeRow(length)
  for (const { value, row } of program.constants) rows[row]!.fill(value)
  return rows
}

/** Runs the instructions over the first n entries of the rows. */
export function runProgram(program: Program, rows: readonly Row[], n: number): void {
  const list = program.instructions
  for (let k = 0; k < list.length; k++) {
    const { batch, out, a, b, c } = list[k]!
    batch(rows[out]!, n, rows[a]!, rows[b]!, rows[c]!)
  }
}

function neededNodes(graph: Graph, roots: readonly Id[], known: ReadonlySet<Id>): Id[] {
  const needed = new Set<Id>(roots)
  const order: Id[] = []
  for (let id = Math.max(-1, ...roots); id >= 0; id--) {
    if (!needed.has(id)) continue
    order.push(id)
    if (!known.has(id)) for (const arg of argumentsOf(graph.node(id))) needed.add(arg)
  }
  return order.reverse()
}
