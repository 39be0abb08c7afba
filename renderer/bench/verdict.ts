import type { CheckReport } from '../../core/problem/report.ts'
import type { Settings } from '../../core/training/settings.ts'
import type { SeedJudgement } from '../../core/verdict/seeds.ts'
import type { Verdict as Said } from '../../core/verdict/types.ts'
import type { Snapshot } from '../../core/training/snapshot.ts'
import type { RunStatus } from '../../main/api/types.ts'
import { group, printed, significant, spelled } from '../charts/format.ts'
import { digitsOf, digitsVerdict, DO_NOT_TRUST, LEARNING, NOT_COMPARED, NOT_TRAINED, RUN_WORDS } from '../components/verdict.ts'
import type { Verdict } from '../components/verdict.ts'
import { duration } from './judgement-rows.ts'

/** A piece of a sentence: words, a number set strong, or mathematics. */
export type Part = string | { strong: string } | { math: string; text: string }

/** Everything that the judgement of a run rests on. */
export interface Situation {
  report: CheckReport
  /** null: nothing trained yet */
  status: RunStatus | null
  iteration: number
  snapshot: Snapshot | null
  loss: { first: number | null; last: number | null }
  /** whether the loss still falls at the end; null when that cannot be told */
  falling: boolean | null
  training: Pick<Settings['training'], 'learning_rate'> & { optimizer: string }
  /** in words, where it diverged or failed */
  reason: string | null
  /** what the lab found of a finished run, where it was judged */
  said?: Said | null
  /** which of several attempts or windows is being trained, in words */
  stage?: string | null
  /** what other seeds of the same experiment say with it; own: its seed */
  seeds?: (SeedJudgement & { own: string }) | null
  /** a stop in the middle that the user asked for, not the lab's end */
  byYou?: boolean
}

/** The judgement: a word, a sentence, and perhaps a cure to press. */
export interface Judgement extends Verdict {
  sentence: Part[]
  cure: { label: string; learningRate: number } | null
}

/** Below this share of the solution's scale an error is round-off. */
const ROUND_OFF = 1e-12

/** What the lab says of a run: digits by comparison with the truth, never by a low loss. */
export function verdict(situation: Situation): Judgement {
  const { report, status } = situation
  if (status === null) return untrained(report)
  if (status === 'DIVERGED') return diverged(situation)
  if (status === 'QUEUED') return plain(RUN_WORDS.QUEUED, ['Waiting for a free worker.'])
  if (status === 'RUNNING') return learning(situation)
  if (status === 'PAUSED') {
    const off = offBy(situation)
    const stop = `${situation.byYou === false ? 'Stopped' : 'Stopped by you'} at iteration ${group(situation.iteration)}.`
    return plain(
      RUN_WORDS.PAUSED,
      off === null ? [`${stop} `, ...lossSentence(situation)] : [`${stop} Off by at most `, off.strong, ' so far.']
    )
  }
  if (status === 'FAILED')
    return plain(RUN_WORDS.FAILED, [spelled(situation.reason ?? 'It failed without a word: see the run in the library.')])
  if (status === 'LOST') return plain(RUN_WORDS.LOST, ['The process that trained it vanished. Space goes on from what was stored.'])
  if (status === 'CANCELLED') return plain(RUN_WORDS.CANCELLED, [`Cancelled by you at iteration ${group(situation.iteration)}.`])
  if (status === 'PRUNED') return plain(RUN_WORDS.PRUNED, [`Stopped early by its sweep at iteration ${group(situation.iteration)}.`])
  return besideSeeds(finished(situation), situation)
}

/** A failure among other seeds is said first: the best run of several is no proof. */
function besideSeeds(own: Judgement, situation: Situation): Judgement {
  const seeds = situation.seeds ?? null
  if (seeds === null || seeds.sound) return own
  const said = { ...own, sentence: [`${spelled(seeds.word)}. `, ...own.sentence] }
  const isApart = seeds.apart.includes(seeds.own) || (seeds.disagree && seeds.apart.length === 0)
  return isApart && offBy(situation) === null ? { ...said, ...DO_NOT_TRUST } : said
}

const plain = (word: Verdict, sentence: Part[], cure: Judgement['cure'] = null): Judgement => ({ ...word, sentence, cure })

function untrained(report: CheckReport): Judgement {
  const [error] = report.errors
  if (error !== undefined)
    return plain({ word: 'Cannot train yet', tone: 'bad', glyph: 'warn' }, [sentenceOf(error.message), ' ', error.cure])
  const soft = report.conditions.filter(({ how }) => how === 'soft').length
  const conditions = report.conditions.length
  if (soft === 0 && conditions > 0)
    return plain(NOT_TRAINED, [
      `The trial solution already meets ${conditions === 1 ? 'its condition' : 'every condition'}. Press Space to train.`
    ])
  if (soft === 0) return plain(NOT_TRAINED, ['Press Space to train.'])
  const learnt =
    soft === conditions
      ? soft === 1
        ? 'The condition is'
        : 'The conditions are'
      : soft === 1
        ? 'One condition is'
        : `${soft} conditions are`
  return plain(NOT_TRAINED, [`${learnt} soft: the network learns ${soft === 1 ? 'it' : 'them'} with the equation. Press Space to train.`])
}

/** A message as a sentence. What begins with a name of the user's keeps its spelling: "x is not declared". */
function sentenceOf(message: string): string {
  const named = /^\S+ (is|are|has|needs|stands|means|can|cannot|must|appears|occurs)\b/.test(message)
  const text = named ? message : message.replace(/^./, (letter) => letter.toUpperCase())
  return /[.!?]$/.test(text) ? text : `${text}.`
}

function learning(situation: Situation): Judgement {
  const { loss, report } = situation
  const off = offBy(situation)
  const { stage = null } = situation
  const sentence: Part[] = stage === null ? [] : [`${spelled(stage)}. `]
  if (loss.first !== null && loss.last !== null && loss.first !== loss.last) {
    const way = loss.last <= loss.first ? 'fallen' : 'risen'
    sentence.push(`${stage === null ? 'Still learning. ' : ''}The loss has ${way} from ${printed(loss.first)} to `, {
      strong: printed(loss.last)
    })
    if (off !== null) sentence.push('; the trial solution is off by at most ', off.strong, ...off.at)
    sentence.push('.')
  } else sentence.push('Learning begins.')
  const [condition] = report.conditions
  const hard = report.conditions.every(({ how, met }) => how === 'hard' && met)
  if (condition !== undefined && hard) {
    if (report.conditions.length === 1)
      sentence.push(' It has met ', { math: valued(condition.latex, report), text: condition.text }, ' from the first iteration.')
    else sentence.push(` It has met all ${report.conditions.length} conditions from the first iteration.`)
  }
  return plain(LEARNING, sentence)
}

/** The condition with its parameters as numbers: g(0) = 10 says more than g(0) = g0. */
function valued(latex: string, report: CheckReport): string {
  const [left, right] = latex.split(/ = (?!.* = )/)
  const parameter = report.parameters.find((one) => one.latex === right?.trim())
  return parameter === undefined || left === undefined ? latex : `${left} = ${parameter.value}`
}

function finished(situation: Situation): Judgement {
  const { snapshot, loss, iteration } = situation
  const off = offBy(situation)
  const scale = snapshot?.scale ?? null
  const digits = digitsOf(snapshot?.metrics.max_abs_error, scale)
  const said = situation.said ?? null
  const [gravest] = said?.suspicions ?? []
  if (said?.level === 'wrong' && gravest !== undefined) {
    const by: Part[] = off === null ? [] : ['Off by ', off.strong, ...off.at, '. ']
    return plain(DO_NOT_TRUST, [...by, spelled(`${gravest.message} ${gravest.cure}`)])
  }
  if (off === null && said !== null) {
    const known = digitsOf(said.error, said.scale)
    return plain(known === null ? NOT_COMPARED : digitsVerdict(known), [spelled(said.sentence)])
  }
  if (off === null || digits === null || scale === null)
    return plain(NOT_COMPARED, [...lossSentence(situation), ' No exact solution is known here, and a low loss alone proves nothing.'])
  const ratio = off.error / scale
  if (ratio > 1 && loss.last !== null && loss.last < 1e-2 * scale ** 2)
    return plain(DO_NOT_TRUST, [
      `The loss is small (${printed(loss.last)}), but the network is off by `,
      { strong: times(ratio) },
      ' the solution. A low loss proves nothing here.'
    ])
  const word = digitsVerdict(digits)
  if (digits === 0)
    return plain(word, [
      'Off by ',
      off.strong,
      ...off.at,
      ` on a solution of height ${significant(scale, 2).replace(/\.0$/, '')} after ${group(iteration)} iterations.`
    ])
  const beside = gravest === undefined && said !== null ? classical(said) : []
  if (ratio < ROUND_OFF) return plain(word, ['Off by at most ', off.strong, '. This is round-off: more training cannot help.', ...beside])
  const sentence: Part[] = ['Off by at most ', off.strong, ...off.at]
  if (loss.first !== null && loss.last !== null) {
    sentence.push(`; the loss went from ${printed(loss.first)} to `, { strong: printed(loss.last) })
    if (situation.falling === true) sentence.push(' and is still falling')
  }
  sentence.push('.')
  const violation = snapshot?.metrics.condition_violation ?? 0
  if (violation > 1e-9) sentence.push(` The conditions are met to ${significant(violation, 2)}.`)
  if (gravest !== undefined) sentence.push(spelled(` ${gravest.message} ${gravest.cure}`))
  return plain(word, [...sentence, ...beside])
}

/** What a classical method takes for the same, and how far it is off itself. */
function classical({ reference }: Said): Part[] {
  if (reference === null) return []
  const [name = reference.label] = reference.label.split(', ')
  return [` ${name} takes ${duration(reference.seconds)}, to ${significant(reference.stated_error, 2)}.`]
}

const times = (ratio: number) => (ratio < 2 ? 'more than' : `${significant(ratio, 2).replace(/\.0$/, '')} times`)

function diverged({ reason, training, iteration }: Situation): Judgement {
  const rate = training.learning_rate
  const cure = rate === undefined ? null : { label: `Try ${trimmed(rate / 10)}`, learningRate: Number((rate / 10).toPrecision(6)) }
  const said = reason === null ? `The loss stopped being a number at iteration ${group(iteration)}.` : spelled(sentenceOf(reason))
  // runs of an older lab bring no advice with them
  const advised = rate === undefined || said.includes('learning rate')
  return plain(RUN_WORDS.DIVERGED, advised ? [said] : [said, ` The learning rate ${trimmed(rate)} is too large here.`], cure)
}

/** 0.01, not 0.0100 and not 1e-7 */
function trimmed(rate: number): string {
  return printed(Number(rate.toPrecision(6)))
}

function lossSentence({ loss }: Situation): Part[] {
  if (loss.first === null || loss.last === null) return []
  return [`The loss went from ${printed(loss.first)} to `, { strong: printed(loss.last) }, '.']
}

function offBy({ snapshot, report }: Situation): { error: number; strong: { strong: string }; at: Part[] } | null {
  const error = snapshot?.metrics.max_abs_error
  if (snapshot === null || error === null || error === undefined || !Number.isFinite(error)) return null
  const at = snapshot.worst?.at
  const places = report.variables.map(({ name }, axis) => {
    const value = short(at?.[axis] ?? 0)
    return { math: `${latexName(name)} = ${value.replace('−', '-')}`, text: `${name} = ${value}` }
  })
  const where: Part[] = at === undefined ? [] : [', at ', ...places.flatMap((place, i): Part[] => (i === 0 ? [place] : [', ', place]))]
  return { error, strong: { strong: significant(error) }, at: where }
}

/** A coordinate to two decimals, without zeros that say nothing. */
function short(value: number): string {
  if (value === 0) return '0'
  return Math.abs(value) >= 0.095 && Math.abs(value) < 1000 ? String(Number(value.toFixed(2))).replace('-', '−') : significant(value, 2)
}

const GREEK = new Set([
  'alpha',
  'beta',
  'gamma',
  'delta',
  'eta',
  'theta',
  'kappa',
  'lambda',
  'mu',
  'nu',
  'xi',
  'rho',
  'sigma',
  'tau',
  'phi',
  'chi',
  'psi',
  'omega'
])
/** A variable's name as LaTeX; digits at its end are an index. */
export function latexName(name: string): string {
  const [, base, index] = /^([A-Za-z]+?)_?(\d+)$/.exec(name) ?? []
  if (base !== undefined && index !== undefined) return `${latexName(base)}_{${index}}`
  if (GREEK.has(name)) return `\\${name}`
  return name.length === 1 ? name : `\\mathrm{${name.replaceAll('_', '\\_')}}`
}

/** The sentence without marks, for the live region and for tests. */
export function spoken(parts: readonly Part[]): string {
  return parts.map((part) => (typeof part === 'string' ? part : 'strong' in part ? part.strong : part.text)).join('')
}

/** Whether a loss still falls: by more than 2 % over the last tenth of its iterations. */
export function isFalling({ iteration, loss }: { iteration: ArrayLike<number>; loss: ArrayLike<number> }): boolean | null {
  const last = loss.length - 1
  if (last < 10) return null
  const from = (iteration[last] ?? 0) * 0.9
  let index = last
  while (index > 0 && (iteration[index] ?? 0) > from) index--
  const before = loss[index] ?? Number.NaN
  const now = loss[last] ?? Number.NaN
  return Number.isFinite(before) && Number.isFinite(now) ? now < 0.98 * before : null
}
