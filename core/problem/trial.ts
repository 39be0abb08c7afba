import type { Id } from '../autodiff/graph.ts'
import { rewrite } from '../autodiff/rewrite.ts'
import { LabError } from '../errors.ts'
import type { Expression, Scope } from '../expression/ast.ts'
import { parseExpression } from '../expression/parse.ts'
import { print } from '../expression/print.ts'
import { add, neg, num } from '../expression/simplify.ts'
import { toGraph } from '../expression/to-graph.ts'
import { autoTrial, joined, type SplitTrial } from './auto-trial.ts'
import { leavesOf } from './calculus.ts'
import { children } from './classify.ts'
import { problemMeaning, type CompiledProblem } from './compile.ts'
import { placedAt } from './document-check.ts'

/** The trial form T of every unknown: as an expression in the networks, and as a graph with network leaves. */
export interface TrialForm {
  mode: 'auto' | 'own'
  unknowns: {
    name: string
    text: string
    ast: Expression
    /** where T splits into h1 + h2 N */
    split: SplitTrial | undefined
    node: Id
  }[]
}

/** Name of an unknown's network in a trial solution: N, or N_u where there are several. */
export function networkName(problem: Pick<CompiledProblem, 'unknowns'>, unknown: string): string {
  return problem.unknowns.length === 1 ? 'N' : `N_${unknown}`
}

/** The trial form that the document asks for: built from the conditions (auto), or the user's own. */
export function trialForm(problem: CompiledProblem): TrialForm {
  const { trial = 'auto' } = problem.document
  if (trial === 'none') {
    const place = problem.loaded.place(['trial'])
    throw new LabError(
      'not-built',
      'Training without a trial solution (soft conditions) cannot be done yet.',
      'Leave out `trial:` or write your own trial solution.',
      place
    )
  }
  if (trial === 'auto') {
    return {
      mode: 'auto',
      unknowns: problem.unknowns.map((name) => {
        const split = autoTrial(problem, name)
        const ast = joined(problem, split, networkName(problem, name))
        return { name, text: print(ast, problem.scope.variables), ast, split, node: trialNode(problem, ast) }
      })
    }
  }
  return {
    mode: 'own',
    unknowns: problem.unknowns.map((name) => {
      const text = trial[name]
      if (text === undefined)
        throw new LabError(
          'trial-missing',
          `There is no trial solution for ${name}.`,
          `Write trial: { ${name}: "…" }.`,
          problem.loaded.place(['trial'])
        )
      return placedAt(problem.loaded, ['trial', name], () => {
        const ast = parseExpression(text, trialScope(problem))
        const node = trialNode(problem, ast)
        if (leavesOf(problem.graph, [node], 'network').length === 0) {
          const network = networkName(problem, name)
          throw new LabError(
            'trial-without-network',
            `The trial solution ${text} does not contain the network ${network}.`,
            `Write ${network} into it: what multiplies it is trained.`
          )
        }
        return { name, text, ast, split: splitOf(ast), node }
      })
    })
  }
}

/** E[u := D^order T]: the residuals and conditions in the networks' own derivatives. */
export function substituteTrial(problem: CompiledProblem, form: TrialForm, roots: readonly Id[]): Id[] {
  const { graph, calculus } = problem
  return rewrite(graph, roots, graph, (leaf) => {
    if (leaf.op !== 'unknown') return undefined
    const value = calculus.derivative(form.unknowns[leaf.unknown]!.node, leaf.order)
    return leaf.at === undefined ? value : calculus.at(value, leaf.at)
  })
}

function trialScope(problem: CompiledProblem): Scope {
  return { ...problem.scope, unknowns: problem.unknowns.map((name) => networkName(problem, name)), evaluation: 'anywhere' }
}

function trialNode(problem: CompiledProblem, ast: Expression): Id {
  const { graph, calculus, scope } = problem
  const networks = trialScope(problem).unknowns
  return toGraph(graph, ast, {
    ...problemMeaning(graph, calculus, scope.variables, scope.parameters, problem.unknowns),
    unknown: (name, order, at) =>
      graph.leaf({ op: 'network', tap: calculus.taps.find(0, at ?? 'own'), output: networks.indexOf(name), order })
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
