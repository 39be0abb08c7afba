import { LabError } from '../errors.ts'
import { listed } from '../expression/nearest.ts'
import type { Fixing } from './condition-count.ts'
import { derivativeName, edge } from './condition-example.ts'
import type { CompiledProblem } from './compile.ts'
import { fixedAxes } from './classify.ts'
import { some } from '../expression/nodes.ts'
import type { Expression } from '../expression/ast.ts'

/** The refusal of u_x(0, 0) = 0 where conditions hold along whole edges: says which edges may be meant, the one that lacks a condition first. */
export function pointFault(
  problem: CompiledProblem,
  { condition, index, axes }: Fixing,
  missing: readonly { axis: number; unknown: number }[]
): LabError {
  const values = fixedAxes(problem, condition)
  const at = listed(axes.map((axis) => `${problem.variables[axis]!.name} = ${values.get(axis)!}`))
  const sides = [condition.ast.left, condition.ast.right]
  const reads: Extract<Expression, { kind: 'unknown' }>[] = []
  for (const side of sides) some(side, (node) => node.kind === 'unknown' && reads.push(node) > 0)
  const [read] = reads
  const name = read === undefined ? problem.unknowns[0]! : derivativeName(problem, read)
  const open = (axis: number): number => Number(missing.some((slot) => slot.axis === axis))
  const edges = axes.toSorted((a, b) => open(b) - open(a)).map((axis) => edge(problem, name, axis, values.get(axis)!))
  return new LabError(
    'condition-at-point',
    `The condition ${condition.text} holds at the single point ${at}; the equation needs conditions along whole edges`,
    `Write ${edges.join(' or ')}.`,
    problem.loaded.place(['conditions', index])
  )
}
