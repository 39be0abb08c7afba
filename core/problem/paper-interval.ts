import { NAME } from '../expression/vocabulary.ts'

/** A part of a paper form, and where it begins in the whole text. */
export interface Placed {
  text: string
  start: number
}

/** A statement that gives an interval, taken apart; `faulty` where it is one that cannot be used, with what is wrong and what is meant. */
export type Interval = { name: string; bounds: [Placed, Placed] } | { faulty: string; cure: string }

const WITHIN = /^(\S+?)\s*(?:\s(?:is\s+)?in(?=[\s[(\]])|\u2208|\\in(?![a-z]))\s*(.*)$/
const FROM_TO = /^(\S+)\s+(?:goes\s+)?(?:from|between)\s+(.+?)\s+(?:to|and)\s+(.+)$/
const BETWEEN = /^([^<>=\u2264]+?)\s*(?:<=?|\u2264)\s*([^\s<>=()\u2264]+)\s*(?:<=?|\u2264)\s*([^<>=\u2264]+)$/
const ONE_SIDED = /^([^\s<>=\u2264\u2265]+)\s*(?:[<>]=?|\u2264|\u2265)\s*([^<>=\u2264\u2265]+)$/

/**
 * x in [a, b], x in (a, b), a < x < b, x from a to b: an interval holds its ends however it is written. Undefined for what is none.
 * @param known names that have an interval elsewhere: x > 0 of one of them is about a domain
 */
export function readInterval({ text, start }: Placed, known: ReadonlySet<string>): Interval | undefined {
  const between = BETWEEN.exec(text) ?? undefined
  if (between !== undefined && NAME.test(between[2]!))
    return made(between[2]!, placed(text, start, between[1]!, 0), placed(text, start, between[3]!, text.length - between[3]!.length))
  const spoken = FROM_TO.exec(text) ?? undefined
  if (spoken !== undefined && NAME.test(spoken[1]!))
    return made(
      spoken[1]!,
      placed(text, start, spoken[2]!, text.indexOf(spoken[2]!, spoken[1]!.length + 5)),
      placed(text, start, spoken[3]!, text.length - spoken[3]!.length)
    )
  const within = WITHIN.exec(text) ?? undefined
  if (within !== undefined) {
    const [, name, rest] = within as unknown as [string, string, string]
    if (!/^[[(\]]/.test(rest) && rest !== '') return undefined
    if (!NAME.test(name)) return { faulty: `${name} cannot be a name`, cure: 'Write an interval as x in [0, 1].' }
    if (!/^[[(\]].*[\])[]$/.test(rest)) return { faulty: 'An interval stands in square brackets', cure: `Write ${name} in [0, 1].` }
    const bounds = pairOf(text, text.length - rest.length + 1, start)
    if (bounds === undefined) return { faulty: 'An interval has two ends', cure: `Write ${name} in [0, 1].` }
    return made(name, ...bounds)
  }
  const [, name, end] = (ONE_SIDED.exec(text) ?? []) as (string | undefined)[]
  if (name === undefined || end === undefined || !NAME.test(name) || known.has(name)) return undefined
  const meant = text.includes('>') || text.includes('\u2265') ? `[${end}, 10]` : `[0, ${end}]`
  return { faulty: 'An interval has two ends', cure: `Write ${name} in ${meant}, with the end that is wanted.` }
}

const INFINITE = /^[-+]?\s*(\\infty|\u221e|inf|infty|infinity|oo)$/i

function made(name: string, from: Placed, to: Placed): Interval {
  const isInfinite = [from, to].map(({ text }) => INFINITE.test(text))
  if (!isInfinite[0] && !isInfinite[1]) return { name, bounds: [from, to] }
  const [a, b] = [isInfinite[0] ? '-10' : from.text, isInfinite[1] ? '10' : to.text]
  return { faulty: 'An interval has finite ends', cure: `Write ${name} in [${a}, ${b}], as far out as the solution is wanted.` }
}

/** The name pi for its signs. */
function placed(whole: string, start: number, text: string, at: number): Placed {
  return {
    text: text.trim().replaceAll(/\\pi(?![a-z])|\u03c0/g, 'pi'),
    start: start + at + whole.slice(at).length - whole.slice(at).trimStart().length
  }
}

/** The two texts of [a, b], whose opening bracket ends at `from`. */
export function pairOf(text: string, from: number, start: number): [Placed, Placed] | undefined {
  const cuts: number[] = []
  let depth = 0
  for (let k = from; k < text.length - 1; k++) {
    if (text[k] === '(') depth++
    else if (text[k] === ')') depth--
    else if ((text[k] === ',' || text[k] === ';') && depth === 0) cuts.push(k)
  }
  if (cuts.length !== 1) return undefined
  const part = (a: number, b: number): Placed => placed(text, start, text.slice(a, b), a)
  const [first, second] = [part(from, cuts[0]!), part(cuts[0]! + 1, text.length - 1)]
  return first.text === '' || second.text === '' ? undefined : [first, second]
}
