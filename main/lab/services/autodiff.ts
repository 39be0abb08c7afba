import { derive } from '../../../core/autodiff/explore/derive.ts'
import { readExpressions } from '../../../core/autodiff/explore/read.ts'
import { latex } from '../../../core/expression/latex.ts'
import type { Answers } from '../context.ts'

type Autodiff = Pick<Answers, 'autodiff.read' | 'autodiff.derive'>

/** The Explorer: what the differentiator does to one expression. Nothing is stored. */
export function autodiff(): Autodiff {
  return {
    'autodiff.read': ({ expression }) => {
      const { inputs, outputs } = readExpressions(expression)
      return { inputs, latex: outputs.map(({ ast }) => latex(ast, { variables: inputs })) }
    },
    'autodiff.derive': ({ subject, at, ...options }) => derive(subject.expression, at, options)
  }
}
