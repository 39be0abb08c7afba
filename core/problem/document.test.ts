import { describe, expect, it } from 'vitest'
import { mended, refusal } from '../expression/testing.ts'
import { loadProblem } from './document.ts'

const DECAY = `schema: ansatz.problem/1
name: Exponential decay
variables:  { t: [0, 1] }                 # independent variables and their intervals, in order
unknowns:   [g]                           # dependent variables
parameters: { gamma: 2, g0: 10 }          # values or constant expressions ("0.01/pi")
equations:  ["g' = -gamma*g"]             # one per unknown; any order up to 4
conditions: ["g(0) = g0"]
exact:      { g: "g0*exp(-gamma*t)" }     # optional
`

describe('a problem', () => {
  it('is read from YAML', () => {
    const { document, format, parameters, variables, warnings } = loadProblem(DECAY)
    expect(document).toEqual({
      schema: 'ansatz.problem/1',
      name: 'Exponential decay',
      variables: { t: [0, 1] },
      unknowns: ['g'],
      parameters: { gamma: 2, g0: 10 },
      equations: ["g' = -gamma*g"],
      conditions: ['g(0) = g0'],
      exact: { g: 'g0*exp(-gamma*t)' }
    })
    expect([format, [...parameters], variables, warnings]).toEqual([
      'yaml',
      [
        ['gamma', 2],
        ['g0', 10]
      ],
      [{ name: 't', from: 0, to: 1 }],
      []
    ])
  })

  it.each([undefined, 2, '\t'])('is read from JSON indented by %j', (indent) => {
    const { document } = loadProblem(DECAY)
    const text = JSON.stringify(document, null, indent)
    const again = loadProblem(text)
    expect(again.format).toBe('json')
    expect(again.document).toEqual(document)
    const place = again.place(['equations', 0], { start: 6, length: 5 })
    const line = text.split('\n')[place.line! - 1]!
    expect(line.slice(place.column! - 1, place.column! - 1 + place.length!)).toBe('gamma')
  })

  it('may come with a byte order mark and line ends of Windows', () => {
    const { document } = loadProblem(`\ufeff${DECAY.replaceAll('\n', '\r\n')}`)
    expect(document).toEqual(loadProblem(DECAY).document)
  })

  it('has every key of the format', () => {
    const text = `schema: ansatz.problem/1
name: All keys
about: { group: Tests, text: "Every key: one by one", source: none }
variables: { x: [-L, "L"], t: [0, 2*pi] }
unknowns: [u]
parameters: { L: 2*a, a: 1/2, nu: [0.01, 0.1], k: "3" }
where: { r: "sqrt(x^2 + t^2)" }
domain: x^2 + t^2 < 1
equations: ["u_t = nu*u_xx + D*r"]
conditions:
  - u(x, 0) = 0
  - { id: left, at: "u(-1, t) = 0", weight: 10 }
  - { at: u = 0, on: boundary }
exact: { u: 0 }
trial: { u: t*N }
weights: { equation: 1, left: 10, c1: 2 }
estimate: { D: { initial: 1, min: 0, max: 10 }, f: { of: [x] } }
data: { file: obs.csv, columns: { t: time_s, u: signal }, weight: 1 }
eigenvalue: { E: { initial: 1, states: 3 } }
units: { t: s }
invariants: ["x - t"]
reference: { method: rk4 }
settings: { training: { iterations: 10 }, target: { max_abs_error: 1e-8 } }
`
    const loaded = loadProblem(text)
    expect(loaded.document).toMatchObject({ exact: { u: '0' }, trial: { u: 't*N' }, parameters: { k: 3, nu: [0.01, 0.1], a: '1/2' } })
    expect(Object.keys(loaded.document)).toHaveLength(20)
    expect([...loaded.parameters]).toEqual([
      ['L', 1],
      ['a', 0.5],
      ['k', 3]
    ])
    expect(loaded.variables).toEqual([
      { name: 'x', from: -1, to: 1 },
      { name: 't', from: 0, to: 2 * Math.PI }
    ])
  })
})

/** replace this, by that, line, column, length, code, part of message and cure, what stands at the place after the replacement */
type Row = [from: string, to: string, line: number, column: number, length: number, code: string, words: string, after?: string]

describe('bad input', () => {
  it.each<Row>([
    ['[0, 1]', '[1, 1]', 3, 18, 6, 'empty-interval', 'The interval of t is empty'],
    [
      '[0, 1]',
      '[1, 0]',
      3,
      18,
      6,
      'empty-interval',
      'reversed',
      'variables:  { t: [0, 1] }                 # independent variables and their intervals, in order'
    ],
    ['[0, 1]', '[0, 2*pj]', 3, 24, 2, 'unknown-symbol', 'pj'],
    ['[0, 1]', '[0]', 3, 18, 3, 'wrong-value', 'an interval such as [0, 1]'],
    ['[0, 1]', '[0, .inf]', 3, 22, 4, 'not-finite', 'Infinity'],
    ['{ t: [0, 1] }', '{}', 3, 13, 2, 'wrong-value', 'a mapping of variables'],
    ['gamma: 2', 'gamma: .nan', 5, 22, 4, 'not-finite', 'NaN'],
    ['gamma: 2', 'gamma: NaN', 5, 22, 3, 'not-finite', 'NaN is not a number'],
    ['gamma: 2', 'gamma: "0/0"', 5, 23, 3, 'not-finite', '0/0 is NaN'],
    ['gamma: 2', 'gamma: two', 5, 22, 3, 'unknown-symbol', 'two is not declared'],
    ['gamma: 2', 'gamma: true', 5, 22, 4, 'wrong-value', 'true'],
    ['gamma: 2', 'gamma: [1, 0]', 5, 22, 6, 'empty-interval', 'The interval of gamma is reversed'],
    ['gamma: 2', 'gamma: ', 5, 15, 5, 'wrong-value', 'empty'],
    ['gamma: 2', 'gamma: gamma', 5, 22, 5, 'circle', 'gamma is defined by itself'],
    ['gamma: 2, g0: 10', 'gamma: g0, g0: 2*gamma', 5, 22, 2, 'circle', 'gamma -> g0 -> gamma'],
    ['gamma: 2', 't: 2', 5, 15, 1, 'duplicate-name', 't is a variable and a parameter'],
    ['gamma: 2', 'sin: 2', 5, 15, 3, 'name', 'it is a function'],
    ['gamma: 2', 'N: 2', 5, 15, 1, 'name', 'neural network'],
    ['gamma: 2', '2k: 2', 5, 15, 2, 'name', 'starts with a letter'],
    ['gamma: 2', 'gamma: 2, gamma: 3', 5, 25, 5, 'yaml', 'gamma stands twice'],
    ['[g]', '[t]', 4, 14, 1, 'duplicate-name', 't is a variable and an unknown'],
    ['[g]', '[g, g]', 4, 17, 1, 'duplicate-name', 'g is declared twice'],
    ['[g]', 'g', 4, 13, 1, 'wrong-value', 'a list of names'],
    ['[g]', '[]', 4, 13, 2, 'wrong-value', 'a list of names'],
    [
      'unknowns:',
      'unknown: ',
      4,
      1,
      7,
      'unknown-key',
      'Write unknowns',
      'unknowns:    [g]                           # dependent variables'
    ],
    ['conditions:', 'condition :', 7, 1, 9, 'unknown-key', 'Write conditions', 'conditions : ["g(0) = g0"]'],
    [
      'equations:',
      'Equations:',
      6,
      1,
      9,
      'unknown-key',
      'Write equations',
      `equations:  ["g' = -gamma*g"]             # one per unknown; any order up to 4`
    ],
    ['conditions:', 'equations: ', 7, 1, 9, 'yaml', 'equations stands twice'],
    [`equations:  ["g' = -gamma*g"]`, '#', 1, 1, 24, 'missing-key', 'equations is missing in a problem'],
    [`["g' = -gamma*g"]`, '[]', 6, 13, 2, 'no-equation', 'There is neither an equation nor data'],
    [`["g' = -gamma*g"]`, '12', 6, 13, 2, 'wrong-value', 'a list of equations'],
    [`["g' = -gamma*g"]`, `"g' = -gamma*g"`, 6, 13, 15, 'wrong-value', 'a list of equations'],
    [`"g' = -gamma*g"`, `'g' = -gamma*g'`, 6, 18, 1, 'yaml', 'Put equations in double quotes'],
    ['["g(0) = g0"]', '[g(0, 1) = g0]', 7, 14, 12, 'yaml-comma', 'Write "g(0, 1) = g0"', 'conditions: ["g(0, 1) = g0"]'],
    ['["g(0) = g0"]', '[u(x, max(0, 1)) = sin(x, 2), b]', 7, 14, 27, 'yaml-comma', 'ends the value'],
    ['"g0*exp(-gamma*t)"', 'max(1, t)', 8, 18, 9, 'yaml-comma', 'Write "max(1, t)"', 'exact:      { g: "max(1, t)" }     # optional'],
    ['{ g: "g0*', '{ h: "g0*', 8, 15, 1, 'unknown-symbol', 'h under exact is not an unknown'],
    [
      '["g(0) = g0"]',
      '[{ id: left, at: "g(0) = g0", wieght: 2 }]',
      7,
      43,
      6,
      'unknown-key',
      'weight',
      'conditions: [{ id: left, at: "g(0) = g0", weight: 2 }]'
    ],
    ['["g(0) = g0"]', '[{ id: left, weight: 2 }]', 7, 14, 23, 'missing-key', 'at is missing in conditions[0]'],
    ['["g(0) = g0"]', '[{ at: "g(0) = g0", weight: -2 }]', 7, 41, 2, 'wrong-value', 'a number above 0'],
    ['["g(0) = g0"]', '["g(0) = g0", { id: c1, at: "g(1) = 0" }]', 7, 27, 26, 'duplicate-name', 'c1'],
    ['ansatz.problem/1', 'ansatz.problem/2', 1, 9, 16, 'schema', 'another version'],
    ['ansatz.problem/1', 'ansatz.experiment/1', 1, 9, 19, 'schema', 'This is an experiment, not a problem'],
    ['ansatz.problem/1', 'ansatz.sweep/1', 1, 9, 14, 'schema', 'This is a sweep, not a problem'],
    ['ansatz.problem/1', 'problem', 1, 9, 7, 'schema', 'not a format', 'schema: ansatz.problem/1'],
    ['schema: ansatz.problem/1\n', '', 1, 1, 23, 'schema', 'Add the line schema: ansatz.problem/1'],
    ['{ t: [0, 1] }', '{ t: [0, 1', 3, 18, 1, 'yaml', 'This [ is never closed'],
    ['"g(0) = g0"', '"g(0) = g0', 7, 14, 1, 'yaml', 'This " is never closed'],
    ['name: ', 'trial: autto\nname: ', 2, 8, 5, 'wrong-value', 'auto', 'trial: auto'],
    ['name: ', '\tname: ', 2, 1, 1, 'yaml', 'Indent with blanks'],
    ['name: ', 'weights: { c7: 1 }\nname: ', 2, 12, 2, 'unknown-symbol', 'equation and c1'],
    ['name: ', 'domain: *r\nname: ', 2, 9, 2, 'yaml', 'double quotes']
  ])('%s -> %s', (from, to, line, column, length, code, words, after) => {
    const text = DECAY.replace(from, to)
    expect(text).not.toBe(DECAY)
    const error = refusal(() => loadProblem(text, 'decay.yaml'))
    expect({ ...error.place, code: error.code }).toEqual({ file: 'decay.yaml', line, column, length, code })
    expect(`${error.message} ${error.cure}`).toContain(words)
    if (after !== undefined) expect(mended(text.split('\n')[line - 1]!, error)).toBe(after)
  })

  it.each([
    ['', 'empty', 'The document is empty'],
    [' \n\n', 'empty', 'The document is empty'],
    ['hello', 'not-a-document', 'one statement a line'],
    ['- 1\n- 2', 'not-a-document', 'there are no keys'],
    ['42', 'not-a-document', 'there are no keys'],
    ['a\0b', 'not-text', 'UTF-8'],
    [`x: ${'1'.repeat(1_000_001)}`, 'too-large', 'CSV'],
    ['schema: ansatz.problem/1\n---\na: 1', 'yaml', 'more than one document'],
    [
      `schema: ansatz.problem/1\na: &a [1,1,1,1,1,1,1,1,1]\nb: &b [${Array(9).fill('*a').join()}]\nc: &c [${Array(9).fill('*b').join()}]\nd: [${Array(9).fill('*c').join()}]`,
      'yaml',
      'aliases'
    ]
  ])('%.30j', (text, code, words) => {
    const error = refusal(() => loadProblem(text))
    expect(error.code).toBe(code)
    expect(`${error.message} ${error.cure}`).toContain(words)
    expect(error.place.line).toBeGreaterThan(0)
  })

  it('warns where single quotes make one prime of two', () => {
    const { document, warnings } = loadProblem(DECAY.replace(`"g' = -gamma*g"`, `'g'' = -gamma*g'`), 'decay.yaml')
    expect(document.equations).toEqual(["g' = -gamma*g"])
    expect(warnings).toEqual([
      expect.objectContaining({
        code: 'yaml-quotes',
        file: 'decay.yaml',
        line: 6,
        column: 14,
        length: 16,
        cure: expect.stringContaining(`"g'' = -gamma*g"`) as string
      })
    ])
    expect(loadProblem(DECAY.replace('"g(0) = g0"', "'g(0) = g0'")).warnings).toEqual([])
  })
})
