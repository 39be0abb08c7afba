import { evaluate } from '../autodiff/evaluate.ts'
import { Graph } from '../autodiff/graph.ts'
import { LabError } from '../errors.ts'
import type { Expression, Scope } from '../expression/ast.ts'
import { parseExpression } from '../expression/parse.ts'
import { toGraph } from '../expression/to-graph.ts'
import type { Level } from './levels.ts'

/** A relation between parameters that a configuration must satisfy. */
export interface Constraint {
  text: string
  holds(values: Readonly<Record<string, Level>>): boolean
}

const RELATIONS = ['lt', 'le', 'gt', 'ge', 'eq', 'ne', 'and', 'or', 'not']

/**
 * Reads a constraint such as `width * depth <= 400` in the notation of problems; its names are parameters of the sweep that are numbers. Throws
 * LabError with the column within the text.
 */
export function parseConstraint(text: string, parameters: readonly { name: string; levels: readonly Level[] }[]): Constraint {
  const numeric = parameters.filter(({ name, levels }) => !name.includes('.') && levels.every((level) => typeof level === 'number'))
  const names = numeric.map(({ name }) => name)
  const scope: Scope = { variables: [], unknowns: [], parameters: names, evaluation: 'anywhere' }
  const parsed = parseExpression(text, scope)
  if (!isRelation(parsed)) {
    throw new LabError('sweep-constraint', `The constraint ${text} is not a relation.`, 'Compare two sides, e.g. width * depth <= 400.')
  }
  const graph = new Graph()
  const unused = (): never => {
    throw new LabError('sweep-constraint', `The constraint ${text} uses more than parameters.`, `Use ${names.join(', ')} alone.`)
  }
  const root = toGraph(graph, parsed, {
    parameter: (name) => graph.leaf({ op: 'scalar', scalar: names.indexOf(name) }),
    variable: unused,
    unknown: unused,
    derivative: unused,
    replaced: unused,
    interval: () => undefined
  })
  return {
    text,
    holds(values) {
      const [value] = evaluate(graph, [root], (leaf) => (leaf.op === 'scalar' ? Number(values[names[leaf.scalar] ?? '']) : NaN))
      return value !== 0 && !Number.isNaN(value)
    }
  }
}

function isRelation(expression: Expression): boolean {
  return expression.kind === 'apply' && RELATIONS.includes(expression.operation)
}
