import type { Node, Order } from '../autodiff/graph.ts'
import type { Activation } from '../training/settings.ts'

/*
 * The Plan: what is to be trained, as pure data. A problem and a network become a Plan by symbolic substitution (see
 * problem/build-plan.ts); engines know nothing else. Everything that varies between runs of one shape (parameters, scales,
 * weights, points) is in the Bindings, so that one compiled Plan serves them all.
 */

/** Index into one of the Plan's lists. */
export type Index = number

export interface Plan {
  version: 1
  coordinates: readonly { name: string; role: 'space' | 'time' | 'parameter' }[]
  /** one hash-consed arena in topological order (autodiff/graph.ts) */
  nodes: readonly Node[]
  /** names of the run-time scalars, in the order of Bindings.scalars */
  scalars: readonly string[]
  trainables: readonly Trainable[]
  blocks: readonly Block[]
  networks: readonly Network[]
  taps: readonly Tap[]
  columns: readonly Column[]
  groups: readonly Group[]
  integrals: readonly Integral[]
  precision: 'float64' | 'float32'
}

export interface Network {
  coordinates: readonly Index[]
  /** what the first layer reads: nodes over coordinates and scalars */
  embedding: readonly Index[]
  /** skipFrom: the hidden layer of the same width whose output is added to this one's activation */
  layers: readonly { width: number; activation: Activation; skipFrom?: number }[]
  outputs: number
  /** frequency factor of the sine activation */
  w0: number
  /** one block of parameters per layer, the linear output layer last */
  blocks: readonly Index[]
}

/** A matrix of parameters, row-major: row = unit, column 0 = bias (the lecture's layout). */
export interface Block {
  name: string
  offset: number
  rows: number
  columns: number
  trainable: boolean
}

/** A number that is trained with the network. */
export interface Trainable {
  name: string
  offset: number
  transform: 'none' | 'positive' | 'bounded'
  /** bounds of its value; a positive one is above `min`, 0 where it is left out */
  min?: number
  max?: number
}

/** Where a network is read: at the point itself, or at coordinates given by nodes. */
export interface Tap {
  network: Index
  at: 'own' | readonly Index[]
  /** the coordinates do not depend on the point: once before the blocks */
  shared: boolean
  channels: readonly Channel[]
}

/** A derivative of the network that is carried through all layers; the second form is a collapsed sum of derivatives. */
export type Channel = { order: Order } | { sum: readonly { order: Order; factor: number }[] }

/** A number per point that does not change while training. */
export interface Column {
  name: string
  from: { node: Index } | { data: string } | { field: string; output: number; order: Order; at: readonly Index[] }
}

/** weight * mean over the points of (pointWeight * residual^2). */
export interface Term {
  name: string
  residual: Index
  /** a scalar */
  weight: Index
  /** a column, whose values may change while training */
  pointWeight?: Index
}

/** A set of points and what is computed there. */
export interface Group {
  name: string
  role: 'train' | 'check' | 'view'
  taps: readonly Index[]
  columns: readonly Index[]
  terms: readonly Term[]
  outputs: readonly { name: string; node: Index }[]
}

export interface Integral {
  group: Index
  integrand: Index
  /** a column of quadrature weights */
  quadrature: Index
}

/** The numbers of one run; never part of the Plan's hash. */
export interface Bindings {
  /** all blocks and trainables; optimisers change it in place */
  parameters: Float64Array
  /** those that weight terms are read at every step; all others when the engine is made */
  scalars: Float64Array
  /** per group: one array per coordinate */
  points: readonly (readonly Float64Array[])[]
  /** per column; undefined where the Plan says how to compute it; those that weight points are read at every step */
  columns: readonly (Float64Array | undefined)[]
}

/** What can be asked of a bound Plan. */
export interface Engine {
  /** Mean squared residual of each term, without any weights, and the sum with the weights of terms and points. */
  loss(): { total: number; terms: Float64Array }
  /** The same, with the derivative of the weighted sum by every parameter in `out`. */
  gradient(out: Float64Array): { total: number; terms: Float64Array }
  /*
   * The loss as a least-squares problem: total = |rho|^2 with one row per term and point, groups and terms in their order,
   * rho = sqrt(weight * pointWeight / n) * residual. A negative weight is refused by a LabError.
   */
  /** number of rows */
  readonly rows: number
  /** rho, one entry per row. */
  rowValues(out: Float64Array): void
  /** J = d rho / d parameters of rows from..to-1 (all where left out), row-major, one entry per parameter. */
  jacobian(out: Float64Array, from?: number, to?: number): void
  /** All of J, column-major, as factorisations take it. */
  jacobianColumns(out: Float64Array): void
  /** J v: v has one entry per parameter, out one per row. */
  jv(v: Float64Array, out: Float64Array): void
  /** J^T w: w has one entry per row, out one per parameter. 2 J^T rho is the gradient. */
  jtw(w: Float64Array, out: Float64Array): void
  /** Residual of one term of a group at its points. */
  residuals(group: Index, term: number, out: Float64Array): void
  /** A group's outputs at its points, one array each. */
  evaluate(group: Index, out: readonly Float64Array[]): void
  /** Activations of every hidden layer of a network at the points of a group (its first tap), [unit][point] each. */
  activations(group: Index, network?: Index): Float64Array[]
}

/** Key of a Plan: 64-bit FNV-1a of its canonical JSON, in hex. Plans of equal shape agree whatever their parameters. */
export function hashPlan(plan: Plan): string {
  const text = JSON.stringify(plan)
  let hash = 0xcbf29ce484222325n
  for (let i = 0; i < text.length; i++) hash = BigInt.asUintN(64, (hash ^ BigInt(text.charCodeAt(i))) * 0x100000001b3n)
  return hash.toString(16).padStart(16, '0')
}

export function parameterCount(plan: Pick<Plan, 'blocks' | 'trainables'>): number {
  return plan.blocks.reduce((sum, block) => sum + block.rows * block.columns, 0) + plan.trainables.length
}
