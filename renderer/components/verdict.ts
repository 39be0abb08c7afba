import type { RunStatus, RunSummary } from '../../main/api/types.ts'
import { countWord } from '../charts/format.ts'
import type { Glyph, Tone } from './badge.ts'

/** A judgement in one or two words. */
export interface Verdict {
  word: string
  tone: Tone
  glyph: Glyph
}

/** Status words of runs, each with its own glyph. */
export const RUN_WORDS: Readonly<Record<RunStatus, Verdict>> = {
  QUEUED: { word: 'Queued', tone: 'mute', glyph: 'ring' },
  RUNNING: { word: 'Running', tone: 'run', glyph: 'pulse' },
  PAUSED: { word: 'Paused', tone: 'mute', glyph: 'pause' },
  FINISHED: { word: 'Finished', tone: 'good', glyph: 'check' },
  PRUNED: { word: 'Pruned', tone: 'mute', glyph: 'minus' },
  DIVERGED: { word: 'Diverged', tone: 'bad', glyph: 'cross' },
  FAILED: { word: 'Failed', tone: 'bad', glyph: 'warn' },
  CANCELLED: { word: 'Cancelled', tone: 'mute', glyph: 'stop' },
  LOST: { word: 'Lost', tone: 'warn', glyph: '?' }
}

export const NOT_TRAINED: Verdict = { word: 'Not trained', tone: 'mute', glyph: 'dot' }
export const LEARNING: Verdict = { word: 'Learning', tone: 'run', glyph: 'pulse' }
export const DO_NOT_TRUST: Verdict = { word: 'Do not trust', tone: 'bad', glyph: 'warn' }
/** there is nothing to compare with, and a low loss proves nothing */
export const NOT_COMPARED: Verdict = { word: 'Not compared', tone: 'mute', glyph: '?' }

/** Correct digits: floor(-log10(largest error / scale of the solution)), never below 0; null when one of them is unknown. */
export function digitsOf(error: number | null | undefined, scale: number | null | undefined): number | null {
  if (error === null || error === undefined || scale === null || scale === undefined) return null
  if (!Number.isFinite(error) || !(scale > 0)) return null
  // An error of exactly 0 is as good as the numbers can hold.
  return error === 0 ? 16 : Math.min(16, Math.max(0, Math.floor(-Math.log10(error / scale))))
}

/** The word for that many correct digits: green from 4, amber from 1 to 3, else not solved yet. */
export function digitsVerdict(digits: number): Verdict {
  if (digits === 0) return { word: 'Not solved yet', tone: 'bad', glyph: 'dot' }
  const number = digits < 10 ? countWord(digits).replace(/^./, (letter) => letter.toUpperCase()) : String(digits)
  const word = `${number} ${digits === 1 ? 'digit' : 'digits'}`
  return digits < 4 ? { word, tone: 'warn', glyph: 'dot' } : { word, tone: 'good', glyph: 'check' }
}

/** What is to be said of a stored run: a run that trains is learning, one that finished is judged by its digits. */
export function verdictOf(run: Pick<RunSummary, 'status' | 'metrics' | 'scale'>): Verdict {
  if (run.status === 'RUNNING') return LEARNING
  if (run.status !== 'FINISHED') return RUN_WORDS[run.status]
  const said = run.metrics?.verdict
  const digits = digitsOf(run.metrics?.max_abs_error ?? said?.error, run.scale)
  if (said?.level === 'wrong' && said.suspicions.length > 0) return DO_NOT_TRUST
  return digits === null ? NOT_COMPARED : digitsVerdict(digits)
}
