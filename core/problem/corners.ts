import { LabError } from '../errors.ts'
import { toGraph } from '../expression/to-graph.ts'
import { asValueCondition, type ValueCondition } from './classify.ts'
import { problemMeaning, type CompiledProblem } from './compile.ts'
import { evaluateNodes } from '../engine/hoisted.ts'

/**
 * Where two edges meet, both conditions speak of the same number: D^k of the one's data along the other's variable. Corners
 * that disagree by more than round-off are reported with both values; no function meets both conditions there.
 */
export function cornerFaults(problem: CompiledProblem): LabError[] {
  const values = problem.conditions.flatMap((condition) => asValueCondition(problem, condition) ?? [])
  return values.flatMap((a, k) => values.slice(k + 1).flatMap((b) => cornerFault(problem, a, b) ?? []))
}

function cornerFault(problem: CompiledProblem, a: ValueCondition, b: ValueCondition): LabError | undefined {
  if (a.unknown !== b.unknown || a.axis === b.axis || problem.scope.variables.length !== 2) return undefined
  // D^(a + m) u from one edge and D^(b + n) u from the other are the same where m runs along the first edge and n along the second
  if (a.order[b.axis]! > b.order[b.axis]! || b.order[a.axis]! > a.order[a.axis]!) return undefined
  const left = dataAtCorner(problem, a, b)
  const right = dataAtCorner(problem, b, a)
  const size = 1 + Math.max(Math.abs(left), Math.abs(right))
  if (Math.abs(left - right) <= 1e-9 * size) return undefined
  if (!Number.isFinite(left - right)) return undefined // the data hold trained numbers
  const at = problem.scope.variables.map((name, axis) => `${name} = ${(axis === a.axis ? a : b).point.value}`).join(', ')
  return new LabError(
    'corners-disagree',
    `At ${at} the conditions disagree: ${a.condition.text} gives ${short(left)}, ${b.condition.text} gives ${short(right)}`,
    'Change one of them so that both give the same value there.',
    problem.loaded.place(['conditions', problem.conditions.indexOf(b.condition)])
  )
}

/** a's data, differentiated along b's variable as often as b's condition asks, at the corner. */
function dataAtCorner(problem: CompiledProblem, a: ValueCondition, b: ValueCondition): number {
  const { graph, calculus } = problem
  const data = toGraph(graph, a.value, problemMeaning(problem))
  const order = problem.variables.map((_, axis) => (axis === b.axis ? b.order[axis]! - a.order[axis]! : 0))
  const corner = problem.variables.map((_, axis) =>
    Float64Array.of(axis === a.axis ? a.point.value : axis === b.axis ? b.point.value : problem.variables[axis]!.from)
  )
  const scalars = Float64Array.from(problem.parameters.map((parameter) => parameter.value))
  return evaluateNodes(graph, [calculus.derivative(data, order)], corner, scalars, 1)[0]![0]!
}

function short(value: number): string {
  return String(Number(value.toPrecision(6)))
}
