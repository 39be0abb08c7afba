import type { SweepConfiguration, SweepDetail, SweepSummary } from '../../main/api/types.ts'
import { spelled } from '../charts/format.ts'
import { inTitle } from '../charts/metrics.ts'
import type { Verdict } from '../components/verdict.ts'
import { setting } from '../components/words.ts'

export type Axis = SweepSummary['axes'][number]

/** A value as a table shows it. */
export const valueWord = (value: number | string | undefined): string =>
  value === undefined ? '' : typeof value === 'number' ? setting(value) : value.replace(/^\[(.*)\]$/, '$1')

const COUNTED = ['nodes', 'hidden layers', 'iterations', 'points']
/** `20 nodes`, `learning rate 0.01`, `tanh` */
export function spoken({ label }: Axis, value: number | string | undefined): string {
  const word = valueWord(value)
  if (COUNTED.includes(inTitle(label))) return `${word} ${inTitle(label)}`
  return typeof value === 'string' ? word : `${inTitle(label)} ${word}`
}

/** All that tells a configuration from the others: `learning rate 0.01, 20 nodes`. */
export function spokenConfiguration(axes: readonly Axis[], { values }: Pick<SweepConfiguration, 'values'>): string {
  return axes.map((axis) => spoken(axis, values[axis.name])).join(', ')
}

export const SWEEP_WORDS: Readonly<Record<SweepSummary['status'], Verdict>> = {
  QUEUED: { word: 'Queued', tone: 'mute', glyph: 'ring' },
  RUNNING: { word: 'Running', tone: 'run', glyph: 'pulse' },
  PAUSED: { word: 'Paused', tone: 'mute', glyph: 'pause' },
  FINISHED: { word: 'Finished', tone: 'good', glyph: 'check' },
  CANCELLED: { word: 'Cancelled', tone: 'mute', glyph: 'stop' },
  STOPPED: { word: 'Stopped', tone: 'mute', glyph: 'stop' }
}

/** What the seeds allow one to say. While runs are missing it is said of those that are there. */
export const VERDICT_WORDS: Readonly<Record<SweepDetail['verdict']['word'], Verdict>> = {
  Running: { word: 'So far', tone: 'run', glyph: 'pulse' },
  'One draw': { word: 'One draw', tone: 'warn', glyph: 'dot' },
  'No clear winner': { word: 'No clear winner', tone: 'warn', glyph: 'dot' },
  Clear: { word: 'Clear', tone: 'good', glyph: 'check' },
  'All diverged': { word: 'All diverged', tone: 'bad', glyph: 'cross' }
}

export const OPTIMIZERS: Readonly<Record<string, string>> = {
  auto: 'automatic method',
  gd: 'gradient descent',
  momentum: 'gradient descent with momentum',
  adagrad: 'AdaGrad',
  rmsprop: 'RMSProp',
  adam: 'Adam'
}

/**
 * A sentence in pieces; those that name the leading configuration's values are to be set strong, in the first statement that does. One that tells of
 * what is between configurations has no leader.
 */
export function emphasised(
  said: string,
  axes: readonly Axis[],
  leader: SweepConfiguration | undefined
): { text: string; strong: boolean }[] {
  const phrases = axes.flatMap((axis) => {
    const value = String(leader?.values[axis.name] ?? '')
    const name = inTitle(axis.label)
    return value === '' ? [] : COUNTED.includes(name) ? [`${value} ${name}`] : [`${name} ${value}`]
  })
  if (phrases.length === 0) return [{ text: spelled(said), strong: false }]
  const escaped = phrases.map((phrase) => phrase.replaceAll(/[.*+?^${}()|[\]\\]/g, '\\$&'))
  const pattern = new RegExp(`((?:${escaped.join('|')})(?![\\w.]*\\w))`, 'i')
  const statements = said.split(/(?<=\. )(?=[A-Z])/)
  const telling = statements.findIndex((statement) => pattern.test(statement) && !statement.startsWith('Between'))
  return statements
    .flatMap((statement, place) =>
      place === telling
        ? statement.split(pattern).map((text, part) => ({ text, strong: part % 2 === 1 }))
        : [{ text: statement, strong: false }]
    )
    .filter(({ text }) => text !== '')
    .map(({ text, strong }) => ({ text: spelled(text), strong }))
}
