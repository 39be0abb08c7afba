import { describe, expect, it, test } from 'vitest'
import { randomNumbers, refusal } from '../expression/testing.ts'
import { checkProblem } from './check.ts'
import { loadProblem, type ProblemDocument } from './document.ts'
import { LIBRARY } from './library/index.ts'
import { fromPaper, toPaper, toYaml } from './paper.ts'

const BURGERS = `u_t + u*u_x = nu*u_xx
u(x, 0) = -sin(pi*x)
u(-1, t) = 0, u(1, t) = 0
x in [-1, 1], t in [0, 1]
nu = 0.01/pi
`

const problem = (rest: Partial<ProblemDocument>): ProblemDocument => ({
  schema: 'ansatz.problem/1',
  variables: { x: [0, 1] },
  unknowns: ['u'],
  equations: ["u'' = -u"],
  ...rest
})

describe('paper form', () => {
  it('says what formats.md says in YAML', () => {
    const { document, format } = loadProblem(BURGERS)
    expect(format).toBe('paper')
    expect(document).toEqual({
      schema: 'ansatz.problem/1',
      variables: { x: [-1, 1], t: [0, 1] },
      unknowns: ['u'],
      parameters: { nu: '0.01/pi' },
      equations: ['u_t + u*u_x = nu*u_xx'],
      conditions: ['u(x, 0) = -sin(pi*x)', 'u(-1, t) = 0', 'u(1, t) = 0']
    })
  })

  it('finds unknowns by primes, derivatives, diff() and evaluations, in the order of the equations', () => {
    const text = `d' = a*c - d   # a remark\ndiff(c, t) = 1 - c_t2*d, c(0) = 1, d(0) = 2\nt in [0, 2*pi]\na = 1, c_t2 = 3\nh'' = 0, h(0) = 0, h'(0) = d0, d0 = 1`
    const { document } = loadProblem(text)
    expect(document).toMatchObject({
      unknowns: ['d', 'c', 'h'],
      equations: ["d' = a*c - d", 'diff(c, t) = 1 - c_t2*d', "h'' = 0"],
      conditions: ['c(0) = 1', 'd(0) = 2', 'h(0) = 0', "h'(0) = d0"],
      parameters: { a: 1, c_t2: 3, d0: 1 }
    })
  })

  it('tells conditions from equations', () => {
    const text = `u_t = integral(u, x), u(x, t) = v, integral(u^2, x) = 1, u(0, t) = u(1, t), v = u_x, x in [0, 1], t in [0, 1]\nunknowns: [u, v]`
    expect(loadProblem(text).document).toMatchObject({
      equations: ['u_t = integral(u, x)', 'u(x, t) = v', 'v = u_x'],
      conditions: ['integral(u^2, x) = 1', 'u(0, t) = u(1, t)']
    })
  })

  it.each<[string, Partial<ProblemDocument>]>([
    ['a parameter used like a function', { equations: ["u'' = k(1 - x)*u"], parameters: { k: 2 } }],
    ['an algebraic equation', { equations: ['u = 2'] }],
    ['an equation that is a definition', { equations: ['u = x^2'] }],
    ['a parameter that looks like a derivative', { equations: ["u'' = u_x*u"], parameters: { u_x: 2 } }],
    ['a parameter with an underscore', { equations: ["u'' = k_x*u"], parameters: { k_x: 2 } }],
    ['an integral condition', { conditions: ['integral(u^2, x) = 1', 'u(0) = 0'] }],
    ['an integral in the equation', { equations: ["u' = integral(u, x)"] }],
    ['a periodic condition', { conditions: ['u(0) = u(1)', "u'(0) = u'(1)"] }],
    ['a condition with the variable itself', { conditions: ['u(x) = 1'] }],
    [
      'long conditions between short ones',
      {
        conditions: ['u(0) = 0', { id: 'right end', at: 'u(1) = 0', weight: 10 }, { at: 'u = 0', on: 'boundary' }, 'u(1/2) = 1'],
        domain: 'x^2 < 1'
      }
    ],
    ['parameters given as intervals', { parameters: { k: [0.01, '2*pi'], a: '1/3' } }],
    ['unknowns in another order', { unknowns: ['v', 'u'], equations: ["u' = v", "v' = -u"] }],
    ['an unknown without a trace', { unknowns: ['u', 'w'], equations: ["u' = w", 'w = u'] }],
    ['variables in order', { variables: { y: [0, 1], x: ['-pi', 'pi'] }, equations: ['u_xx + u_yy = 0'] }],
    [
      'all other keys',
      {
        name: 'A: "quoted" # name, it\'s',
        about: { group: 'Tests', text: 'two\nlines, and {brackets}' },
        parameters: { a: 1e-7, b: 1e21, c: -2 },
        where: { r: 'sqrt(x^2)' },
        domain: 'x^2 < 1',
        exact: { u: 'max(x, 0)' },
        trial: { u: 'x*N' },
        weights: { equation: 1, c1: 10 },
        conditions: ['u(0) = 0'],
        estimate: { D: { initial: 1, min: 0, max: 10 }, f: { of: ['x'] } },
        data: [{ file: 'obs 1.csv', columns: { x: 'time, s' } }],
        eigenvalue: { E: { initial: 1, states: 3 } },
        units: { x: 'm/s', u: 'null', a: '1e3' },
        invariants: ['x'],
        reference: 'none',
        settings: { network: { hidden: [10, 10] }, seed: 'lecture:15', training: { learning_rate: 0.001 } }
      }
    ]
  ])('carries %s there and back', (_, rest) => {
    const document = problem(rest)
    const paper = toPaper(document)
    expect(loadProblem(paper).format).toBe('paper')
    expect(loadProblem(paper).document).toEqual(document)
    const yaml = toYaml(document)
    expect(loadProblem(yaml).format).toBe('yaml')
    expect(loadProblem(yaml).document).toEqual(document)
    expect(Object.keys(loadProblem(paper).document.variables)).toEqual(Object.keys(document.variables))
  })

  it('carries random documents there and back', () => {
    const random = randomNumbers(5)
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!
    const some = <T>(list: readonly T[]): T[] => list.filter(() => random() < 0.4)
    for (let k = 0; k < 300; k++) {
      const document = problem({
        variables: pick<ProblemDocument['variables']>([{ x: [0, 1] }, { x: ['-pi', 1], t: [0, 'T'] }]),
        unknowns: pick([['u'], ['u', 'v'], ['v', 'u']]),
        equations: [
          pick(["u'' = -u", 'u = 2', 'u_x = v', 'diff(u, x) = k(1 - u)', 'v = k', 'k_x = u(x)']),
          ...some(['v_x = u', 'u(0) = v', 'integral(u, x) = v'])
        ],
        parameters: {
          T: 2,
          ...Object.fromEntries(
            some(['k', 'k_x', 'u_t', 'a']).map((name): [string, number | string | [number, string]] => [
              name,
              pick([1, -0.5, '2*pi', [0, '2*pi'] as [number, string]])
            ])
          )
        },
        conditions: [
          pick(['u(0) = 1', 'u_x(0, t) = 0', 'u = 1']),
          ...some(['v(0) = u(1)', 'integral(u, x) = 1', { at: 'u(0) = 2', id: 'q' }])
        ],
        ...pick([{}, { exact: { u: 'x' } }, { trial: 'none' as const }, { name: 'x in [0, 1]' }])
      })
      const paper = toPaper(document)
      expect(loadProblem(paper).document, paper).toEqual(document)
      expect(loadProblem(toYaml(document)).document, toYaml(document)).toEqual(document)
    }
  })

  it('holds even statements that are wrong', () => {
    const document = problem({ equations: ['u, v = # {'], conditions: ['u(0 = 1'] })
    expect(loadProblem(toPaper(document)).document).toEqual(document)
  })

  it.each(LIBRARY.map(({ id, yaml }) => [id, yaml]))('carries %s of the library there and back', (_, yaml) => {
    const { document } = loadProblem(yaml)
    const paper = toPaper(document)
    expect(loadProblem(paper).document).toEqual(document)
    // a statement is one line, however long; all else breaks
    const formulas = JSON.stringify([document.equations, document.conditions, document.exact])
    const long = paper.split('\n').filter((line) => line.length > 120)
    expect(long.filter((line) => !formulas.includes(JSON.stringify(line.replace(/^\s*(\w+: )?"?|"?$/g, '')).slice(1, -1)))).toEqual([])
    expect(loadProblem(toYaml(document)).document).toEqual(document)
  })

  it('looks as it is written by hand', () => {
    expect(toPaper(loadProblem(BURGERS).document)).toBe(BURGERS.replace('0, u(1', '0\nu(1'))
    const yaml = `schema: ansatz.problem/1
name: Burgers
variables:  { x: [-1, 1], t: [0, 1] }
unknowns:   [u]
parameters: { nu: 0.01/pi }
equations:  ["u_t + u*u_x = nu*u_xx"]
conditions: ["u(x, 0) = -sin(pi*x)", "u(-1, t) = 0", "u(1, t) = 0"]
`
    expect(toYaml(loadProblem(yaml).document)).toBe(yaml)
  })

  it('breaks long YAML into lines', () => {
    const document = problem({
      conditions: Array.from({ length: 9 }, (_, k) => `u(${k}/10) = sin(${k}*pi/10)`),
      about: { text: 'long '.repeat(40).trim(), group: 'G' }
    })
    const yaml = toYaml(document)
    expect(yaml).toContain('conditions:\n  - "u(0/10) = sin(0*pi/10)"\n')
    expect(yaml).toMatch(/about:\n {2}text: >-\n {4}(long ){22}long\n/)
    expect(loadProblem(yaml).document).toEqual(document)
  })
})

describe('places and mistakes', () => {
  it('knows the line and column of every part', () => {
    const { place, placeOfKey } = fromPaper(BURGERS, 'b.txt')
    expect(place(['equations', 0], { start: 17, length: 4 })).toEqual({ file: 'b.txt', line: 1, column: 18, length: 4 })
    expect(place(['conditions', 2], { start: 2, length: 1 })).toEqual({ file: 'b.txt', line: 3, column: 17, length: 1 })
    expect(place(['variables', 't', 1])).toEqual({ file: 'b.txt', line: 4, column: 24, length: 1 })
    expect(place(['parameters', 'nu'], { start: 5, length: 2 })).toEqual({ file: 'b.txt', line: 5, column: 11, length: 2 })
    expect(placeOfKey(['parameters', 'nu'])).toEqual({ file: 'b.txt', line: 5, column: 1, length: 2 })
  })

  it('knows the places of keys and of long conditions', () => {
    const text = `u' = 1\n{ id: a, at: "u(0) = q" }\nx in [0, 1]\nexact: { u: "1 + y" }\nsettings:\n  training:\n    iterations: 5\n`
    const { place } = fromPaper(text)
    expect(place(['conditions', 0, 'at'], { start: 7, length: 1 })).toEqual({ line: 2, column: 22, length: 1 })
    expect(place(['exact', 'u'], { start: 4, length: 1 })).toEqual({ line: 4, column: 18, length: 1 })
    expect(place(['settings', 'training', 'iterations'])).toEqual({ line: 7, column: 17, length: 1 })
  })

  it.each([
    ["u' = 1\nx in {0, 1}", 2, 1, 'statement', 'neither an equation'],
    ["u' = 1\nx in [0, ∞)", 2, 1, 'statement', 'as far out as the solution is wanted'],
    ["u' = 1\nx > 0", 2, 1, 'statement', 'Write x in [0, 10]'],
    ["u' = 1\nx in [0, 1]\nlambda unknown", 3, 1, 'statement', 'eigenvalue: { lambda: { initial: 1 } }'],
    ['u_xx + u_yy = 1\nx^2 + y^2 < 1', 1, 1, 'missing-key', 'x in [-1, 1], y in [-1, 1]'],
    ["u' = 1\nx in [0, 1, 2]", 2, 1, 'statement', 'two ends'],
    ["u' = 1\nx in [1, 0]", 2, 1, 'empty-interval', 'reversed'],
    ["u' = 1\nx in [0, 1]\nk = 2*x", 3, 1, 'statement', 'where: { k: "2*x" }'],
    ["u' = k\nx in [0, 1]\nk = 2, k = 3", 3, 8, 'statement', 'given twice'],
    ["u' = 1\nx in [0, 1], x in [0, 2]", 2, 14, 'statement', 'given twice'],
    ["u' = 1\nx in [0, 1]\nu + 1", 3, 1, 'statement', 'neither an equation'],
    ["u' = 1\nx in [0, 1]\nnmae: Test", 3, 1, 'unknown-key', 'Write name.'],
    ["u' = 1\nu(0) = 1", 1, 1, 'missing-key', 't in [0, 1]'],
    ['x in [0, 1], u(0) = 1', 1, 1, 'missing-key', "g' = -2*g"],
    ["u' = k\nx in [0, 1]\nk = 2*pj", 3, 7, 'unknown-symbol', 'pj'],
    ['u\' = 1\nx in [0, 1]\nexact: { u: "1 }', 3, 13, 'yaml', 'never closed'],
    ["u' = 1\nx in [0, 1]\nsin = 2", 3, 1, 'name', 'function']
  ])('%j', (text, line, column, code, words) => {
    const error = refusal(() => loadProblem(text))
    expect(`${error.message} ${error.cure}`).toContain(words)
    expect({ line: error.place.line, code: error.code }).toEqual({ line, code })
    if (code !== 'empty-interval') expect(error.place.column).toBe(column)
  })
})

test.each(['x in (0, pi]', '0 < x < pi', '0 <= x <= pi', '0≤x≤π', 'x ∈ [0, π]', 'x \\in [0, \\pi]', 'x from 0 to pi', 'x in [0; pi]'])(
  'an interval may be written %s',
  (interval) => {
    expect(fromPaper(`u' = 1\n${interval}\n`).document.variables).toEqual({ x: [0, 'pi'] })
  }
)

test('parameters may share a value', () => {
  const { document, place } = fromPaper("u' = a*u + b\na = b=1/2, c = 3\nu(0) = 1\nt in [0, 1]\n")
  expect(document.parameters).toEqual({ a: '1/2', b: '1/2', c: 3 })
  expect(place(['parameters', 'a'])).toEqual({ line: 2, column: 7, length: 3 })
  expect(place(['parameters', 'b', 'key'])).toEqual({ line: 2, column: 5, length: 1 })
})

test('variables may share an interval, and an inequality between them is the domain', () => {
  const { document, place } = fromPaper('u_xx + u_yy = 1\nx, y in [-2, 2]\n1 < x^2 + y^2 < 4\nu = 0 on the boundary\n')
  expect(document.variables).toEqual({ x: [-2, 2], y: [-2, 2] })
  expect(document.domain).toBe('1 < x^2 + y^2 and x^2 + y^2 < 4')
  expect(document.conditions).toEqual([{ at: 'u = 0', on: 'boundary' }])
  expect(place(['domain'])).toEqual({ line: 3, column: 1, length: 17 })
  expect(place(['variables', 'y', 1])).toEqual({ line: 2, column: 14, length: 1 })
})

describe('the boundary of a domain, in words', () => {
  const disc = (condition: string): string => `u_xx + u_yy = -4\n${condition}\nx in [-1, 1], y in [-1, 1]\ndomain: x^2 + y^2 < 1\n`

  test.each(['u = 0 on the boundary', 'on the boundary: u = 0', 'u = 0 on boundary', 'boundary: u = 0', '{ at: "u = 0", on: boundary }'])(
    '%s',
    (condition) => {
      const { document } = fromPaper(disc(condition))
      expect(document.conditions).toEqual([{ at: 'u = 0', on: 'boundary' }])
      expect(toPaper(document)).toContain('u = 0 on the boundary\n')
    }
  )

  test.each([
    ['u = 0 on the circle', /^on the circle is not read.*/, /Write u = 0 on the boundary/],
    ['u = 0 at x = 0', /^at x = 0 is not read/, /Write u\(…\) with 0 in the place of x/]
  ])('%s is refused', (condition, message, cure) => {
    const error = refusal(() => fromPaper(disc(condition)))
    expect(error.code).toBe('statement')
    expect(error.message).toMatch(message)
    expect(error.cure).toMatch(cure)
  })
})

test.each([
  ['Laplacian(u) = -1', 'Write (u_xx + u_yy).'],
  ['-Δu = 1', 'Write (u_xx + u_yy).'],
  ['div(grad(u)) = 1', 'Write (u_xx + u_yy).'],
  ['∇²u = 1', 'Write the derivatives out: u_xx + u_yy.'],
  ['D(u, x, 2) = 1', 'Use diff.'],
  ['u_xx + (x*u)_yy = 1', 'Write diff(x*u, y, 2) for the derivative of an expression.'],
  ['u_xx + u_yy = lambda*u', 'Give it a value, or seek it: eigenvalue: { lambda: { initial: 1 } }.'],
  ['u_xx + u_yy = delta(x - 1/2)', 'Write exp(-(x/0.05)^2)/(0.05*sqrt(pi)).'],
  ['u_xx = i*u', 'Solutions are real: write the real and the imaginary part as two unknowns, or declare i.'],
  ['u_xx + u_yy = sech(x)', 'Write 1/cosh(x).']
])('%s says how it is written here', (equation, cure) => {
  // the equation alone tells what is unknown
  for (const conditions of ['u(0, y) = 0; u(1, y) = 0; u(x, 0) = 0; u(x, 1) = 0', 'u = 0 on the boundary']) {
    const source = `${equation}\n${conditions}\nx in [0, 1]; y in [0, 1]\n`
    expect(checkProblem({ source }).errors).toMatchObject([{ line: 1, cure }])
  }
})
