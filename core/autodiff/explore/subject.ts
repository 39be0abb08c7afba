import type { Span } from '../../expression/ast.ts'
import type { Graph, Id } from '../graph.ts'

/** How a node is written where letters of the alphabet would not do: z_1, a_1, \delta_1 in a network. */
export interface Label {
  name: string
  latex: string
  /** LaTeX of its adjoint; default \bar{…} */
  adjoint?: string
  /** what else to say when the reverse sweep comes by, with formulas between dollar signs */
  about?: string
}

/** What is explored: outputs of a graph over inputs with values. A typed expression, a neuron and a residual all become one. */
export interface Subject {
  graph: Graph
  /** one coordinate leaf each, axis by position */
  inputs: { name: string; latex: string; value: number; id: Id }[]
  outputs: { text: string; latex: string; id: Id }[]
  labels: ReadonlyMap<Id, Label>
  /** what the function is called; default f */
  symbol?: string
  /** first place in the text of every operation that was typed */
  spans: ReadonlyMap<Id, Span>
  /** the text that spans count in */
  text: string
}
