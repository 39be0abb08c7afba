import type { Entry } from './entries.ts'

/** The quantities that a search can compare, by every word that means them. */
const QUANTITIES: Record<string, (entry: Entry) => number | null> = {
  error: (entry) => entry.error,
  digits: (entry) => entry.digits,
  loss: (entry) => entry.loss,
  iterations: (entry) => entry.iterations,
  rate: (entry) => entry.rate,
  nodes: (entry) => entry.nodes,
  layers: (entry) => entry.layers,
  parameters: (entry) => entry.parameters,
  seconds: (entry) => entry.seconds,
  seed: (entry) => Number(entry.seed.replace(/^lecture:/, ''))
}
const ALIASES: Record<string, string> = {
  err: 'error',
  lr: 'rate',
  learning_rate: 'rate',
  width: 'nodes',
  neurons: 'nodes',
  depth: 'layers',
  time: 'seconds',
  params: 'parameters'
}
const TESTS = {
  '<': (a: number, b: number) => a < b,
  '<=': (a: number, b: number) => a <= b,
  '>': (a: number, b: number) => a > b,
  '>=': (a: number, b: number) => a >= b,
  // Numbers in a search are typed, those compared are computed: equal means equal to the digits typed.
  '=': (a: number, b: number) => Math.abs(a - b) <= 1e-9 * Math.max(1, Math.abs(b))
}
const COMPARISON = /(?<![\w'])([\p{L}_]+)\s*(<=|>=|<|>|=)\s*([-+]?(?:\d+\.?\d*|\.\d+)(?:e[-+]?\d+)?)(?![\w.(*/^])/giu

export interface Query {
  /** whether an entry is found */
  fits: (entry: Entry) => boolean
  /** the cure, when a comparison names nothing that is known */
  cure: string | null
}

/**
 * A search: words must all be found in name, problem, settings, state or tags; `u_t = u_xx` is found in equations however
 * it is spaced; `error < 0.01`, `nodes >= 20`, `rate = 0.001` compare. A run whose value is not known fits no comparison.
 */
export function parseQuery(text: string): Query {
  const tests: ((entry: Entry) => boolean)[] = []
  let cure: string | null = null
  const rest = text.toLowerCase().replaceAll(COMPARISON, (whole, name: string, sign: keyof typeof TESTS, number: string) => {
    const quantity = QUANTITIES[ALIASES[name] ?? name]
    if (quantity === undefined) {
      // `g(0) = 1` and `c = 1` may stand in an equation: an equals sign alone is no comparison.
      if (sign !== '=') cure = `${name} cannot be compared; ${Object.keys(QUANTITIES).join(', ')} can`
      return whole
    }
    tests.push((entry) => {
      const value = quantity(entry)
      return value !== null && Number.isFinite(value) && TESTS[sign](value, Number(number))
    })
    return ' '
  })
  const words = rest.split(/\s+/).filter((word) => word !== '')
  if (words.length > 0) tests.push((entry) => named(entry, words))
  return { fits: (entry) => tests.every((test) => test(entry)), cure }
}

const beginsAWord = (text: string, word: string): boolean => {
  for (let at = text.indexOf(word); at !== -1; at = text.indexOf(word, at + 1))
    if (at === 0 || !/[\p{L}\p{N}]/u.test(text[at - 1] ?? '')) return true
  return false
}

/**
 * Whether all words are said of an entry. What stands about an operator belongs together and is looked for in the equation without
 * its spaces; words further out may be part of the equation or said of it.
 */
function named(entry: Entry, words: readonly string[]): boolean {
  const said = (some: readonly string[]) => some.every((word) => beginsAWord(entry.words, word) || entry.tight.includes(word))
  const operators = words.flatMap((word, place) => (OPERATOR.test(word) ? [place] : []))
  const [first] = operators
  const last = operators.at(-1)
  if (first === undefined || last === undefined) return said(words)
  // A bare operator takes its neighbours with it: `u_t = u_xx`.
  const from = words[first]?.length === 1 ? Math.max(0, first - 1) : first
  const to = words[last]?.length === 1 ? last + 2 : last + 1
  return entry.tight.includes(words.slice(from, to).join('')) && said([...words.slice(0, from), ...words.slice(to)])
}

/** Letters of mathematics that do not occur in names: `-` and `/` do. */
const OPERATOR = /[=+*^<>]/
