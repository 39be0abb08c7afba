import { parseNumber } from '../components/parse-number.ts'
import type { NumberRules } from '../components/parse-number.ts'

/** What a user typed as a list, or the cure for it. */
export type Parsed<T> = { values: T[] } | { cure: string }

/** More values of one parameter than anyone would wait for. */
const MOST = 10_000

/** `1e-4, 1e-3`, `15..19`, `0.1..0.5 by 0.1`, `1e-4..1e-1 times 10`; a range between powers of ten goes by tens. Each value once, in order. */
export function parseNumbers(typed: string, rules: NumberRules = {}): Parsed<number> {
  const values: number[] = []
  for (const item of items(typed)) {
    const parsed = item.includes('..') ? range(item, rules) : single(item, rules)
    if ('cure' in parsed) return parsed
    values.push(...parsed.values)
    if (values.length > MOST) return { cure: `too many values: at most ${MOST}` }
  }
  return { values: [...new Set(values)] }
}

/** Seeds of the lab's generator, `15..19`, or of the lecture's, `lecture:15..19`. */
export function parseSeeds(typed: string): Parsed<number | string> {
  const seeds: (number | string)[] = []
  for (const item of items(typed)) {
    const lecture = /^lecture\s*:?\s*(.*)$/i.exec(item)?.[1]
    const parsed = parseNumbers(lecture ?? item, { integer: true, min: 0, max: 0xffffffff })
    if ('cure' in parsed) return parsed
    if (parsed.values.length === 0) return { cure: 'lecture: needs a number after it' }
    seeds.push(...parsed.values.map((seed) => (lecture === undefined ? seed : `lecture:${seed}`)))
  }
  return { values: [...new Set(seeds)] }
}

/** Words out of those that are known; `aliases` are understood as well. */
export function parseWords(typed: string, known: readonly string[], aliases: Readonly<Record<string, string>> = {}): Parsed<string> {
  const words: string[] = []
  for (const item of items(typed)) {
    const word = item.toLowerCase().replaceAll(' ', '_')
    const meant = aliases[word] ?? word
    if (!known.includes(meant)) {
      const near = known.find((one) => one.startsWith(meant.slice(0, 2)))
      return { cure: near === undefined ? `no ${item} here: ${known.slice(0, 3).join(', ')} …` : `no ${item} here; ${near}?` }
    }
    words.push(meant)
  }
  return { values: [...new Set(words)] }
}

/** Values as one would type them: `15..19` where they follow each other, else `0.1, 0.3`. */
export function listText(values: readonly (number | string)[]): string {
  const seeds = values.map((value) => /^lecture:(\d+)$/.exec(String(value))?.[1])
  if (seeds.length > 0 && seeds.every((seed) => seed !== undefined)) {
    return `lecture:${listText(seeds.map(Number)).replaceAll(', ', ', lecture:')}`
  }
  const numbers = values.map(Number)
  const inSteps = numbers.length > 2 && numbers.every((value, i) => Number.isInteger(value) && value === (numbers[0] ?? 0) + i)
  return inSteps ? `${numbers[0]}..${numbers.at(-1)}` : values.map(String).join(', ')
}

/** Parts between commas, semicolons or spaces; the words and spaces of a range belong to it. */
function items(typed: string): string[] {
  return typed
    .replaceAll(/\s*(?:\.\.+|…)\s*/g, '..')
    .replaceAll(/ +(by|step|times)\s+/gi, (_, word: string) => `~${word.toLowerCase()}~`)
    .replaceAll(/ +[×*]\s*(?=\d)/g, '~times~')
    .replaceAll(/(lecture)\s*:?\s+/gi, '$1:')
    .split(/[,;\n\t ]+/)
    .map((item) => item.trim())
    .filter((item) => item !== '')
}

function single(text: string, rules: NumberRules): Parsed<number> {
  const parsed = parseNumber(text, rules)
  return 'cure' in parsed ? parsed : { values: [parsed.value] }
}

function range(item: string, rules: NumberRules): Parsed<number> {
  const [ends = '', how, amount = ''] = item.split('~')
  const [from = '', to = '', ...more] = ends.split('..')
  const low = parseNumber(from, rules)
  const high = parseNumber(to, rules)
  if ('cure' in low) return low
  if ('cure' in high) return high
  if (more.length > 0) return { cure: 'a range has two ends: 15..19' }
  if (low.value > high.value) return { cure: 'the smaller end comes first' }
  const given = how === undefined ? stepOf(low.value, high.value) : parseNumber(amount, how === 'times' ? { above: 1 } : { above: 0 })
  if (given === null) return { cure: `say the step: ${from}..${to} by ${low.value === 0 ? 0.1 : low.value}` }
  if ('cure' in given) return { cure: `the step ${given.cure}` }
  const times = how === 'times' || (how === undefined && given.value > 1)
  const spread = times ? Math.log(high.value / low.value) / Math.log(given.value) : (high.value - low.value) / given.value
  if (times && low.value <= 0) return { cure: 'a range by a factor starts above 0' }
  const count = Math.floor(spread + 1e-9) + 1
  if (count > MOST) return { cure: `too many values: at most ${MOST}` }
  const at = (k: number) => Number((times ? low.value * given.value ** k : low.value + given.value * k).toPrecision(12))
  const values = Array.from({ length: count }, (_, k) => at(k))
  return rules.integer === true && values.some((value) => !Number.isInteger(value)) ? { cure: 'must be whole' } : { values }
}

/** Whole numbers go by one, powers of ten by ten; of anything else the step must be said. */
function stepOf(low: number, high: number): { value: number } | null {
  if (Number.isInteger(low) && Number.isInteger(high)) return { value: 1 }
  const isPower = (value: number) => value > 0 && Math.abs(Math.log10(value) - Math.round(Math.log10(value))) < 1e-12
  return isPower(low) && isPower(high) ? { value: 10 } : null
}
