import { LabError } from '../../../../core/errors.ts'
import { checkProblem } from '../../../../core/problem/check.ts'
import { LIBRARY } from '../../../../core/problem/library/index.ts'
import type { CheckReport } from '../../../../core/problem/report.ts'
import { problemSource } from '../../../lab/services/documents.ts'
import { describeFailure } from '../failure.ts'
import { badUsage } from '../options.ts'
import { experimentFrom } from '../subject.ts'
import { EXIT } from '../verb.ts'
import type { Verb } from '../verb.ts'

/** A report with the first error where every error document has it. */
function document(report: CheckReport): object {
  const [error] = report.errors
  return error === undefined ? report : { ...report, error }
}

function describe(name: string, report: CheckReport, cwd: string, text?: string): string {
  const said = [...report.errors, ...report.warnings].map((error) => describeFailure(LabError.fromJSON(error), cwd, text))
  if (!report.ok) return `${name}: not in order\n${said.join('')}`
  const conditions = report.conditions.map(({ text: condition, how, met, violation }) => {
    const held = how === 'hard' ? `met exactly (off by at most ${violation.toExponential(1)})` : 'weighed in the loss'
    return `  ${met || how === 'soft' ? '✓' : '✗'} ${condition}  ${held}\n`
  })
  const trial = Object.entries(report.trial).map(([unknown, form]) => `  ${unknown} = ${form}\n`)
  return `${name}: in order\n${[...report.equations.map((equation) => `  ${equation.text}\n`), ...conditions].join('')}trial solution\n${trial.join('')}${integrals(report)}${said.join('')}`
}

/** The rule of every integral, and how far it may be trusted. */
function integrals({ integrals: known }: CheckReport): string {
  if (known === undefined) return ''
  const rules = known.rules.map(
    ({ text, over, points, domain }) => `  ${text}: ${points} points along ${over.join(' and ')}${domain ? ', inside the domain' : ''}\n`
  )
  const by =
    known.change === null
      ? 'too long to be checked by a finer rule'
      : `half as many points more change the problem by ${known.change.toExponential(1)}`
  return `integrals, by Gauss-Legendre\n${rules.join('')}  ${by}\n`
}

export const check: Verb = {
  name: 'check',
  usage: 'FILE|ID|--all',
  summary: 'parses a problem, builds its trial solution and verifies the conditions; trains nothing',
  options: [{ name: 'all', help: 'every problem of the library' }],
  takes: [0, 1],
  run: ({ words, io, print }) => {
    const [name] = words.positionals
    if (words.has('all') === (name !== undefined))
      throw badUsage('check wants one problem, or --all.', 'Write ansatz check FILE|ID, or ansatz check --all.')
    if (name === undefined) {
      const reports = LIBRARY.map(({ id, yaml, files }) => ({ id, report: checkProblem({ source: yaml, id, files }) }))
      const ok = reports.every(({ report }) => report.ok)
      print({ ok, problems: reports.map(({ id, report }) => ({ id, ...document(report) })) }, () =>
        reports.map(({ id, report }) => describe(id, report, io.cwd)).join('\n')
      )
      return Promise.resolve(ok ? EXIT.done : EXIT.badInput)
    }
    const source = problemSource(experimentFrom(name, io))
    const report = checkProblem(source)
    print(document(report), () => describe(name, report, io.cwd, source.source))
    return Promise.resolve(report.ok ? EXIT.done : EXIT.badInput)
  }
}
