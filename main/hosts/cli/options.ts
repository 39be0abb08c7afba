import { LabError } from '../../../core/errors.ts'
import { nearest } from '../../../core/expression/nearest.ts'

/** One option of a verb, `--name` or `-x`. */
export interface Option {
  name: string
  short?: string
  /** what stands for its value in the help; none: a switch */
  value?: string
  /** may be given more than once */
  many?: boolean
  help: string
}

/** The words after a verb, sorted. */
export interface Words {
  positionals: string[]
  has: (name: string) => boolean
  one: (name: string) => string | undefined
  all: (name: string) => string[]
}

export function badUsage(message: string, cure: string): LabError {
  return new LabError('usage', message, cure)
}

/**
 * Sorts words into options and the rest. `--name value`, `--name=value`, `-x value`; after `--` everything is a positional.
 * An unknown option, a missing value or one given twice is an error; nothing is guessed.
 */
export function readWords(words: readonly string[], options: readonly Option[]): Words {
  const given = new Map<string, string[]>()
  const positionals: string[] = []
  const rest = [...words]
  for (let word = rest.shift(); word !== undefined; word = rest.shift()) {
    if (word === '--') {
      positionals.push(...rest.splice(0))
    } else if (!word.startsWith('-') || word === '-' || /^-[\d.]/.test(word) || isFormula(word)) {
      positionals.push(word)
    } else {
      const [flag = '', inline] = splitAtEquals(word)
      const option = find(flag, options)
      const before = given.get(option.name)
      if (before !== undefined && option.many !== true) throw badUsage(`${flag} is given twice.`, 'Give it once.')
      given.set(option.name, [...(before ?? []), valueOf(option, flag, inline, rest)])
    }
  }
  return {
    positionals,
    has: (name) => given.has(name),
    one: (name) => given.get(name)?.[0],
    all: (name) => given.get(name) ?? []
  }
}

/** -x^2, -sin(x): no option has such signs in its name. */
function isFormula(word: string): boolean {
  return /^-[^-].*[\^*/+()\s]/.test(word) || /^-\(/.test(word)
}

function splitAtEquals(word: string): [string, string | undefined] {
  const at = word.startsWith('--') ? word.indexOf('=') : -1
  return at < 0 ? [word, undefined] : [word.slice(0, at), word.slice(at + 1)]
}

function find(flag: string, options: readonly Option[]): Option {
  const found = options.find(({ name, short }) => flag === `--${name}` || (short !== undefined && flag === `-${short}`))
  if (found !== undefined) return found
  const meant = nearest(
    flag,
    options.map(({ name }) => `--${name}`)
  )
  throw badUsage(`There is no option ${flag}.`, meant === undefined ? 'See --help.' : `Did you mean ${meant.word}?`)
}

function valueOf({ value }: Option, flag: string, inline: string | undefined, rest: string[]): string {
  if (value === undefined) {
    if (inline !== undefined) throw badUsage(`${flag} takes no value.`, `Write ${flag} alone.`)
    return ''
  }
  const text = inline ?? rest.shift()
  if (text === undefined) throw badUsage(`${flag} needs a value.`, `Write ${flag} ${value}.`)
  return text
}

/** A whole number of at least `least`. */
export function wholeNumber(words: Words, name: string, least: number, most = Number.MAX_SAFE_INTEGER): number | undefined {
  const text = words.one(name)
  if (text === undefined) return undefined
  const value = Number(text)
  if (/^\d+$/.test(text) && value >= least && value <= most) return value
  throw badUsage(
    `--${name} ${text} is not a whole number of ${most < 1e9 ? `${least} to ${most}` : `at least ${least}`}.`,
    `Write --${name} ${Math.max(least, 1)}.`
  )
}
