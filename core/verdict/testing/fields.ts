import { add, mul, sub } from '../../autodiff/fold.ts'
import type { Id } from '../../autodiff/graph.ts'
import { Calculus, Taps } from '../../problem/calculus.ts'
import { compileProblem } from '../../problem/compile.ts'
import { loadProblem } from '../../problem/document.ts'
import { LIBRARY } from '../../problem/library/index.ts'
import { periodicAxesOf } from '../../reference/collocation/discretise.ts'
import type { Field } from '../../reference/collocation/rows.ts'
import { checkPoints, largestChange } from '../../reference/collocation/solve.ts'
import { rowwise } from '../../reference/rowwise.ts'
import { numericSystem } from '../../reference/system.ts'
import type { NumericSystem } from '../../reference/system.ts'

/** A problem of the library as numbers. */
export function systemOf(id: string): NumericSystem {
  const { yaml, files } = LIBRARY.find((problem) => problem.id === id)!
  return numericSystem(compileProblem(loadProblem(yaml), {}, files))
}

/** Known functions of the coordinates, one node per unknown, as a solution with all its derivatives. */
export function nodeField({ graph }: NumericSystem, nodes: readonly Id[]): Field {
  const calculus = new Calculus(graph, new Taps())
  return (unknown, order, points) => valuesOf(graph, calculus.derivative(nodes[unknown]!, order), points)
}

export function valuesOf(graph: NumericSystem['graph'], node: Id, points: readonly Float64Array[]): Float64Array {
  const count = points[0]!.length
  const [row] = rowwise(graph, [node], count, (leaf) => (leaf.op === 'coordinate' ? points[leaf.axis]! : new Float64Array(count)))()
  return row!
}

/** The exact solution plus a wave of about the given size, and how far it is off at the check points. Along periodic variables the wave repeats. */
export function perturbed(system: NumericSystem, size: number, frequency = 7): { field: Field; truth: number } {
  const { graph, variables } = system
  const points = checkPoints(system)
  const periodic = periodicAxesOf(system)
  const nodes = system.exact.map((exact, unknown) => {
    const factors = variables.map(({ from, to }, axis) => {
      const wished = periodic[axis] ? 2 * Math.PI * Math.round(frequency / (2 * Math.PI)) : frequency / (axis + 1)
      const slope = graph.constant(wished / (to - from))
      const along = mul(graph, slope, sub(graph, graph.coordinate(axis), graph.constant(from)))
      return graph.apply('cos', add(graph, along, graph.constant(0.3 + unknown + axis)))
    })
    return add(
      graph,
      exact!,
      factors.reduce((product, factor) => mul(graph, product, factor), graph.constant(size))
    )
  })
  const distances = nodes.map((node, k) => largestChange(valuesOf(graph, node, points), valuesOf(graph, system.exact[k]!, points)))
  return { field: nodeField(system, nodes), truth: Math.max(...distances) }
}
