import type { CheckReport } from '../../../core/problem/report.ts'
import type { Settings } from '../../../core/training/settings.ts'
import { shownRate } from '../edits.ts'
import { anchorsOf } from '../../charts/conditions.ts'
import { significant } from '../../charts/format.ts'
import { shownLength } from '../../components/shown-length.ts'
import { trialHead } from '../problem/trial.ts'
import { latexName } from '../verdict.ts'

/** Width of a letter of a formula over a station, in px. */
export const LETTER = 6.6

/** The network without its arguments: N instead of N(t; theta). */
export function withoutArguments(latex: string): string {
  return latex.replace(/N\([^()]*\\theta\s*\)/g, 'N')
}

/**
 * What stands over the stations, shortened to the name alone where the formula is longer than so many letters.
 * @param gives the unknown of the network, or the unknown function, which has no trial solution
 */
export function stationCaptions(report: CheckReport, room: { trial: number; residual: number }, gives = report.unknowns[0] ?? 'u') {
  const which = Math.max(0, report.unknowns.indexOf(gives))
  const trial = report.trialLatex.find(({ unknown }) => unknown === gives)
  const head = trial === undefined ? latexName(gives) : trialHead(trial.left)
  const right = trial === undefined ? '' : withoutArguments(trial.right)
  const full = `${head} = ${right}`
  const residual = `R = ${report.residualLatex[which]?.replace(/^R = /, '') ?? ''}`
  const variables = report.variables.map(({ name }) => name).join(', ')
  return {
    network: report.variables.length === 1 ? `N(${variables}; \\theta)` : 'N',
    trial: right !== '' && shownLength(full) <= room.trial ? full : head,
    residual: shownLength(residual) <= room.residual ? residual : 'R',
    loss: 'C = \\tfrac{1}{n} \\sum R^2'
  }
}

/** What the trial solution does, in two or three words below its picture. */
export function trialWord(report: CheckReport): string {
  const hard = report.conditions.filter(({ how, met }) => how === 'hard' && met).length
  if (hard === 0) return 'learns the conditions'
  if (hard < report.conditions.length) return `meets ${hard} of ${report.conditions.length} conditions`
  const [anchor] = anchorsOf(report)
  const [condition] = report.conditions
  const value = condition === undefined ? undefined : report.parameters.find(({ name }) => name === condition.text.split('=')[1]?.trim())
  if (report.variables.length === 1 && report.conditions.length === 1 && anchor?.at[0] === report.variables[0]?.from && value !== undefined)
    return `starts at ${significant(value.value)
      .replace(/(\.\d*?)0+$/, '$1')
      .replace(/\.$/, '')}`
  return report.conditions.length === 1 ? 'meets its condition' : 'meets all conditions'
}

/** The rule by which the reverse sweep's gradient moves the weights. */
export function updateRule({ training }: Settings): string | null {
  if (training.optimizer !== 'gd') return null
  return `\\theta \\leftarrow \\theta - ${shownRate(training)}\\, \\nabla_{\\!\\theta} C`
}
