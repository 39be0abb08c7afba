import { evaluateNodes } from '../engine/hoisted.ts'
import { latexEquation } from '../expression/latex.ts'
import type { ExperimentSource } from '../training/experiment.ts'
import type { Settings } from '../training/settings.ts'
import { compileProblem, type CompiledProblem } from './compile.ts'
import { loadProblem } from './document.ts'
import { omegaAt } from './domain.ts'
import { linspace, tensor } from './points.ts'
import { completed, settingsOf } from './settings-of.ts'

/** A problem at a glance: what a list of problems shows. Nothing is verified and no network is made. */
export interface Outline {
  name: string
  about: { group: string; text: string }
  /** first equation, as typed and as LaTeX */
  equation: string
  latex: string
  variables: string[]
  settings: Settings
  /** exact solution of the first unknown on a coarse grid: 65 points, or 33 x 33; null without one */
  thumbnail: { axes: number; values: Float64Array } | null
}

const THUMBNAIL = [65, 33]

/** Throws a LabError where the problem does not parse. */
export function outline(source: ExperimentSource): Outline {
  const problem = compileProblem(loadProblem(source.source, source.file), source.parameters, source.files)
  const [first] = problem.equations
  const { about } = problem.document
  return {
    name: problem.name,
    about: { group: about?.group ?? '', text: about?.text ?? '' },
    equation: first!.ast.text,
    latex: latexEquation(first!.ast, { variables: problem.scope.variables, derivative: 'fraction' }),
    variables: problem.variables.map(({ name }) => name),
    settings: completed(settingsOf(problem, source), problem.variables),
    thumbnail: thumbnail(problem)
  }
}

function thumbnail(problem: CompiledProblem): Outline['thumbnail'] {
  const n = THUMBNAIL[problem.variables.length - 1]
  const exact = problem.exact.get(problem.unknowns[0]!)
  if (n === undefined || exact === undefined) return null
  const points = tensor(problem.variables.map(({ from, to }) => linspace(from, to, n)))
  const scalars = Float64Array.from(problem.parameters, (parameter) => parameter.value)
  const [values] = evaluateNodes(problem.graph, [exact.node], points, scalars, points[0]!.length)
  if (problem.domain !== undefined) omegaAt(problem, points).forEach((omega, p) => omega < 0 && (values![p] = NaN))
  return { axes: problem.variables.length, values: values! }
}
