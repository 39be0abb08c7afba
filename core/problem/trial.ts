import type { Id } from '../autodiff/graph.ts'
import { rewrite } from '../autodiff/rewrite.ts'
import { LabError } from '../errors.ts'
import type { Expression, Scope } from '../expression/ast.ts'
import { parseExpression } from '../expression/parse.ts'
import { fromGraph, type Names } from '../expression/from-graph.ts'
import { print } from '../expression/print.ts'
import { replaceUnknown } from '../expression/replace-unknown.ts'
import { add, call, div, isZero, mul, neg, num } from '../expression/simplify.ts'
import { toGraph } from '../expression/to-graph.ts'
import { joined, type SplitTrial } from './auto-trial.ts'
import { givingWay } from './corners.ts'
import { leavesOf } from './calculus.ts'
import { children } from '../expression/nodes.ts'
import { mentionsUnknown, periodicPair } from './classify.ts'
import { problemMeaning, type CompiledProblem } from './compile.ts'
import { isNormalisation } from './constrained.ts'
import { placedAt } from './document-check.ts'
import { holding, periodicAxes, readsUnknown, whySoft } from './hard-conditions.ts'
import { suppliedBy } from './networks.ts'
import { functionForm } from './unknown-functions.ts'

/** The trial form T of every unknown: as an expression in the networks, and as a graph with network leaves. */
export interface TrialForm {
  mode: 'auto' | 'own' | 'none'
  unknowns: {
    name: string
    text: string
    ast: Expression
    /** where T splits into h1 + h2 N */
    split: SplitTrial | undefined
    node: Id
    /** T before it is scaled to meet a normalisation: linear in the network; undefined where the user wrote T */
    linear?: Id
  }[]
  /** conditions that T does not hold by construction, by index, with the reason: they become weighted terms of the loss */
  soft: ReadonlyMap<number, string>
  /** the unknown functions, each in the network of its own */
  functions: { name: string; text: string; ast: Expression; node: Id }[]
  /** variables along which the network reads Fourier inputs */
  periodic: readonly boolean[]
}

/** Name of an unknown's network in a trial solution: N, or N_u where there are several. */
export function networkName(problem: Pick<CompiledProblem, 'unknowns'>, unknown: string): string {
  return problem.unknowns.length === 1 ? 'N' : `N_${unknown}`
}

/** Names of all networks: of the unknowns, then of the unknown functions. */
function networkNames(problem: Pick<CompiledProblem, 'unknowns' | 'functions'>): string[] {
  return [...problem.unknowns.map((name) => networkName(problem, name)), ...problem.functions.map(({ name }) => `N_${name}`)]
}

/** Name of what an output of a network of the problem's graph supplies. */
export function suppliedName(problem: Pick<CompiledProblem, 'unknowns' | 'functions'>, network: number, output: number): string {
  return networkNames(problem)[suppliedBy(problem, network, output)]!
}

/** The trial form that the document asks for: built from the conditions (auto), the user's own, or the network alone (none). */
export function trialForm(problem: CompiledProblem): TrialForm {
  const functions = problem.functions.map((each) => {
    const ast = functionForm(each, networkOf(problem, `N_${each.name}`))
    return { name: each.name, text: print(ast, problem.scope.variables), ast, node: trialNode(problem, ast) }
  })
  return { ...unknownsForm(problem), functions }
}

function unknownsForm(problem: CompiledProblem): Omit<TrialForm, 'functions'> {
  const { trial = 'auto' } = problem.document
  if (trial === 'auto') return autoForm(problem)
  const none = problem.variables.map(() => false)
  if (trial === 'none') {
    const unknowns = problem.unknowns.map((name) => {
      const ast = networkOf(problem, networkName(problem, name))
      return { name, text: print(ast, problem.scope.variables), ast, split: undefined, node: trialNode(problem, ast) }
    })
    return { mode: 'none', unknowns, soft: new Map(problem.conditions.map((_, k) => [k, 'there is no trial solution'])), periodic: none }
  }
  const soft = new Map(
    problem.conditions.flatMap((condition, k) =>
      readsUnknown(problem, condition) && !problem.loaded.supplied.has(k) ? [] : [[k, whySoft(problem, condition) ?? ''] as const]
    )
  )
  return { mode: 'own', unknowns: problem.unknowns.map((name) => ownTrial(problem, name, trial[name])), soft, periodic: none }
}

function networkOf({ scope }: Pick<CompiledProblem, 'scope'>, name: string): Expression {
  return { kind: 'unknown', name, order: scope.variables.map(() => 0), span: { start: 0, length: 0 } }
}

function autoForm(problem: CompiledProblem): Omit<TrialForm, 'functions'> {
  const giving = givingWay(problem, problem.taken)
  const periodic = periodicAxes({ ...problem, weighted: new Set([...(problem.weighted ?? []), ...giving.keys()]) })
  const soft = new Map<number, string>()
  const hard = problem.conditions.filter((condition, k) => {
    if (problem.taken?.has(k) === true) return false
    if (problem.weighted?.has(k) === true) {
      soft.set(k, 'it is a term of the loss in slabs of time')
      return false
    }
    if (periodicPair(problem, condition) !== undefined && periodic[periodicPair(problem, condition)!]) return false
    const why = whySoft(problem, condition) ?? giving.get(k)
    if (why !== undefined) soft.set(k, why)
    return why === undefined
  })
  const unknowns = problem.unknowns.map((name, index) => {
    const own = hard.filter(({ left, right }) =>
      leavesOf(problem.graph, [left, right], 'unknown').some(({ leaf }) => leaf.unknown === index)
    )
    const network = networkName(problem, name)
    const { split, node, failed } = holding(problem, index, own, { name: network, node: (expression) => trialNode(problem, expression) })
    const scaled = normalisedTrial(problem, index, split, soft)
    if (scaled !== undefined)
      return {
        name,
        text: print(scaled, problem.scope.variables),
        ast: scaled,
        split: undefined,
        node: trialNode(problem, scaled),
        linear: node
      }
    for (const condition of failed)
      soft.set(problem.conditions.indexOf(condition), 'it is not independent of the others along its variable')
    const ast = split === undefined ? fromGraph(problem.graph, node, graphNames(problem)) : joined(problem, split, network)
    return { name, text: print(ast, problem.scope.variables), ast, split, node }
  })
  return { mode: 'auto', unknowns, soft, periodic }
}

/** Where h1 vanishes, a normalisation among the soft conditions of an unknown is held by scaling: w sqrt(c / Q[w]). */
function normalisedTrial(
  problem: CompiledProblem,
  index: number,
  split: SplitTrial | undefined,
  soft: Map<number, string>
): Expression | undefined {
  if (split === undefined || !isZero(split.h1)) return undefined
  const name = problem.unknowns[index]!
  const w = joined(problem, split, networkName(problem, name))
  for (const k of soft.keys()) {
    const condition = problem.conditions[k]!
    const [quadratic, size] = mentionsUnknown(condition.ast.left)
      ? [condition.ast.left, condition.ast.right]
      : [condition.ast.right, condition.ast.left]
    const unknowns = leavesOf(problem.graph, [condition.left, condition.right], 'unknown').map(({ leaf }) => leaf.unknown)
    const value = replaceUnknown(quadratic, name, w)
    if (
      value === undefined ||
      mentionsUnknown(size) ||
      unknowns.some((unknown) => unknown !== index) ||
      !isNormalisation(problem, index, condition)
    )
      continue
    soft.delete(k)
    return mul(w, call('sqrt', [div(size, value)]))
  }
  return undefined
}

function ownTrial(problem: CompiledProblem, name: string, text: string | undefined): TrialForm['unknowns'][number] {
  if (text === undefined) {
    throw new LabError(
      'trial-missing',
      `There is no trial solution for ${name}`,
      `Write trial: { ${name}: "…" }.`,
      problem.loaded.place(['trial'])
    )
  }
  return placedAt(problem.loaded, ['trial', name], () => {
    const ast = parseExpression(text, trialScope(problem))
    const node = trialNode(problem, ast)
    if (leavesOf(problem.graph, [node], 'network').length === 0) {
      const network = networkName(problem, name)
      const message = `The trial solution ${text} does not contain the network ${network}`
      throw new LabError('trial-without-network', message, `Write ${network} into it: what multiplies it is trained.`)
    }
    return { name, text, ast, split: splitOf(ast), node }
  })
}

function graphNames(problem: CompiledProblem): Names {
  const { taps } = problem.calculus
  // a parameter given as an interval is an axis, but no variable of the text
  const { length } = problem.scope.variables
  return {
    variables: problem.variables.map(({ name }) => name),
    parameters: problem.scope.parameters,
    network: ({ tap, output, order }) => {
      const { at, network } = taps.list[tap]!
      return {
        name: suppliedName(problem, network, output),
        order: order.slice(0, length),
        at: at === 'own' ? undefined : at.slice(0, length)
      }
    }
  }
}

/** E[u := D^order T]: the residuals and conditions in the networks' own derivatives. */
export function substituteTrial(problem: CompiledProblem, form: TrialForm, roots: readonly Id[]): Id[] {
  const { graph, calculus } = problem
  return rewrite(graph, roots, graph, (leaf) => {
    if (leaf.op !== 'unknown') return undefined
    const { node } = form.unknowns[leaf.unknown] ?? form.functions[leaf.unknown - form.unknowns.length]!
    const value = calculus.derivative(node, leaf.order)
    return leaf.at === undefined ? value : calculus.at(value, leaf.at)
  })
}

function trialScope(problem: CompiledProblem): Scope {
  const along = new Map([...(problem.scope.along ?? [])].map(([name, variables]) => [`N_${name}`, variables]))
  return { ...problem.scope, along, unknowns: networkNames(problem), evaluation: 'anywhere' }
}

function trialNode(problem: CompiledProblem, ast: Expression): Id {
  const { graph, calculus } = problem
  const asUnknown = problemMeaning({ ...problem, scope: trialScope(problem) })
  return toGraph(graph, ast, {
    ...asUnknown,
    unknown: (name, order, at) => {
      const leaf = graph.node(asUnknown.unknown(name, order, at))
      if (leaf.op !== 'unknown') throw new RangeError('an unknown is a leaf')
      const function_ = leaf.unknown - problem.unknowns.length
      const [network, output] = function_ < 0 ? [0, leaf.unknown] : [1 + function_, 0]
      return graph.leaf({ op: 'network', tap: calculus.taps.find(network, leaf.at ?? 'own'), output, order: leaf.order })
    }
  })
}

/** Terms of the sum without the network, and the factor of N where the rest is one product with it. */
function splitOf(ast: Expression): SplitTrial | undefined {
  const terms = termsOf(ast)
  const withNetwork = terms.filter(mentionsNetwork)
  const [last] = withNetwork
  if (withNetwork.length !== 1 || last === undefined) return undefined
  const h2 = factorOfNetwork(last)
  if (h2 === undefined) return undefined
  return { h1: terms.filter((term) => term !== last).reduce<Expression>((sum, term) => add(sum, term), num(0)), h2 }
}

function termsOf(expression: Expression): Expression[] {
  if (expression.kind !== 'apply') return [expression]
  const [a, b] = expression.args as [Expression, Expression]
  if (expression.operation === 'add') return [...termsOf(a), ...termsOf(b)]
  if (expression.operation === 'sub') return [...termsOf(a), ...termsOf(b).map(neg)]
  return [expression]
}

function mentionsNetwork(expression: Expression): boolean {
  return expression.kind === 'unknown' || children(expression).some(mentionsNetwork)
}

function factorOfNetwork(expression: Expression): Expression | undefined {
  if (expression.kind === 'unknown') return expression.at === undefined && expression.order.every((n) => n === 0) ? num(1) : undefined
  if (expression.kind !== 'apply') return undefined
  if (expression.operation === 'neg') {
    const inner = factorOfNetwork(expression.args[0]!)
    return inner && neg(inner)
  }
  if (expression.operation !== 'mul') return undefined
  const [a, b] = expression.args as [Expression, Expression]
  if (mentionsNetwork(a) && mentionsNetwork(b)) return undefined
  const inner = factorOfNetwork(mentionsNetwork(a) ? a : b)
  if (inner === undefined) return undefined
  const outer = mentionsNetwork(a) ? b : a
  return inner.kind === 'number' && inner.value === 1 ? outer : { ...expression, args: mentionsNetwork(a) ? [inner, b] : [a, inner] }
}
