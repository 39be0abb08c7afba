import type { CheckReport } from '../../../core/problem/report.ts'
import { significant } from '../../charts/format.ts'
import { count } from '../../components/words.ts'

/** How the integrals of a problem are computed and how exactly, in one sentence; null without any. */
export function integralWords({ integrals }: Pick<CheckReport, 'integrals'>): string | null {
  if (integrals === undefined) return null
  const { rules, change } = integrals
  const points = [...new Set(rules.map((rule) => rule.points))].join(' or ')
  const over = [...new Set(rules.flatMap((rule) => rule.over))].sort()
  const along = over.length > 1 ? `${over.slice(0, -1).join(', ')} and ${over.at(-1) ?? ''}` : (over[0] ?? '')
  const inside = rules.some(({ domain }) => domain) ? ' inside the domain' : ''
  const how = `${rules.length === 1 ? 'Integral' : count(rules.length, 'integral')} by Gauss-Legendre, ${points} points along ${along}${inside}`
  if (change === null) return `${how}; too long for a finer rule to check.`
  return change < 1e-13 ? `${how}; exact to rounding.` : `${how}; a finer rule differs by ${significant(change, 2)}.`
}
