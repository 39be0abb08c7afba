import { checkFormulas, checkNetworkGradient } from '../../../core/autodiff/check/gradient.ts'
import { explore } from '../../../core/autodiff/explore/derive.ts'
import { modeCosts } from '../../../core/autodiff/explore/mode-costs.ts'
import { networkSubject } from '../../../core/autodiff/explore/network-subject.ts'
import { readExpressions, type Point } from '../../../core/autodiff/explore/read.ts'
import type { Subject } from '../../../core/autodiff/explore/subject.ts'
import { textSubject } from '../../../core/autodiff/explore/text-subject.ts'
import { latex } from '../../../core/expression/latex.ts'
import { residualSubject } from '../../../core/problem/residual-subject.ts'
import type { Handlers } from '../../api/contract.ts'
import type { Answers } from '../context.ts'
import { deriveApart } from '../explore/derive-apart.ts'
import { problemSource } from './documents.ts'

type Autodiff = Pick<Answers, 'autodiff.read' | 'autodiff.derive' | 'autodiff.cost' | 'autodiff.check'>
type Explored = Parameters<Handlers['autodiff.derive']>[0]['subject']

/** Nodes of a graph that is explored before anything else is answered: some hundredths of a second. */
const MOST_AT_ONCE = 1500

/** The Explorer: what the differentiator does to one expression, network or residual. Nothing is stored. */
export function autodiff(): Autodiff {
  return {
    'autodiff.read': ({ expression }) => {
      const { inputs, outputs } = readExpressions(expression)
      return { inputs, latex: outputs.map(({ ast }) => latex(ast, { variables: inputs })) }
    },
    'autodiff.derive': ({ subject, at, ...options }) => {
      const explored = subjectOf(subject, at)
      const large = 'expression' in subject && explored.graph.nodes.length > MOST_AT_ONCE
      return large ? deriveApart({ text: subject.expression, at, options }) : explore(explored, options)
    },
    'autodiff.cost': ({ sizes }) => modeCosts(sizes, () => performance.now() / 1000),
    'autodiff.check': (input) =>
      'network' in input ? checkNetworkGradient(input.network, input.script) : checkFormulas(input.expression, input.at, input.claims)
  }
}

function subjectOf(explored: Explored, at: Point): Subject {
  if ('expression' in explored) return textSubject(explored.expression, at)
  if ('network' in explored) return networkSubject(explored.network, at)
  const { experiment, ...choice } = explored.residual
  return residualSubject(problemSource(experiment), choice, at)
}
