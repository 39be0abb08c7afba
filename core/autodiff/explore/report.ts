import type { Place } from '../../errors.ts'
import type { OperationName } from '../operations/index.ts'

/*
 * What the Explorer tells about an expression: everything a view draws and `ansatz derive --json` prints. A number that is not
 * finite, or that mathematics does not define at the point, is null and has a note that says why.
 */

/** A number of the report; null where there is none at this point. */
export type Value = number | null

/** x1, x2, … xL as on the board: inputs first, then every elementary operation after what it is computed from. */
export type NodeId = `x${number}`

/** What kind of node it is: for its colour and its shape. */
export type NodeKind = 'input' | 'constant' | 'arithmetic' | 'power' | 'function' | 'choice'

export interface Derivation {
  /** as typed; several outputs joined by "; " */
  expression: string
  /** f(x) = … */
  latex: string
  inputs: InputReport[]
  outputs: OutputReport[]
  /** the output whose adjoints are shown (index into outputs), and the input whose tangents are shown (index into inputs) */
  output: number
  wrt: number
  nodes: NodeReport[]
  edges: EdgeReport[]
  /** value of the chosen output */
  value: Value
  /** derivatives of the chosen output by every input, by the reverse sweep */
  derivatives: Record<string, Value>
  /** the same by every way of differentiating */
  modes: ModeReport[]
  /** how far forward, reverse and Taylor mode are apart at most, and 4 eps times the sum of absolute path contributions */
  agreement: { difference: Value; bound: Value; agree: boolean }
  sweeps: Sweeps
  flops: FlopRow[]
  /** what the graph saves: operators as written against nodes of the graph */
  operators: { written: number; graph: number }
  /** null where it is too large to be written, with the reason in `notes` */
  symbolic: SymbolicReport[]
  orders: OrderReport
  differences: DifferenceReport
  /** d output / d input, one row an output */
  jacobian: Value[][]
  /** second derivatives of the chosen output by inputs; null where there are too many inputs or nodes */
  hessian: Value[][] | null
  /** Hessian times the direction `along` */
  hessianVector: { along: number[]; product: Value[] } | null
  notes: Note[]
  /** nodes gathered into groups, for graphs too large to be drawn node by node; empty for small ones */
  groups: GroupReport[]
}

export interface InputReport {
  name: string
  latex: string
  value: number
  node: NodeId
}

export interface OutputReport {
  expression: string
  latex: string
  node: NodeId
  value: Value
  gradient: Value[]
}

export interface NodeReport {
  id: NodeId
  /** the letter under which it is written: x, a, b, c, … */
  name: string
  latex: string
  op: OperationName | 'input' | 'constant'
  kind: NodeKind
  /** the elementary operation on its parents' letters: \sqrt{c} */
  operation: string
  /** the same as one would type it: sqrt(c) */
  typed: string
  /** inputs and nodes it is computed from, each once; constants are part of the operation's label */
  parents: NodeId[]
  value: Value
  /** derivative of the node by input `wrt`: forward mode */
  tangent: Value
  /** derivative of output `output` by the node: reverse mode */
  adjoint: Value
  /** how the adjoint is written: \bar{a}, or \delta in a network */
  adjointLatex: string
  /** what the node receives from each use, in the order in which the sweep adds them */
  contributions: { from: NodeId; edge: number; value: Value }[]
  /** false where the value is computed but a branch that is not taken: nothing is differentiated there */
  taken: boolean
  flops: { value: number; tangent: number; adjoint: number }
  /** where the operation stands in the text, first use */
  place: Place | null
}

/** From a parent to the node computed from it; drawn with the local derivative. */
export interface EdgeReport {
  from: NodeId
  to: NodeId
  /** which argument of the operation it is, from 0 */
  argument: number
  /** local derivative d to / d from as a formula in stored values, and at the point */
  latex: string
  partial: Value
  /** partial times the tangent of `from`: what flows forward */
  tangent: Value
  /** adjoint of `to` times partial: what flows back */
  adjoint: Value
  /** nothing flows: the partial is 0 whatever the numbers, or the branch is not taken */
  idle: boolean
}

export type SweepMode = 'evaluation' | 'forward' | 'reverse'

export interface Sweeps {
  /** the rule of each sweep in general: the lecture's formulas */
  rules: Record<SweepMode, string>
  evaluation: SweepStep[]
  forward: SweepStep[]
  reverse: SweepStep[]
}

/** One step of a sweep: one node gets its number. */
export interface SweepStep {
  node: NodeId
  /** indices of the edges along which something flows in this step */
  edges: number[]
  value: Value
  /** LaTeX: the rule for this node, and the same with this point's numbers; empty in graphs above STEPS_WRITTEN nodes */
  rule: string
  numbers: string
  /** what happens, in words, with formulas between dollar signs */
  sentence: string
  cost: number
}

/** Above this many nodes the steps carry numbers only, and the graph comes with groups. */
export const STEPS_WRITTEN = 2000

export type FlopVariant =
  'tree' | 'graph' | 'graph_root_again' | 'derivative_alone' | 'forward' | 'reverse' | 'tape' | 'tape_forward' | 'sympy' | 'unsimplified'

export interface FlopRow {
  variant: FlopVariant
  /** what it is called in the table, and what it counts */
  label: string
  about: string
  f: number | null
  df: number | null
  total: number | null
  /** who pays what; empty where the list would be too long */
  items: FlopItem[]
}

export interface FlopItem {
  part: 'f' | 'df'
  what: 'operation' | 'partial' | 'multiplication' | 'addition'
  latex: string
  cost: number
  /** the node that pays, where it is one of the graph */
  node: NodeId | null
  edge: number | null
}

/** The derivative as a formula, one per output and input. */
export interface SymbolicReport {
  output: number
  input: number
  /** mathjs' derivative, or the graph's own where mathjs knows no rule */
  by: 'mathjs' | 'graph'
  /** why the graph's stands in */
  reason: string | null
  text: string
  latex: string
  value: Value
  /** operators as written after simplification, and before: the swell */
  operators: number
  unsimplified: number
}

export interface ModeReport {
  mode: 'forward' | 'reverse' | 'taylor' | 'symbolic' | 'complex'
  derivatives: Record<string, Value>
  /** why it cannot be had, where it cannot */
  reason: string | null
}

/** Derivatives of the chosen output by the chosen input, order 1 to 6. */
export interface OrderReport {
  rows: { order: number; forwardOverReverse: Value; taylor: Value; difference: Value; nodes: number }[]
  reason: string | null
}

/** Difference quotients against the step, for the chosen output and input. */
export interface DifferenceReport {
  rows: { step: number; forward: Value; central: Value; complex: Value; forwardError: Value; centralError: Value; complexError: Value }[]
  /** what errors are measured against: the automatic derivative, and the bound on its own rounding */
  reference: Value
  automaticError: Value
  /** orders of the truncation errors, fitted left of the smallest error */
  slopes: { forward: Value; central: Value }
  best: { forward: { step: number; error: number } | null; central: { step: number; error: number } | null }
}

export interface Note {
  code: 'not-real' | 'division-by-zero' | 'overflow' | 'not-differentiable' | 'not-finite' | 'not-taken' | 'unused-input' | 'left-out'
  /** whether the value itself is concerned, the derivative, or neither */
  concerns: 'value' | 'derivative' | 'report'
  sentence: string
  cure: string
  node: NodeId | null
  place: Place | null
}

/** Consecutive nodes drawn as one. Groups nest; a group of the finest level holds nodes only. */
export interface GroupReport {
  id: number
  /** enclosing group, or null at the top */
  parent: number | null
  /** first and last node, both included */
  first: NodeId
  last: NodeId
  nodes: number
  label: string
}
