import { evaluate } from '../autodiff/evaluate.ts'
import { sub } from '../autodiff/fold.ts'
import { Graph, type Id, type Order } from '../autodiff/graph.ts'
import { LabError, type LabErrorJson } from '../errors.ts'
import type { Equation, Expression, Scope } from '../expression/ast.ts'
import { listed, nearest } from '../expression/nearest.ts'
import { parseEquation, parseExpression } from '../expression/parse.ts'
import { toGraph, type Meaning } from '../expression/to-graph.ts'
import { Calculus, leavesOf, Taps } from './calculus.ts'
import { parameterIntervals, parameterValues, placedAt, variableIntervals } from './document-check.ts'
import type { LoadedProblem, LongCondition, ProblemDocument } from './document.ts'
import { compileDomain, type Domain } from './domain.ts'
import { domainRule, shapedAxes } from './domain-rule.ts'
import { fitted } from './fit.ts'
import { compileInvariants, type Invariant } from './invariants.ts'
import { readObservations, type Files, type Observations } from './observations.ts'
import { writtenOut, type WrittenOut } from './states.ts'
import { refuseBounds, unknownFunctions, type UnknownFunction } from './unknown-functions.ts'

const MOST_UNKNOWNS = 8
const MOST_VARIABLES = 4
const HIGHEST_ORDER = 4

/** An axis of the problem: an independent variable, or a parameter given as an interval, which the network reads as well. */
export interface Variable {
  name: string
  from: number
  to: number
  role: 'variable' | 'parameter'
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
  /** holds on the boundary of the domain */
  onBoundary: boolean
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
  /** as it is trained: several states written out */
  loaded: WrittenOut
  /** the independent variables, then the parameters given as intervals */
  variables: Variable[]
  unknowns: string[]
  /** those with a value */
  parameters: Parameter[]
  /** those that training finds */
  trainables: TrainedParameter[]
  /** functions that training finds by networks of their own; in the graph they are unknowns, numbered after the problem's */
  functions: UnknownFunction[]
  domain: Domain | undefined
  observations: Observations[]
  warnings: LabErrorJson[]
  /** names by what they mean in the text: its variables are the independent ones alone */
  scope: Scope
  graph: Graph
  calculus: Calculus
  equations: { ast: Equation; residual: Id }[]
  conditions: CompiledCondition[]
  /** indices of conditions that neither the trial solution nor the loss holds: data stand in their place */
  taken?: ReadonlySet<number>
  /** indices of conditions that are terms of the loss, whether or not a trial solution could hold them */
  weighted?: ReadonlySet<number>
  /** whether residuals of the equations have a weight at every point, which is not trained */
  pointWeights?: true
  /** what the equations keep constant */
  invariants: Invariant[]
  /** exact solution by unknown, where it is known */
  exact: Map<string, { ast: Expression; node: Id }>
}

/** A number that is found by training: its first value and its bounds. */
export interface TrainedParameter {
  name: string
  initial: number
  min?: number
  max?: number
}

/** Parses every expression of a document. Errors carry the place in the file. `overrides` are parameter values laid over the document's. */
export function compileProblem(given: LoadedProblem, overrides: Record<string, string | number> = {}, files: Files = {}): CompiledProblem {
  const loaded = writtenOut(given)
  refuseUnbuilt(loaded)
  const document = withParameters(loaded, overrides)
  const values = parameterValues(document, loaded)
  const parameters = [...values].map(([name, value]) => ({ name, text: String(document.parameters![name]), value }))
  const independent = variableIntervals(document, loaded, values)
  const conditioned = parameterIntervals(document, loaded, values)
  const variables: Variable[] = [
    ...independent.map((interval) => ({ ...interval, role: 'variable' as const })),
    ...conditioned.map((interval) => ({ ...interval, role: 'parameter' as const }))
  ]

  const trainables = trainedParameters(loaded)
  const functions = unknownFunctions(loaded, variables)
  const { observations, warnings } = readObservations(loaded, variables, document.unknowns, files)
  const names = independent.map((variable) => variable.name)
  const where = new Map<string, Expression>()
  const base = {
    variables: names,
    unknowns: [...document.unknowns, ...functions.map(({ name }) => name)],
    along: new Map(functions.map(({ name, axes }) => [name, axes.flatMap((axis) => names[axis] ?? [])])),
    parameters: [...parameters, ...conditioned, ...trainables].map((p) => p.name),
    where
  }
  for (const [name, text] of Object.entries(document.where ?? {})) {
    where.set(
      name,
      placedAt(loaded, ['where', name], () => parseExpression(text, { ...base, evaluation: 'own' }))
    )
  }
  const scope: Scope = { ...base, evaluation: 'own' }
  const graph = new Graph()
  const calculus = new Calculus(graph, new Taps(), ({ kind, index }, axis) => {
    const known = functions[kind === 'unknown' ? index - document.unknowns.length : index - 1]
    return known === undefined || known.axes.includes(axis)
  })
  const named = { graph, calculus, variables, scope, trainables, parameters, document }
  const domain = compileDomain(loaded, graph, scope, problemMeaning({ ...named, domain: undefined }))
  const meaning = problemMeaning({ ...named, domain })

  const equations = document.equations.map((text, k) =>
    placedAt(loaded, ['equations', k], () => {
      const ast = parseEquation(text, scope)
      return { ast, residual: sub(graph, toGraph(graph, ast.left, meaning), toGraph(graph, ast.right, meaning)) }
    })
  )
  if (equations.length === 0) equations.push(...fitted({ graph, scope, unknowns: document.unknowns, observations, loaded }))
  const conditions = (document.conditions ?? []).map((condition, k): CompiledCondition => {
    const long: LongCondition = typeof condition === 'string' ? { at: condition } : condition
    return placedAt(loaded, typeof condition === 'string' ? ['conditions', k] : ['conditions', k, 'at'], () => {
      const ast = parseEquation(long.at, { ...scope, evaluation: 'anywhere' })
      const left = toGraph(graph, ast.left, meaning)
      const right = toGraph(graph, ast.right, meaning)
      return { id: long.id ?? `c${k + 1}`, text: long.at, weight: long.weight ?? 1, onBoundary: long.on === 'boundary', ast, left, right }
    })
  })
  const exact = new Map<string, { ast: Expression; node: Id }>()
  for (const [unknown, text] of Object.entries(document.exact ?? {})) {
    const ast = placedAt(loaded, ['exact', unknown], () => parseExpression(text, { ...scope, unknowns: [] }))
    exact.set(unknown, { ast, node: placedAt(loaded, ['exact', unknown], () => toGraph(graph, ast, meaning)) })
  }
  const problem = {
    name: document.name ?? 'Untitled',
    document,
    loaded,
    variables,
    unknowns: document.unknowns,
    parameters,
    trainables,
    functions,
    domain,
    observations,
    warnings: [...loaded.warnings.slice(given.warnings.length), ...warnings],
    scope,
    graph,
    calculus,
    equations,
    conditions,
    invariants: compileInvariants(loaded, graph, scope, meaning),
    exact
  }
  if (equations.length !== problem.unknowns.length) {
    const message = `${problem.unknowns.length} unknown${problem.unknowns.length === 1 ? '' : 's'} (${problem.unknowns.join(', ')}) but ${equations.length} equation${equations.length === 1 ? '' : 's'}`
    throw new LabError('equation-count', message, 'Write one equation per unknown.', loaded.place(['equations']))
  }
  if (document.equations.length > 0) refuseWithoutUnknown(problem)
  return problem
}

/** What names mean in a problem's own expressions. */
export function problemMeaning(
  problem: Pick<CompiledProblem, 'graph' | 'calculus' | 'variables' | 'scope' | 'trainables' | 'parameters' | 'document' | 'domain'>
): Meaning {
  const { graph, calculus, variables, scope, trainables, document, domain } = problem
  const axisOf = (name: string): number => variables.findIndex((variable) => variable.name === name)
  // what the text says of the independent variables, for all axes
  const all = (order: Order): Order => variables.map((_, axis) => order[axis] ?? 0)
  const everywhere = (at: readonly Id[]): Id[] => variables.map((_, axis) => at[axis] ?? graph.coordinate(axis))
  return {
    variable: (name) => graph.coordinate(axisOf(name)),
    parameter: (name) => {
      if (axisOf(name) >= 0) return graph.coordinate(axisOf(name))
      const trainable = trainables.findIndex((trained) => trained.name === name)
      return graph.leaf(trainable >= 0 ? { op: 'trainable', trainable } : { op: 'scalar', scalar: scope.parameters.indexOf(name) })
    },
    unknown: (name, order, at) =>
      graph.leaf({
        op: 'unknown',
        unknown: scope.unknowns.indexOf(name),
        order: all(order),
        ...(at === undefined ? {} : { at: everywhere(at) })
      }),
    derivative: (body, order) => calculus.derivative(body, order),
    replaced: (body, by) =>
      calculus.at(
        body,
        variables.map(({ name }, axis) => by.get(name) ?? graph.coordinate(axis))
      ),
    interval: (name) => variables.find((variable) => variable.name === name),
    ...(document.quadrature === undefined ? {} : { quadrature: document.quadrature }),
    ...(domain === undefined
      ? {}
      : { area: { variables: shapedAxes(problem).map((axis) => variables[axis]!.name), rule: (n: number) => domainRule(problem, n) } })
  }
}

/** Value of an expression that holds no variables and no unknowns. */
export function constantValue(
  problem: Pick<CompiledProblem, 'parameters' | 'scope' | 'variables' | 'trainables' | 'document'>,
  expression: Expression
): number | undefined {
  const graph = new Graph()
  const { parameters } = problem
  const own = { ...problem, graph, calculus: new Calculus(graph, new Taps()), domain: undefined }
  const id = toGraph(graph, expression, problemMeaning(own))
  if (
    leavesOf(graph, [id], 'coordinate').length > 0 ||
    leavesOf(graph, [id], 'unknown').length > 0 ||
    leavesOf(graph, [id], 'trainable').length > 0
  )
    return undefined
  return evaluate(graph, [id], (leaf) => (leaf.op === 'scalar' ? parameters[leaf.scalar]!.value : NaN))[0]
}

/** The document with parameter values laid over its own. */
function withParameters({ document }: LoadedProblem, overrides: Record<string, string | number>): ProblemDocument {
  const own = Object.keys(document.parameters ?? {})
  for (const [name, value] of Object.entries(overrides)) {
    if (!own.includes(name)) {
      const close = nearest(name, own)
      throw new LabError(
        'unknown-parameter',
        `${name} is not a parameter of this problem`,
        close === undefined ? `Its parameters are ${listed(own) || 'none'}.` : `Write ${close.word}.`
      )
    }
    if (typeof value === 'number' && !Number.isFinite(value))
      throw new LabError('parameter-value', `The parameter ${name} is ${value}`, 'Give it a finite number.')
  }
  return { ...document, parameters: { ...document.parameters, ...overrides } }
}

/** The numbers under `estimate:` and `eigenvalue:`. */
function trainedParameters(loaded: LoadedProblem): TrainedParameter[] {
  const eigenvalues = Object.entries(loaded.document.eigenvalue ?? {}).map(([name, { initial }]) => ({ name, initial }))
  const estimates = Object.entries(loaded.document.estimate ?? {}).flatMap(([name, given]) => {
    if ('of' in given) return []
    const { initial, min, max } = given
    refuseBounds(name, given, loaded.place(['estimate', name]))
    return { name, initial, ...(min === undefined ? {} : { min }), ...(max === undefined ? {} : { max }) }
  })
  return [...eigenvalues, ...estimates]
}

/** Keys of the format that this version cannot solve yet: refused at the door, never ignored. */
function refuseUnbuilt(loaded: LoadedProblem): void {
  const { document } = loaded
  const refuse = (path: (string | number)[], what: string): never => {
    throw new LabError('not-built', `${what} cannot be solved yet`, 'State the problem without it.', loaded.place(path))
  }
  if (document.unknowns.length > MOST_UNKNOWNS) refuse(['unknowns'], `A system of more than ${MOST_UNKNOWNS} unknowns`)
  if (Object.keys(document.variables).length > MOST_VARIABLES) refuse(['variables'], `A problem in more than ${MOST_VARIABLES} variables`)
}

function refuseWithoutUnknown(problem: CompiledProblem): void {
  problem.equations.forEach(({ residual }, k) => {
    const place = problem.loaded.place(['equations', k])
    const leaves = leavesOf(problem.graph, [residual], 'unknown').map(({ leaf }) => leaf)
    const orders = leaves.map((leaf) => leaf.order.reduce((a, b) => a + b, 0))
    if (Math.max(0, ...orders) > HIGHEST_ORDER) {
      throw new LabError(
        'order',
        `The equation has a derivative of order ${Math.max(...orders)}`,
        `Write it as a system of equations of order at most ${HIGHEST_ORDER}.`,
        place
      )
    }
    if (leaves.some(({ unknown }) => unknown < problem.unknowns.length)) return
    throw new LabError(
      'no-unknown',
      `The equation does not contain ${problem.unknowns.join(' or ')}`,
      'Write the unknown and its derivatives into it.',
      place
    )
  })
}
