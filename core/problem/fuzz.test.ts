import { expect, it } from 'vitest'
import { randomNumbers } from '../expression/testing.ts'
import { checkProblem } from './check.ts'
import { LIBRARY } from './library/index.ts'

/*
 * Random and damaged problems through the parser and the checker: an answer each time, with a place where something is wrong;
 * never a defect ("internal"), never more than a second of computing or 200 MB.
 */

const LONGEST_MS = 1000
const MOST_BYTES = 200e6

/** What the checker says; fails where it crashes, thinks too long or grows too large. */
function judge(source: string): boolean {
  const memory = process.memoryUsage().heapUsed
  const before = process.cpuUsage()
  const { errors } = checkProblem({ source })
  const { user } = process.cpuUsage(before)
  expect(user / 1000, source).toBeLessThan(LONGEST_MS)
  expect(process.memoryUsage().heapUsed - memory, source).toBeLessThan(MOST_BYTES)
  for (const error of errors) {
    expect(error.code, `${error.message}\n${source}`).not.toBe('internal')
    expect(`${error.message} ${error.cure}`, source).not.toMatch(/undefined|\[object/)
    expect(error.cure, source).not.toBe('')
  }
  return errors.length === 0
}

// small runs: the checker evaluates at every training point
const SETTINGS = 'settings: { points: { count: 6 }, network: { hidden: [4] } }\n'
const TEXTS = LIBRARY.filter(({ yaml }) => !/z: \[|domain:|data:|integral\(/.test(yaml)).map(
  ({ yaml }) => yaml.replace(/^settings:\n(?: .*\n)*/m, '') + SETTINGS
)

it('answers damaged problems of the library', () => {
  const random = randomNumbers(5)
  const below = (n: number): number => Math.floor(random() * n)
  const pick = <T>(list: readonly T[]): T => list[below(list.length)]!
  const words = TEXTS.flatMap((text) => text.match(/[A-Za-z_]+'*|\d+(?:\.\d+)?|\S/g) ?? [])
  const damage: ((text: string) => string)[] = [
    // a word for another, a word more, a word less, two lines swapped, a line twice, a number out of bounds
    (text) => text.replace(pick(text.match(/[A-Za-z_]+'*|\d+(?:\.\d+)?|\S/g)!), () => pick(words)),
    (text) => {
      const at = below(text.length)
      return `${text.slice(0, at)} ${pick(words)} ${text.slice(at)}`
    },
    (text) => {
      const at = below(text.length)
      return text.slice(0, at) + text.slice(at + 1 + below(8))
    },
    (text) => {
      const lines = text.split('\n')
      const [a, b] = [below(lines.length), below(lines.length)]
      ;[lines[a], lines[b]] = [lines[b]!, lines[a]!]
      return lines.join('\n')
    },
    (text) => {
      const lines = text.split('\n')
      const at = below(lines.length)
      return [...lines.slice(0, at), lines[at]!, ...lines.slice(at)].join('\n')
    },
    (text) => text.replace(/(?<=[[ ,(=*])\d+(?=[\],)} *"])/, pick(['0', '-1', '1e300', '1e-300', '0.5', '7', 'pi', '1/0']))
  ]
  let sound = 0
  const rounds = 400
  for (let k = 0; k < rounds; k++) {
    let text = pick(TEXTS)
    for (let times = 1 + below(2); times > 0; times--) text = pick(damage)(text)
    if (judge(text)) sound++
  }
  // both happen: what is harmless passes, what is not is refused
  expect(sound).toBeGreaterThan(rounds * 0.05)
  expect(sound).toBeLessThan(rounds * 0.9)
})

it('answers problems made of random expressions', () => {
  const random = randomNumbers(11)
  const below = (n: number): number => Math.floor(random() * n)
  const pick = <T>(list: readonly T[]): T => list[below(list.length)]!
  const numbers = ['x', 't', 'k', 'pi', 'e', '0', '1', '2.5']
  const tame = [...numbers, 'u', 'u_x', 'u_xx', 'u']
  const wild = [...tame, 'v', 'v_x', 'u_t', 'u_tt', 'u_xxxx', 'r', '1e300', 'N', 'N_u', 'q', "u'", 'u_y', '']
  let leaves = wild
  const calls = ['sin', 'exp', 'log', 'sqrt', 'tan', 'acos', 'abs', 'sign', 'erf', 'cosh']
  const expression = (depth: number): string => {
    const inner = (): string => expression(depth - 1)
    if (depth === 0 || random() < 0.2) return pick(leaves)
    switch (below(9)) {
      case 0:
        return `${pick(calls)}(${inner()})`
      case 1:
        return `diff(${inner()}, ${pick(['x', 't'])}${random() < 0.3 ? `, ${below(6)}` : ''})`
      case 2:
        return `sum(i, ${below(4)}, ${below(30)}, i*${inner()})`
      case 3:
        return random() < 0.5 ? `integral(${inner()}, ${pick(['x', 't'])})` : `integral(s*${inner()}, s, 0, ${inner()})`
      case 4:
        return `if(${inner()} ${pick(['<', '>=', '=='])} ${inner()}, ${inner()}, ${inner()})`
      case 5:
        return `${pick(['u', 'v', 'N', 'N_u', 'u_x'])}(${inner()}${random() < 0.8 ? `, ${inner()}` : ''})`
      default:
        return `(${inner()} ${pick(['+', '-', '*', '/', '^'])} ${inner()})`
    }
  }
  const statement = (): string =>
    random() < 0.6
      ? pick([
          'u(x, 0) = 0',
          'u(0, t) = t',
          'u(1, t) = 0',
          'v(x, 0) = x',
          'u_t(x, 0) = 0',
          'u_x(0, t) = 1',
          'u(0, t) = u(1, t)',
          'v(0, t) = k'
        ])
      : `${expression(1)} = ${expression(2)}`
  const list = (n: number, make: () => string): string => Array.from({ length: n }, () => JSON.stringify(make())).join(', ')
  const text = (lines: string[]): string => ['schema: ansatz.problem/1', ...lines, SETTINGS].join('\n')
  const ends = [
    '"u(0.5, t) = 0", "u(1, t) = 1"',
    '"u_x(0.5, t) = 0", "u_x(1, t) + u(1, t) = k"',
    '"u(0.5, t) = u(1, t)", "u_x(0.5, t) = u_x(1, t)"'
  ]
  /** Declared names only and conditions that fit: most of these come as far as the trial solution. */
  const likely = (): string => {
    leaves = numbers
    const [data, exact] = [expression(2), expression(3)]
    leaves = tame
    return text([
      'variables: { x: [0.5, 1], t: [0.5, 2] }',
      'unknowns: [u]',
      'parameters: { k: 2 }',
      `equations: [${JSON.stringify(`u_t = u_xx + ${expression(2)}`)}]`,
      `conditions: [${JSON.stringify(`u(x, 0.5) = ${data}`)}, ${pick(ends)}]`,
      `exact: { u: ${JSON.stringify(exact)} }`
    ])
  }
  const anything = (): string => {
    leaves = wild
    const unknowns = random() < 0.7 ? ['u'] : ['u', 'v']
    return text([
      `variables: { x: [0, 1], t: [0, ${pick(['1', '2', 'k', '1e300', '0'])}] }`,
      `unknowns: [${unknowns.join(', ')}]`,
      `parameters: { k: ${JSON.stringify(pick(['2', '0.01/pi', 'k', '1/0', 'x', expression(1)]))} }`,
      ...(random() < 0.3 ? [`where: { r: ${JSON.stringify(expression(2))} }`] : []),
      `equations: [${list(unknowns.length, () => `${pick(unknowns)}_t = ${expression(3)}`)}]`,
      `conditions: [${list(below(5), statement)}]`,
      ...(random() < 0.3 ? [`trial: { u: ${JSON.stringify(`t*N + ${expression(2)}`)} }`] : []),
      ...(random() < 0.3 ? [`exact: { u: ${JSON.stringify(expression(2))} }`] : [])
    ])
  }
  let sound = 0
  const rounds = 1000
  for (let round = 0; round < rounds; round++) if (judge(random() < 0.5 ? likely() : anything())) sound++
  expect(sound).toBeGreaterThan(20)
  expect(sound).toBeLessThan(rounds * 0.9)
})

const decay = (equation: string, more = ''): string =>
  `schema: ansatz.problem/1\nvariables: { t: [0, 1] }\nunknowns: [g]\n${more}\nequations: ["${equation}"]\nconditions: ["g(0) = 1"]\n`
const mapping = (n: number, text: (k: number) => string): string =>
  `{ ${Array.from({ length: n }, (_, k) => `w${k}: "${text(k)}"`).join(', ')} }`

it.each([
  ['sums in sums', decay("g' = sum(i, 1, 9000, sum(j, 1, 9000, sin(i*j*t)))*g")],
  ['a derivative of a long sum', decay("g' = diff(sum(i, 1, 5000, sin(i*t)*cos(i*t)*g), t)")],
  [
    'integrals in integrals',
    decay(`g' = ${'integral('.repeat(7)}g(a)*g(b)*g(c)*g(d)*g(h)*g(k)*g(l)${[...'abcdhkl'].map((name) => `, ${name}, 0, t)`).join('')}`)
  ],
  ['a sum as a parameter', decay("g' = g", 'parameters: { a: "sum(i, 1, 999999, sum(j, 1, 999999, 1/i))" }')],
  ['names that double', decay("g' = w59*g", `where: ${mapping(60, (k) => (k === 0 ? 't' : `w${k - 1}*w${k - 1}`))}`)],
  ['parameters in a long chain', decay("g' = g", `parameters: ${mapping(3000, (k) => `w${k + 1}`)}`)],
  ['brackets', decay(`g' = ${'('.repeat(5000)}g${')'.repeat(5000)}`)],
  ['a long name', decay(`g' = ${'g'.repeat(19_000)}`)],
  ['a long derivative', decay(`g' = g_${'t'.repeat(19_000)}`)],
  ['powers', decay(`g' = ${'2^'.repeat(150)}g`)],
  ['a wide network', decay("g' = g", 'settings: { network: { hidden: [4096, 4096, 4096] } }')],
  ['nested lists', `schema: ansatz.problem/1\nabout: ${'['.repeat(20_000)}\n`],
  ['nested mappings', `schema: ansatz.problem/1\nabout: ${'{ a: '.repeat(5000)}1${' }'.repeat(5000)}\n`],
  ['many conditions', decay("g' = g").replace('["g(0) = 1"]', `[${'"g(0) = 1", '.repeat(1000)}]`)]
])('refuses %s at once', (_, source) => expect(judge(source)).toBe(false))
