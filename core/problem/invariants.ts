import type { Graph, Id } from '../autodiff/graph.ts'
import { LabError } from '../errors.ts'
import type { Scope } from '../expression/ast.ts'
import { parseExpression } from '../expression/parse.ts'
import { toGraph, type Meaning } from '../expression/to-graph.ts'
import { evaluateGroup, type BoundProblem } from './bound.ts'
import { leavesOf } from './calculus.ts'
import { timeAxis } from './classify.ts'
import type { CompiledProblem } from './compile.ts'
import { placedAt } from './document-check.ts'
import type { LoadedProblem } from './document.ts'

/** An expression in the unknowns that the equations keep constant, such as an energy. */
export interface Invariant {
  text: string
  node: Id
}

/** The expressions under `invariants:`. Throws a LabError at the place of one that cannot be read, or that reads no unknown. */
export function compileInvariants(loaded: LoadedProblem, graph: Graph, scope: Scope, meaning: Meaning): Invariant[] {
  return (loaded.document.invariants ?? []).map((text, k) =>
    placedAt(loaded, ['invariants', k], () => {
      const node = toGraph(graph, parseExpression(text, scope), meaning)
      if (leavesOf(graph, [node], 'unknown').length > 0) return { text, node }
      const message = `The invariant ${text} does not contain ${scope.unknowns.join(' or ')}`
      throw new LabError(
        'invariant-without-unknown',
        message,
        'Write what the equations keep constant, such as an energy.',
        loaded.place(['invariants', k])
      )
    })
  )
}

/** Where invariants are taken: at the given points, and at the same places when time began. */
export function invariantPoints(problem: CompiledProblem, dense: readonly Float64Array[]): Float64Array[] {
  const axis = beginning(problem)
  return dense.map((values, k) => {
    const start = axis === undefined ? values[0]! : problem.variables[axis]!.from
    const before = axis === k || axis === undefined ? new Float64Array(values.length).fill(start) : values
    return Float64Array.from([...values, ...before])
  })
}

/** Time, or the one variable there is; undefined where nothing begins: an invariant then has one value everywhere. */
function beginning(problem: CompiledProblem): number | undefined {
  const time = problem.scope.variables.length === 1 ? 0 : timeAxis(problem)
  return time < 0 ? undefined : time
}

/** How far every invariant is from its value at the beginning, at most, over the dense grid; by its text. */
export function invariantDrifts(bound: BoundProblem): Record<string, number> {
  const { problem, built } = bound
  const { invariants: group } = built.groups
  if (group === undefined) return {}
  return Object.fromEntries(
    evaluateGroup(bound, group).map((values, k) => {
      const half = values.length / 2
      let drift = 0
      for (let p = 0; p < half; p++) {
        const difference = Math.abs(values[p]! - values[half + p]!)
        if (!(difference <= drift)) drift = difference
      }
      return [problem.invariants[k]!.text, drift]
    })
  )
}
