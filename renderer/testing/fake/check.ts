import type { CheckReport } from '../../../core/problem/report.ts'
import type { ExperimentInput } from '../../../main/api/types.ts'
import { FAKE_PROBLEMS, paperOf, problemOf, yamlOf } from './problems.ts'
import type { FakeProblem } from './problems.ts'

/** The problem that an experiment means: by its id, or by the equation that its source holds. */
export function meantBy(experiment: ExperimentInput): FakeProblem | null {
  const { problem } = experiment
  if ('id' in problem) return problemOf(problem.id)
  return FAKE_PROBLEMS.find((one) => problem.source.includes(one.equation)) ?? null
}

/** What the real lab would find out. Of foreign sources it knows only the derivative that no problem of two variables x and t has. */
export function reportOf(experiment: ExperimentInput): CheckReport {
  const problem = meantBy(experiment)
  if (problem === null) return faulty(experiment)
  const value = (name: string, fallback: number) => Number(experiment.parameters?.[name] ?? fallback)
  return {
    ok: true,
    name: problem.name,
    problem: { orders: problem.orders, linear: problem.linear, kind: problem.kind },
    variables: problem.axes,
    unknowns: [problem.unknown],
    parameters: Object.entries(problem.parameters).map(([name, { value: fallback, latex }]) => ({
      name,
      text: String(experiment.parameters?.[name] ?? fallback),
      value: value(name, fallback),
      latex
    })),
    equations: [{ text: problem.equation, latex: problem.latex }],
    conditions: problem.conditions.map(({ text, latex }, i) => ({ id: `c${i + 1}`, text, latex, how: 'hard', met: true, violation: 0 })),
    trial: { [problem.unknown]: problem.trial.text },
    trialMode: 'auto',
    trialLatex: [
      { unknown: problem.unknown, left: problem.trial.left, right: problem.trial.right, h1: problem.trial.h1, h2: problem.trial.h2 }
    ],
    exact: { [problem.unknown]: { text: problem.exact.text, latex: problem.exact.latex } },
    residualLatex: [problem.residual],
    errors: [],
    warnings: [],
    yaml: yamlOf(problem),
    paper: paperOf(problem)
  }
}

function faulty(experiment: ExperimentInput): CheckReport {
  const source = 'source' in experiment.problem ? experiment.problem.source : ''
  const lines = source.split('\n')
  const line = lines.findIndex((text) => text.includes('u_xy'))
  const errors: CheckReport['errors'] =
    line === -1
      ? [
          {
            code: 'no-equation',
            message: 'There is no equation yet.',
            cure: "Write one, such as g' = -2*g, with its interval and conditions.",
            line: 1,
            column: 1
          }
        ]
      : [
          {
            code: 'unknown-symbol',
            message: 'y is not a variable here; there are x and t.',
            cure: 'Use u_xx.',
            line: line + 1,
            column: (lines[line] ?? '').indexOf('u_xy') + 1,
            length: 4,
            replacement: 'u_xx'
          }
        ]
  return {
    ok: false,
    name: 'New problem',
    problem: { orders: {}, linear: true, kind: 'other' },
    variables: [],
    unknowns: [],
    parameters: [],
    equations: [],
    conditions: [],
    trial: {},
    trialMode: 'auto',
    trialLatex: [],
    exact: {},
    residualLatex: [],
    errors,
    warnings: [],
    yaml: source,
    paper: source
  }
}
