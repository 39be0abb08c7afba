import type { Graph, Id } from '../autodiff/graph.ts'
import { LabError } from '../errors.ts'
import type { Equation, Scope } from '../expression/ast.ts'
import { NOWHERE } from '../expression/nodes.ts'
import type { LoadedProblem, ProblemDocument } from './document.ts'
import type { Observations } from './observations.ts'
import type { Source } from './yaml-source.ts'

interface Parts {
  graph: Graph
  scope: Scope
  unknowns: readonly string[]
  observations: readonly Observations[]
  loaded: LoadedProblem
}

/** Whether a problem has no equation: its unknowns are fitted to data. */
export function isFit({ document }: { document: Pick<ProblemDocument, 'equations'> }): boolean {
  return document.equations.length === 0
}

/** Refuses a document that has neither an equation nor data. */
export function refuseNothing({ equations, data }: ProblemDocument, source: Pick<Source, 'place'>): void {
  if (equations.length > 0 || data !== undefined) return
  const cure = `Write equations: ["g' = -2*g"], or data: { file: obs.csv, columns: { t: t, g: g } } for a fit.`
  throw new LabError('no-equation', 'There is neither an equation nor data', cure, source.place(['equations']))
}

/**
 * What stands in the place of the equations where there are none: u = data, of which nothing is left between the points that were measured.
 * Throws a LabError where an unknown is not measured either.
 */
export function fitted({ graph, scope, unknowns, observations, loaded }: Parts): { ast: Equation; residual: Id }[] {
  return unknowns.map((name, index) => {
    if (!observations.some(({ unknown }) => unknown === index))
      throw new LabError(
        'no-equation',
        `${name} stands in no equation, and is not measured`,
        `Map a column to ${name} under data, or leave ${name} out.`,
        loaded.place(['unknowns', index])
      )
    const left = { kind: 'unknown', name, order: scope.variables.map(() => 0), span: NOWHERE } as const
    const right = { kind: 'parameter', name: 'data', span: NOWHERE } as const
    return { ast: { text: `${name} = data`, left, right }, residual: graph.constant(0) }
  })
}
