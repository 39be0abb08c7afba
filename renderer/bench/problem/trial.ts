import type { CheckReport, ConditionReport } from '../../../core/problem/report.ts'
import { significant } from '../../charts/format.ts'
import { anchorsOf } from '../../charts/conditions.ts'
import { shownLength } from '../../components/shown-length.ts'
import type { Verdict } from '../../components/verdict.ts'
import { latexName } from '../verdict.ts'
import type { Part } from '../verdict.ts'

/** Whether a trial solution meets its conditions, in one word. */
export interface TrialBadge {
  word: 'Proved' | 'Checked' | 'Soft' | 'Partly soft' | 'Refused'
  tone: Verdict['tone']
  glyph: Verdict['glyph']
}

/**
 * Proved: it splits into h1, which meets the conditions, and h2, which vanishes where they are imposed. Checked: it was
 * only tried at random weights. Refused: it misses a condition.
 */
export function trialBadge(report: CheckReport): TrialBadge {
  const soft = report.conditions.filter(({ how }) => how === 'soft').length
  if (report.conditions.some(({ how, met }) => how === 'hard' && !met)) return { word: 'Refused', tone: 'bad', glyph: 'cross' }
  if (soft > 0 && soft === report.conditions.length) return { word: 'Soft', tone: 'warn', glyph: 'dot' }
  if (soft > 0) return { word: 'Partly soft', tone: 'warn', glyph: 'dot' }
  const split = report.trialLatex.every(({ h2 }) => h2 !== undefined)
  return split ? { word: 'Proved', tone: 'good', glyph: 'check' } : { word: 'Checked', tone: 'good', glyph: 'check' }
}

/** The trial solution as LaTeX; `braces`: h1 and h2 named below. */
export function trialLatex({ left, right, h1, h2 }: CheckReport['trialLatex'][number], braces: boolean): string {
  if (!braces || h1 === undefined || h2 === undefined) return `${left} = ${right}`
  const brace = (what: string, name: string) => `\\underbrace{\\,${what}\\,}_{${name}}`
  return h1.trim() === '0' ? `${left} = ${brace(h2, 'h_2')}` : `${left} = ${brace(h1, 'h_1')} + ${brace(h2, 'h_2')}`
}

/** Letters that fit into a line of the pane at the smallest size. */
const LINE = 54

/** The same where there is little room: h1, and h2 if it must be, by their names. Null where it fits, or would say nothing any more. */
export function shortTrial({ left, right, h1, h2 }: CheckReport['trialLatex'][number]): string | null {
  if (h1 === undefined || h2 === undefined || shownLength(`${left} = ${right}`) <= LINE) return null
  if (h1.trim() === '0') return null
  return shownLength(`${left} = h_1 + ${h2}`) <= LINE ? `${left} = h_1 + ${h2}` : `${left} = h_1 + h_2`
}

/** Name of the trial solution without its arguments: g_t of g_t(t). */
export function trialHead(left: string): string {
  return left.replace(/\([^()]*\)\s*$/, '').trim()
}

/** Why the conditions are met, in a sentence a student can check. */
export function proof(report: CheckReport): Part[] {
  const refused = report.conditions.find(({ how, met }) => how === 'hard' && !met)
  if (refused !== undefined) return [formula(refused), ` is not met: off by ${significant(refused.violation, 2)} at random θ.`]
  const [trial] = report.trialLatex
  const hard = report.conditions.filter(({ how }) => how === 'hard')
  if (trial === undefined || hard.length === 0)
    return ['The conditions stand in the loss, each with its weight: they are learnt, not held.']
  if (trial.h2 === undefined) return ['Tried on 5 random θ: the conditions hold to rounding.']
  const [only] = hard
  const single = hard.length === 1 && only !== undefined ? oneCondition(trial.left, only) : null
  return single ?? vanishing(report)
}

const formula = ({ latex, text }: ConditionReport): Part => ({ math: latex, text })

/** g_t(0) = g_0 + 0 N = g_0, for every weight. */
function oneCondition(left: string, { latex, text }: ConditionReport): Part[] | null {
  const [, at, right] = /^[^()]*\(([^()]*)\) = (.*)$/.exec(latex) ?? []
  if (at === undefined || right === undefined) return null
  const head = trialHead(left)
  return [{ math: `${head}(${at}) = ${right} + 0 \\cdot N = ${right}`, text }, ' for every ', { math: '\\theta', text: 'θ' }, '.']
}

/** Where the factor of the network vanishes: the places at which values are imposed. */
function vanishing(report: CheckReport): Part[] {
  const places = new Map<string, number[]>()
  for (const { at } of anchorsOf(report)) {
    at.forEach((value, axis) => {
      const name = report.variables[axis]?.name ?? ''
      if (value !== null) places.set(name, [...new Set([...(places.get(name) ?? []), value])])
    })
  }
  const parts = [...places].map(([name, values]): Part => {
    const [a = 0, b] = values
    const written = b === undefined ? String(a) : b === -a ? `\\pm ${Math.abs(a)}` : values.map((value) => String(value)).join(',\\ ')
    return { math: `${latexName(name)} = ${written}`, text: `${name} = ${values.join(', ')}` }
  })
  const periodic = repeated(report)
  if (parts.length === 0)
    return periodic.length > 0 ? [...periodic, '.'] : ['The factor before N vanishes where the conditions are imposed.']
  const listed = parts.flatMap((part, i): Part[] => (i === 0 ? [part] : [i === parts.length - 1 ? ' and ' : ', ', part]))
  const factor: Part[] = ['The factor before ', { math: 'N', text: 'N' }, ' is 0 at ', ...listed]
  if (periodic.length > 0) return [...factor, '. ', ...periodic, '.']
  return [...factor, ', for every ', { math: '\\theta', text: 'θ' }, '.']
}

/** The variables along which an unknown takes the same value at both ends, as in u(0, t) = u(1, t): the network reads their cosine and sine. */
function repeated(report: CheckReport): Part[] {
  const names = report.variables.filter((_, axis) =>
    report.conditions.some(({ text, how }) => {
      const calls = [...text.matchAll(/([A-Za-z]\w*)\s*\(([^()]*)\)/g)].filter(([, name = '']) => report.unknowns.includes(name))
      const [left, right] = calls.map(([, , list = '']) => list.split(',').map((argument) => argument.trim()))
      return how === 'hard' && calls.length === 2 && calls[0]?.[1] === calls[1]?.[1] && left?.[axis] !== right?.[axis]
    })
  )
  const listed = names.flatMap(({ name }, i): Part[] => [...(i === 0 ? [] : [', ']), { math: latexName(name), text: name }])
  return names.length === 0 ? [] : ['It repeats along ', ...listed, ', as what it reads does']
}

/** How far off the worst condition was at the random weights that were tried. */
export function largestViolation(report: CheckReport): number {
  return Math.max(0, ...report.conditions.filter(({ how }) => how === 'hard').map(({ violation }) => violation))
}
