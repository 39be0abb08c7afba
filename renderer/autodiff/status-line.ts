import type { Derivation } from '../../core/autodiff/explore/report.ts'
import { count } from '../components/words.ts'
import type { StatusLine } from '../state/status.svelte.ts'
import { short } from './numbers.ts'

/** What the status bar says of a report: whether the ways of differentiating agree, in words. */
export function statusOf({ agreement, nodes, value, notes }: Derivation): StatusLine {
  const size = count(nodes.length, 'node')
  if (value === null) return { tone: 'bad', word: 'No value at this point', facts: [size] }
  if (notes.some(({ concerns }) => concerns === 'derivative')) return { tone: 'warn', word: 'No derivative at this point', facts: [size] }
  if (!agreement.agree) return { tone: 'bad', word: 'Forward and reverse differ', facts: [`by ${short(agreement.difference)}`, size] }
  const how = agreement.difference === 0 ? 'to the last bit' : 'to the last digit or two'
  return { tone: 'good', word: 'Forward, reverse and Taylor mode agree', facts: [how, size] }
}
