import type { Expression } from '../expression/ast.ts'
import { print } from '../expression/print.ts'
import { asValueCondition } from './classify.ts'
import type { CompiledProblem } from './compile.ts'

/** A condition on an unknown along a variable that would be accepted, for a cure: a value at the lower end, or the first that is not given yet. */
export function example(problem: CompiledProblem, axis = 0, unknown = 0): string {
  const name = problem.unknowns[unknown]!
  const { from, to } = problem.variables[axis]!
  const given = problem.conditions
    .flatMap((condition) => asValueCondition(problem, condition) ?? [])
    .filter((value) => value.axis === axis && value.unknown === name)
  const start = given.filter((value) => value.point.value === from).length
  if (problem.scope.variables.length === 1) return `${name}${"'".repeat(start)}(${from}) = 0`
  return `${edge(problem, name, axis, start > 0 ? to : from)} = 0`
}

/** u(0, t): an unknown where one variable has a value. */
export function edge(problem: CompiledProblem, read: string, axis: number, value: number | string): string {
  return `${read}(${problem.scope.variables.map((name, k) => (k === axis ? String(value) : name)).join(', ')})`
}

/** u_x without its bracket, as one types it. */
export function derivativeName(problem: CompiledProblem, read: Extract<Expression, { kind: 'unknown' }>): string {
  const { at: _, ...plain } = read
  return print(plain, problem.scope.variables)
}
