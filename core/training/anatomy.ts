import { Interpreter } from '../engine/interpreter.ts'
import { evaluateGroup, type BoundProblem } from '../problem/bound.ts'

/** The parts of a trial solution T = h1 + h2 N at the points of the view, for one unknown. */
export interface Anatomy {
  /** the trial solution without its network, N = 0; null where it has none, as one that is normalised */
  h1: Float64Array | null
  /** what multiplies the network; null where T does not split so, as one that reads its network at other points */
  h2: Float64Array | null
}

/** So far h1 + h2 N may be from T, relative to the size of both, where T splits. */
const ROUND_OFF = 1e-9

/**
 * The parts of every unknown's trial solution. They are read off the Plan itself, from a network that is zero and one that is
 * constant, and shown only where h1 + h2 N is then the trial solution at every point.
 * @param view outputs of the view group: the networks, the trial solutions, the residuals
 */
export function anatomy(bound: BoundProblem, view: readonly Float64Array[]): Anatomy[] {
  const unknowns = bound.problem.unknowns.length
  const [none, constant] = [withNetwork(bound, 0), withNetwork(bound, 1)]
  return bound.problem.unknowns.map((_, k) => {
    const h1 = none[unknowns + k]!
    if (!h1.every(Number.isFinite)) return { h1: null, h2: null }
    const N = view[k]!
    const T = view[unknowns + k]!
    const h2 = h1.map((start, p) => (constant[unknowns + k]![p]! - start) / constant[k]![p]!)
    const splits = h2.every((factor, p) => {
      const product = factor * N[p]!
      return Math.abs(h1[p]! + product - T[p]!) <= ROUND_OFF * (Math.abs(h1[p]!) + Math.abs(product) + Math.abs(T[p]!))
    })
    return { h1, h2: splits ? h2 : null }
  })
}

/** The view of networks that give a number everywhere: all weights zero but the bias of the outputs. */
function withNetwork(bound: BoundProblem, value: number): Float64Array[] {
  const { built, bindings } = bound
  const { blocks, networks } = built.plan
  const parameters = bindings.parameters.slice()
  for (const { offset, rows, columns } of blocks) parameters.fill(0, offset, offset + rows * columns)
  for (const network of networks) {
    const { offset, rows, columns } = blocks[network.blocks.at(-1)!]!
    for (let row = 0; row < rows; row++) parameters[offset + row * columns] = value
  }
  const own = { ...bindings, parameters }
  return evaluateGroup({ ...bound, bindings: own, engine: new Interpreter(built.plan, own) }, built.groups.view)
}
