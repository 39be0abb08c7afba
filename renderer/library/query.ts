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
  const tight = words.join('')
  if (words.length > 0)
    tests.push((entry) => entry.tight.includes(tight) || words.every((word) => entry.words.includes(word) || entry.tight.includes(word)))
  return { fits: (entry) => tests.every((test) => test(entry)), cure }
}
