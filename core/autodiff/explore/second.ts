import { adjoints, tangents } from '../differentiate.ts'
import { evaluateAll } from '../evaluate.ts'
import type { Id } from '../graph.ts'
import { valueOf } from './point.ts'
import type { Value } from './report.ts'
import type { Swept } from './sweeps.ts'

/** Products of nodes and inputs beyond which a Hessian is left out. */
const MOST_HESSIAN = 200_000

/** Second derivatives of an output by all inputs, forward over reverse: a tangent sweep over the gradient for each input. */
export function hessianOf(swept: Swept, output: number, gradient: readonly Value[]): Value[][] | null {
  const { inputs } = swept.subject
  if (inputs.length * swept.ids.length > MOST_HESSIAN) return null
  if (inputs.length === 0) return []
  const rows = inputs.map((_, k) => directional(swept, output, (axis) => (axis === k ? 1 : 0)))
  return inputs.map((_, i) => inputs.map((__, j) => (gradient[i] === null || gradient[j] === null ? null : rows[j]![i]!)))
}

/** Hessian times a direction: one tangent sweep over the gradient, whatever the number of inputs. */
export function hessianVector(
  swept: Swept,
  output: number,
  along: readonly number[],
  gradient: readonly Value[],
  hessian: readonly Value[][] | null
): Value[] {
  const only = hessian?.length === 1 ? hessian[0]![0]! : null
  if (only !== null) return [only * (along[0] ?? 0)]
  const defined = gradient.every((value) => value !== null)
  return directional(swept, output, (axis) => along[axis] ?? 0).map((value) => (defined ? value : null))
}

function directional({ subject, images, outputs }: Swept, output: number, along: (axis: number) => number): Value[] {
  const { graph, inputs } = subject
  const wanted = inputs.map(({ id }) => id)
  const bars = adjoints(graph, [{ id: images[outputs[output]!]!, adjoint: graph.constant(1) }], wanted)
  const gradient = wanted.map((id): Id => bars.get(id) ?? graph.constant(0))
  const dots = tangents(graph, gradient, (leaf) => (leaf.op === 'coordinate' ? graph.constant(along(leaf.axis)) : undefined))
  const values = evaluateAll(graph, dots, (leaf) => (leaf.op === 'coordinate' ? inputs[leaf.axis]!.value : NaN))
  return dots.map((dot) => valueOf(values.get(dot)!))
}
