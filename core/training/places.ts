import { some } from '../expression/nodes.ts'
import type { BoundProblem } from '../problem/bound.ts'
import { constantValue, type CompiledCondition, type CompiledProblem } from '../problem/compile.ts'
import type { Snapshot } from './snapshot.ts'

/** Where the loss looks beside the collocation points: the points of conditions that are trained, and the data. */
export function places({ problem, built, bindings }: BoundProblem): NonNullable<Snapshot['places']> {
  const copied = (group: number): Float64Array[] => bindings.points[group]!.map((axis) => axis.slice())
  return [
    ...problem.conditions.flatMap((condition, k) =>
      built.scalars.conditionWeight.has(k)
        ? [
            {
              kind: 'condition' as const,
              name: condition.id,
              text: condition.text,
              at: looked(problem, condition, copied(built.groups.conditions[k]!))
            }
          ]
        : []
    ),
    ...problem.observations.map(({ name, unknown, values }, k) => ({
      kind: 'data' as const,
      name,
      unknown: problem.unknowns[unknown]!,
      at: copied(built.groups.observations[k]!),
      values: values.slice()
    }))
  ]
}

/**
 * Where a condition looks: its points say nothing of the variables that it fixes itself, and one that compares two ends looks at both.
 */
function looked(problem: CompiledProblem, condition: CompiledCondition, at: Float64Array[]): Float64Array[] {
  const fixed = new Map<string, (number | undefined)[]>()
  for (const side of [condition.ast.left, condition.ast.right])
    some(side, (node) => {
      const values = node.kind === 'unknown' ? node.at?.map((argument) => constantValue(problem, argument)) : undefined
      if (values !== undefined) fixed.set(String(values), values)
      return false
    })
  if (fixed.size === 0) return at
  return at.map((points, axis) =>
    Float64Array.from([...fixed.values()].flatMap((values) => Array.from(points, (point) => values[axis] ?? point)))
  )
}
