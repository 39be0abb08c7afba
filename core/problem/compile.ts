import { evaluate } from '../autodiff/evaluate.ts'
import { sub } from '../autodiff/fold.ts'
import { Graph, type Id } from '../autodiff/graph.ts'
import { LabError } from '../errors.ts'
import type { Equation, Expression, Scope, Span } from '../expression/ast.ts'
import { parseConstant, parseEquation, parseExpression } from '../expression/parse.ts'
import { toGraph, type Meaning } from '../expression/to-graph.ts'
import { Calculus, leavesOf, Taps } from './calculus.ts'
import type { LoadedProblem, ProblemDocument } from './document.ts'

export interface Variable {
  name: string
  from: number
  to: number
}

export interface Parameter {
  name: string
  text: string
  value: number
}

export interface CompiledCondition {
  id: string
  text: string
  weight: number
  ast: Equation
  left: Id
  right: Id
}

/**
 * A problem, parsed and as a graph. E, the equations as left - right, is kept in the unknowns' derivatives: order, linearity
 * and the classical solvers need it. Leaves: coordinate by variable, scalar by parameter, unknown by unknown.
 */
export interface CompiledProblem {
  name: string
  document: ProblemDocument
  loaded: LoadedProblem
  variables: Variable[]
  unknowns: string[]
  parameters: Parameter[]
  scope: Scope
  graph: Graph
  calculus: Calculus
  equations: { ast: Equation; residual: Id }[]
  conditions: CompiledCondition[]
  /** exact solution by unknown, where it is known */
  exact: Map<string, { ast: Expression; node: Id }>
}

/** Parses every expression of a document. Errors carry the place in the file. `overrides` are parameter values laid over the document's. */
export function compileProblem(loaded: LoadedProblem, overrides: Record<string, string | number> = {}): CompiledProblem {
  const { document } = loaded
  refuseUnbuilt(loaded)
  const parameters = compileParameters(loaded, overrides)
  const known = new Map(parameters.map(({ name, value }) => [name, value]))
  const variables = Object.entries(document.variables).map(([name, [from, to]]) => {
    const bound = (value: string | number, k: number) => placed(loaded, ['variables', name, k], () => parseConstant(String(value), known))
    const variable = { name, from: bound(from, 0), to: bound(to, 1) }
    if (!(variable.from < variable.to)) {
      const message = `The interval of ${name} is empty: ${variable.from} is not below ${variable.to}.`
      throw new LabError('empty-interval', message, `Write ${name}: [smaller, larger].`, loaded.place(['variables', name]))
    }
    return variable
  })

  const names = variables.map((variable) => variable.name)
  const where = new Map<string, Expression>()
  const base = { variables: names, unknowns: document.unknowns, parameters: parameters.map((p) => p.name), where }
  for (const [name, text] of Object.entries(document.where ?? {})) {
    where.set(
      name,
      placed(loaded, ['where', name], () => parseExpression(text, { ...base, evaluation: 'own' }))
    )
  }
  const scope: Scope = { ...base, evaluation: 'own' }
  const graph = new Graph()
  const calculus = new Calculus(graph, new Taps())
  const meaning = problemMeaning(graph, calculus, names, scope.parameters, document.unknowns)

  const equations = document.equations.map((text, k) =>
    placed(loaded, ['equations', k], () => {
      const ast = parseEquation(text, scope)
      return { ast, residual: sub(graph, toGraph(graph, ast.left, meaning), toGraph(graph, ast.right, meaning)) }
    })
  )
  const conditions = (document.conditions ?? []).map((condition, k): CompiledCondition => {
    const long = typeof condition === 'string' ? { at: condition } : condition
    return placed(loaded, typeof condition === 'string' ? ['conditions', k] : ['conditions', k, 'at'], () => {
      const ast = parseEquation(long.at, { ...scope, evaluation: 'anywhere' })
      const left = toGraph(graph, ast.left, meaning)
      const right = toGraph(graph, ast.right, meaning)
      return { id: long.id ?? `c${k + 1}`, text: long.at, weight: long.weight ?? 1, ast, left, right }
    })
  })
  const exact = new Map<string, { ast: Expression; node: Id }>()
  for (const [unknown, text] of Object.entries(document.exact ?? {})) {
    const ast = placed(loaded, ['exact', unknown], () => parseExpression(text, { ...scope, unknowns: [] }))
    exact.set(unknown, { ast, node: placed(loaded, ['exact', unknown], () => toGraph(graph, ast, meaning)) })
  }
  const problem = {
    name: document.name ?? 'Untitled',
    document,
    loaded,
    variables,
    unknowns: document.unknowns,
    parameters,
    scope,
    graph,
    calculus,
    equations,
    conditions,
    exact
  }
  if (equations.length !== problem.unknowns.length) {
    const message = `${problem.unknowns.length} unknown${problem.unknowns.length === 1 ? '' : 's'} (${problem.unknowns.join(', ')}) but ${equations.length} equation${equations.length === 1 ? '' : 's'}.`
    throw new LabError('equation-count', message, 'Write one equation per unknown.', loaded.place(['equations']))
  }
  refuseWithoutUnknown(problem)
  return problem
}

/** What names mean in a problem's own expressions. */
export function problemMeaning(
  graph: Graph,
  calculus: Calculus,
  variables: readonly string[],
  parameters: readonly string[],
  unknowns: readonly string[]
): Meaning {
  return {
    variable: (name) => graph.coordinate(variables.indexOf(name)),
    parameter: (name) => graph.leaf({ op: 'scalar', scalar: parameters.indexOf(name) }),
    unknown: (name, order, at) =>
      graph.leaf({ op: 'unknown', unknown: unknowns.indexOf(name), order, ...(at === undefined ? {} : { at }) }),
    derivative: (body, order) => calculus.derivative(body, order)
  }
}

/** Runs a parser on the text at a path of the document; its error comes out with the place in the file. */
export function placed<T>(loaded: LoadedProblem, path: readonly (string | number)[], run: () => T): T {
  try {
    return run()
  } catch (error) {
    if (!(error instanceof LabError)) throw error
    const { line, column, length } = error.place
    const span: Span | undefined = column === undefined || (line ?? 1) !== 1 ? undefined : { start: column - 1, length: length ?? 1 }
    throw error.at(loaded.place([...path], span))
  }
}

/** Value of an expression that holds no variables and no unknowns. */
export function constantValue(problem: Pick<CompiledProblem, 'parameters' | 'scope'>, expression: Expression): number | undefined {
  const graph = new Graph()
  const calculus = new Calculus(graph, new Taps())
  const { variables, parameters, unknowns } = problem.scope
  const id = toGraph(graph, expression, problemMeaning(graph, calculus, variables, parameters, unknowns))
  if (leavesOf(graph, [id], 'coordinate').length > 0 || leavesOf(graph, [id], 'unknown').length > 0) return undefined
  return evaluate(graph, [id], (leaf) => (leaf.op === 'scalar' ? problem.parameters[leaf.scalar]!.value : NaN))[0]
}

function compileParameters(loaded: LoadedProblem, overrides: Record<string, string | number>): Parameter[] {
  const texts = new Map(Object.entries(loaded.document.parameters ?? {}).map(([name, value]) => [name, String(value)]))
  for (const [name, value] of Object.entries(overrides)) {
    if (!texts.has(name)) {
      throw new LabError(
        'unknown-parameter',
        `${name} is not a parameter of this problem.`,
        `Its parameters are ${[...texts.keys()].join(', ') || 'none'}.`
      )
    }
    texts.set(name, String(value))
  }
  // parameters may use each other in any order, as long as there is no circle
  const values = new Map<string, number>()
  let waiting = [...texts]
  while (waiting.length > 0) {
    const failures: { name: string; error: unknown }[] = []
    for (const [name, text] of waiting) {
      try {
        values.set(
          name,
          placed(loaded, ['parameters', name], () => parseConstant(text, values))
        )
      } catch (error) {
        failures.push({ name, error })
      }
    }
    if (failures.length === waiting.length) throw failures[0]!.error
    waiting = waiting.filter(([name]) => !values.has(name))
  }
  return [...texts].map(([name, text]) => {
    const value = values.get(name)!
    if (!Number.isFinite(value)) {
      const message = `The parameter ${name} = ${text} is ${value}.`
      throw new LabError('parameter-value', message, 'Give it a finite number.', loaded.place(['parameters', name]))
    }
    return { name, text, value }
  })
}

/** Keys of the format that this version cannot solve yet: refused at the door, never ignored. */
function refuseUnbuilt(loaded: LoadedProblem): void {
  const { document } = loaded
  const refuse = (path: (string | number)[], what: string): never => {
    throw new LabError('not-built', `${what} cannot be solved yet.`, 'State the problem without it.', loaded.place(path))
  }
  for (const key of ['domain', 'estimate', 'data', 'eigenvalue'] as const) if (document[key] !== undefined) refuse([key], `\`${key}:\``)
  for (const [name, value] of Object.entries(document.parameters ?? {}))
    if (Array.isArray(value)) refuse(['parameters', name], `A parameter given as an interval (${name})`)
  if (document.unknowns.length > 1) refuse(['unknowns'], 'A system of several unknowns')
  if (Object.keys(document.variables).length > 2) refuse(['variables'], 'A problem in more than two variables')
}

function refuseWithoutUnknown(problem: CompiledProblem): void {
  problem.equations.forEach(({ residual }, k) => {
    if (leavesOf(problem.graph, [residual], 'unknown').length > 0) return
    const place = problem.loaded.place(['equations', k])
    throw new LabError(
      'no-unknown',
      `The equation does not contain ${problem.unknowns.join(' or ')}.`,
      'Write the unknown and its derivatives into it.',
      place
    )
  })
}
