import { splits } from '../expression/names.ts'
import { CONSTANTS, FOREIGN, FUNCTIONS, NAME, NAME_AT, WORD_OPERATORS } from '../expression/vocabulary.ts'

/** What takes an unknown and gives derivatives of it, as others call it: it is refused by name where it stands, and tells of what it is taken. */
const OPERATORS: ReadonlySet<string> = new Set(
  'laplacian Laplacian laplace Laplace lap Delta \u0394 nabla grad gradient div D deriv derivative Derivative partial dif'.split(' ')
)

/** A name in a text that is not parsed yet, with what follows it. */
export interface Word {
  name: string
  primes: number
  start: number
  end: number
  /** what stands in the bracket that follows, if one does */
  bracket: string | undefined
  /** the call whose first argument it is, e.g. diff */
  head: string | undefined
  /** inside the bracket of an integral */
  inIntegral: boolean
}

/** The names of a text, functions and constants left out. */
export function wordsOf(text: string): Word[] {
  const found: Word[] = []
  const heads: string[] = []
  let last = ''
  let at = 0
  while (at < text.length) {
    NAME_AT.lastIndex = at
    const number = /^[\d.]+(e[-+]?\d+)?/i.exec(text.slice(at))
    const name = number === null ? NAME_AT.exec(text)?.[0] : undefined
    if (name !== undefined) {
      const primes = /^'*/.exec(text.slice(at + name.length))![0].length
      const end = at + name.length + primes
      const open = /^\s*\(/.exec(text.slice(end))
      const isFunction = FUNCTIONS.has(name)
      if (!isFunction && !WORD_OPERATORS.includes(name)) {
        const bracket = open === null ? undefined : inside(text, end + open[0].length - 1)
        const head = text.slice(0, at).trimEnd().endsWith('(') ? heads.at(-1) : undefined
        found.push({ name, primes, start: at, end, bracket, head, inIntegral: heads.includes('integral') })
      }
      last = isFunction || OPERATORS.has(name) ? name : ''
      at = end
      continue
    }
    const sign = text[at]!
    if (sign === '(') heads.push(last)
    else if (sign === ')') heads.pop()
    if (!/\s/.test(sign)) last = ''
    at += number?.[0].length ?? 1
  }
  return found
}

/** What stands between the bracket at `open` and its partner. */
function inside(text: string, open: number): string {
  let depth = 0
  for (let k = open; k < text.length; k++) {
    if (text[k] === '(') depth++
    else if (text[k] === ')' && --depth === 0) return text.slice(open + 1, k)
  }
  return text.slice(open + 1)
}

/** The unknown that a name is a derivative of: u for u_xx over x and t. */
export function ownerOf(name: string, variables: readonly string[]): string | undefined {
  const at = [...name].map((sign, k) => (sign === '_' ? k : -1)).filter((k) => k > 0)
  // the longest unknown
  return at
    .reverse()
    .map((k) => ({ owner: name.slice(0, k), letters: name.slice(k + 1) }))
    .find(({ owner, letters }) => NAME.test(owner) && splits(letters, variables).length > 0)?.owner
}

/** The unknowns that statements are about, in order of appearance. `named`: the left sides that may be parameters. */
export function inferUnknowns(texts: readonly string[], variables: readonly string[], named: ReadonlySet<string>): string[] {
  const found: string[] = []
  const add = (name: string): void => {
    if (!found.includes(name) && !variables.includes(name)) found.push(name)
  }
  for (const text of texts) {
    for (const [, name] of text.matchAll(/\u2207(?:\u00b2|\^2)?\s*([A-Za-z]\w*)/g)) add(name!)
    for (const { name, primes, bracket, head } of wordsOf(text)) {
      if (variables.includes(name)) continue
      const owner = named.has(name) ? undefined : ownerOf(name, variables)
      if (primes > 0) add(owner ?? name)
      else if (owner !== undefined) add(owner)
      else if (head === 'diff' || (head !== undefined && OPERATORS.has(head) && !OPERATORS.has(name))) add(name)
      else if (/^\u0394./.test(name)) add(name.slice(1))
      // Laplacian(u), sech(x) and D(u, x) are functions that are called otherwise here
      else if (bracket !== undefined && !named.has(name) && !CONSTANTS.includes(name) && !FOREIGN.has(name) && !OPERATORS.has(name))
        add(name)
    }
  }
  return found
}

/** Whether a name is one of the unknowns or a derivative of one. */
export function isUnknown(name: string, unknowns: readonly string[], variables: readonly string[]): boolean {
  if (unknowns.includes(name)) return true
  return unknowns.some((unknown) => name.startsWith(`${unknown}_`) && splits(name.slice(unknown.length + 1), variables).length > 0)
}
