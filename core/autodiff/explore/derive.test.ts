import { describe, expect, test } from 'vitest'
import { derive } from './derive.ts'
import type { Derivation, NodeReport, Value } from './report.ts'

const BOARD = 'sqrt(x^2+exp(x^2))'
const named = (report: Derivation, name: string): NodeReport => report.nodes.find((node) => node.name === name)!
const near = (value: Value | undefined, expected: number, tolerance = 1e-12): void =>
  expect(Math.abs(value! - expected)).toBeLessThanOrEqual(tolerance * Math.max(1, Math.abs(expected)))

describe('exp(x^2) (J1)', () => {
  test('values and adjoints at x = 1', () => {
    const report = derive('exp(x^2)', { x: 1 })
    expect(report.nodes.map(({ name, op }) => `${name} ${op}`)).toEqual(['x input', 'a pow', 'b exp'])
    expect(report.nodes.map(({ value }) => value)).toEqual([1, 1, Math.E])
    near(named(report, 'a').adjoint, 2.718281828459045)
    near(named(report, 'x').adjoint, 5.43656365691809)
    expect(named(report, 'b').adjoint).toBe(1)
  })

  test.each([
    [0.5, 1.28402541668774, 1.28402541668774],
    [2, 54.5981500331442, 218.392600132577]
  ])('at x = %f', (x, value, derivative) => {
    const report = derive('exp(x^2)', { x })
    near(report.value, value, 2e-15 * 10)
    near(report.derivatives.x, derivative)
  })
})

describe('the function of the board (J2-J5)', () => {
  const report = derive(BOARD, { x: 2 })

  test('is five nodes, x1 to x5, from five operators', () => {
    expect(report.nodes.map(({ id, name, typed, parents }) => [id, name, typed, parents.join(' ')])).toEqual([
      ['x1', 'x', '', ''],
      ['x2', 'a', 'x^2', 'x1'],
      ['x3', 'b', 'exp(a)', 'x2'],
      ['x4', 'c', 'a + b', 'x2 x3'],
      ['x5', 'd', 'sqrt(c)', 'x4']
    ])
    expect(report.operators).toEqual({ written: 5, graph: 4 })
    expect(report.latex).toBe('f(x) = \\sqrt{x^{2} + e^{x^{2}}}')
  })

  test('values, tangents and adjoints at x = 2, to the printed digits', () => {
    const table: [string, number, number, number][] = [
      ['x', 2, 1, 14.5260784108564],
      ['a', 4, 4, 3.63151960271411],
      ['b', 54.5981500331442, 218.392600132577, 0.0653172740558673],
      ['c', 58.5981500331442, 222.392600132577, 0.0653172740558673],
      ['d', 7.65494284976343, 14.5260784108564, 1]
    ]
    for (const [name, value, tangent, adjoint] of table) {
      near(named(report, name).value, value, 5e-15)
      near(named(report, name).tangent, tangent, 5e-15)
      near(named(report, name).adjoint, adjoint, 5e-15)
    }
  })

  test.each([
    [0.5, 1.23855779707196, 0.922050396875845],
    [-1, 1.92828468553247, -1.92828468553247],
    [0, 1, 0]
  ])('at x = %f', (x, value, derivative) => {
    const { value: found, derivatives } = derive(BOARD, { x })
    near(found, value)
    near(derivatives.x, derivative)
  })

  test('every mode gives the same derivative', () => {
    expect(report.modes.map(({ mode }) => mode)).toEqual(['forward', 'reverse', 'taylor', 'symbolic', 'complex'])
    for (const { derivatives, reason } of report.modes) {
      near(derivatives.x, 14.5260784108564, 5e-15)
      expect(reason).toBeNull()
    }
    expect(report.agreement.agree).toBe(true)
  })

  test('a collects two contributions, that of c first', () => {
    const { contributions, adjoint } = named(report, 'a')
    expect(contributions.map(({ from }) => from)).toEqual(['x4', 'x3'])
    near(contributions[0]!.value, 0.0653172740558673, 5e-15)
    expect(contributions.map(({ value }) => value!.toPrecision(15))).toEqual(['0.0653172740558673', '3.56620232865824'])
    expect(Math.abs(contributions[0]!.value! + contributions[1]!.value! - adjoint!)).toBeLessThanOrEqual(2 ** -51)
  })

  test('the reverse sweep goes x5, x4, x3, x2, x1 and says the rule of each step', () => {
    const { reverse, forward, evaluation } = report.sweeps
    expect(reverse.map(({ node }) => node)).toEqual(['x5', 'x4', 'x3', 'x2', 'x1'])
    expect(reverse.map(({ cost }) => cost)).toEqual([0, 2, 0, 2, 2])
    const step = reverse[3]!
    expect(step.rule).toContain('\\bar{c} \\cdot 1 + \\bar{b}\\,b')
    expect(step.numbers).toBe('\\bar{a} = 0.065317274 \\cdot 1 + 0.065317274 \\cdot 54.59815 = 0.065317274 + 3.5662023 = 3.6315196')
    expect(step.sentence).toBe('$a$ is used twice, in $c = a + b$ and in $b = e^{a}$. Each use sends back its share, and the shares add.')
    expect(step.edges).toHaveLength(2)
    expect(forward.map(({ cost }) => cost)).toEqual([0, 1, 1, 1, 3])
    expect(evaluation.map(({ cost }) => cost)).toEqual([0, 1, 1, 1, 1])
  })

  test('local derivatives stand on the edges', () => {
    expect(report.edges.map(({ from, to, latex }) => [from, to, latex])).toEqual([
      ['x1', 'x2', '2\\,x'],
      ['x2', 'x3', 'b'],
      ['x2', 'x4', '1'],
      ['x3', 'x4', '1'],
      ['x4', 'x5', '\\frac{1}{2\\,d}']
    ])
  })

  test('the derivative as a formula, and what simplifying saves', () => {
    expect(report.symbolic).toMatchObject([
      { by: 'mathjs', text: 'x*(1 + exp(x^2))/sqrt(x^2 + exp(x^2))', operators: 10, unsimplified: 19 }
    ])
  })
})

describe('the ledger (course.md 5.6)', () => {
  test.each([
    [
      'exp(x^2)',
      {
        tree: [2, 4, 6],
        graph: [2, 2, 4],
        derivative_alone: [null, 4, null],
        forward: [2, 2, 4],
        reverse: [2, 2, 4],
        tape: [2, 3, 5],
        sympy: [2, 4, 6]
      }
    ],
    [
      BOARD,
      {
        ...{ tree: [5, 10, 15], graph: [4, 3, 7], graph_root_again: [4, 4, 8], derivative_alone: [null, 7, null], forward: [4, 6, 10] },
        ...{ reverse: [4, 6, 10], tape: [4, 9, 13], tape_forward: [4, 9, 13], sympy: [6, 11, 17] }
      }
    ]
  ])('%s', (expression, rows) => {
    const { flops } = derive(expression, { x: 2 })
    for (const [variant, expected] of Object.entries(rows)) {
      const { f, df, total } = flops.find((row) => row.variant === variant)!
      expect([f, df, total], variant).toEqual(expected)
    }
  })

  test('who pays what adds up to the row', () => {
    for (const expression of [BOARD, 'x*y + sin(x)/y', 'max(x, y)^3']) {
      for (const { variant, f, df, items } of derive(expression, { x: 1.3, y: 0.7 }).flops) {
        if (items.length === 0) continue
        const sum = (part: string): number => items.reduce((all, item) => all + (item.part === part ? item.cost : 0), 0)
        expect(sum('df'), variant).toBe(df)
        if (f !== null) expect(sum('f'), variant).toBe(f)
      }
    }
  })

  test('partials cost what formats.md says', () => {
    const cost = (expression: string): number =>
      derive(expression, { x: 0.4, y: 1.7 }).flops.find(({ variant }) => variant === 'reverse')!.df!
    // one operation under the seed: the price of its partial alone
    const prices: [string, number][] = [
      ...([
        ['x^2', 1],
        ['x^3', 2],
        ['sqrt(x)', 2],
        ['1/x', 1],
        ['x/3', 1],
        ['tan(x)', 2],
        ['tanh(x)', 2],
        ['sin(x)', 1]
      ] as [string, number][]),
      ...([
        ['log(x)', 1],
        ['cos(x)', 1],
        ['asin(x)', 4],
        ['acos(x)', 4],
        ['atan(x)', 3],
        ['exp(x)', 0],
        ['x^y', 5],
        ['x/y', 2],
        ['x*y', 0]
      ] as [string, number][])
    ]
    for (const [expression, price] of prices) expect(cost(expression), expression).toBe(price)
  })

  test('nothing is folded or commuted', () => {
    expect(derive('x*y + y*x', { x: 1, y: 2 }).operators).toEqual({ written: 3, graph: 3 })
    expect(derive('2*3*x', { x: 1 }).operators).toEqual({ written: 2, graph: 2 })
    expect(derive('x*y + x*y', { x: 1, y: 2 }).operators).toEqual({ written: 3, graph: 2 })
  })
})

describe('differences (J6)', () => {
  const { rows, slopes, best, automaticError } = derive(BOARD, { x: 2 }).differences
  const at = (step: number) => rows.find((row) => Math.abs(row.step / step - 1) < 1e-9)!

  test('errors at the steps of the course', () => {
    expect(at(1e-1).forwardError! / 2.03).toBeCloseTo(1, 2)
    expect(at(1e-6).forwardError! / 1.84e-5).toBeCloseTo(1, 2)
    expect(at(1e-2).centralError! / 1.74e-3).toBeCloseTo(1, 2)
    expect(at(1e-4).centralError! / 1.74e-7).toBeCloseTo(1, 1)
    expect(at(1e-12).forwardError!).toBeGreaterThan(1e-4)
    expect(at(1e-12).complexError!).toBeLessThan(1e-14)
  })

  test('the V: slopes 1 and 2, the smallest errors, and the flat line of the sweeps', () => {
    expect(Math.abs(slopes.forward! - 1)).toBeLessThan(0.02)
    expect(Math.abs(slopes.central! - 2)).toBeLessThan(0.02)
    expect(best.forward!.error).toBeLessThan(1e-6)
    expect(best.central!.error).toBeLessThan(1e-8)
    expect(automaticError!).toBeLessThanOrEqual(4e-15)
  })
})

describe('higher orders', () => {
  test.each([
    [0.5, 1.6760309414386624],
    [1, 2.8193781227987425],
    [2, 36.757478379952126]
  ])("f'' at %f (J7)", (x, expected) => {
    const { orders, hessian } = derive(BOARD, { x })
    near(orders.rows[1]!.forwardOverReverse, expected)
    near(orders.rows[1]!.taylor, expected)
    near(hessian![0]![0], expected)
  })

  test('orders 1 to 6 of the board at x = 2 against mpmath', () => {
    const printed = [14.526078410856449, 36.757478379952126, 104.57198411160568, 317.20086505991306, 1041.4707670660742, 3704.0980119321449]
    const { rows } = derive(BOARD, { x: 2 }).orders
    printed.forEach((expected, k) => {
      near(rows[k]!.forwardOverReverse, expected)
      near(rows[k]!.taylor, expected)
    })
  })
})

test.each([
  ['sin(2*pi*x+x^2)', { x: 0.5 }, { x: -7.056768713746759 }],
  ['x^3+1', { x: 1 }, { x: 3 }],
  ['3*a^3+b*(a-5)+1', { a: 1, b: 3 }, { a: 12, b: -4 }],
  ['2*x0+3*x1+5*x2+7*x3+11*x4^2', { x0: 0, x1: 1, x2: 2, x3: 3, x4: 4 }, { x0: 2, x1: 3, x2: 5, x3: 7, x4: 88 }],
  ['sqrt(1+x^2)+exp(x)+sin(2*pi*x)', { x: 2.7 }, { x: 13.87586944687107 }],
  ['if(x>=0, x^2, -3x+1)', { x: 2.7 }, { x: 5.4 }],
  ['if(x>=0, x^2, -3x+1)', { x: -2.7 }, { x: -3 }],
  ['sum(i, 0, 9, x^i)', { x: 0.5 }, { x: 3.95703125 }]
])('the tour of the notes: %s (J8)', (expression, at, expected) => {
  const report = derive(expression, at)
  for (const [name, value] of Object.entries(expected))
    for (const { mode, derivatives } of report.modes) near(derivatives[name], value, mode === 'symbolic' ? 1e-12 : 1e-13)
})

describe('several inputs and outputs', () => {
  test('Jacobian, Hessian and its product with a vector', () => {
    const report = derive('x^2*y; sin(x)*exp(y)', { x: 1.5, y: 0.5 }, { along: [1, -2] })
    const [x, y] = [1.5, 0.5]
    const jacobian = [
      [2 * x * y, x * x],
      [Math.cos(x) * Math.exp(y), Math.sin(x) * Math.exp(y)]
    ]
    jacobian.forEach((row, i) => row.forEach((value, k) => near(report.jacobian[i]![k], value)))
    expect(report.hessian).toEqual([
      [2 * y, 2 * x],
      [2 * x, 0]
    ])
    expect(report.hessianVector!.product).toEqual([2 * y - 4 * x, 2 * x])
    near(derive('x^2*y; sin(x)*exp(y)', { x, y }, { output: 1 }).hessian![1]![1], Math.sin(x) * Math.exp(y))
  })

  test('a list is read as well; an input that is not used has the derivative 0 and is told', () => {
    const report = derive('[x + 1, min(2, x)]', { x: 1, z: 4 })
    expect(report.outputs.map(({ expression }) => expression)).toEqual(['x + 1', 'min(2, x)'])
    expect(report.jacobian).toEqual([
      [1, 0],
      [1, 0]
    ])
    expect(report.notes).toMatchObject([{ code: 'unused-input', sentence: expect.stringContaining('does not contain z') as string }])
  })

  test('reverse mode costs about the same for many inputs; forward mode takes a sweep for each', () => {
    const names = Array.from({ length: 50 }, (_, k) => `x${k + 1}`)
    const product = `exp(sin(${names.join('*')}))`
    const { flops, inputs } = derive(product, Object.fromEntries(names.map((name) => [name, 1.01])))
    expect(inputs).toHaveLength(50)
    const df = (variant: string): number => flops.find((row) => row.variant === variant)!.df!
    expect(df('reverse')).toBeLessThan(160)
    expect(df('forward')).toBeGreaterThan(1000)
  })
})

test('a large graph is quick, keeps its numbers, and comes in groups', () => {
  const start = performance.now()
  const report = derive('sum(i, 1, 3400, sin(i*x)/i)', { x: 0.3 })
  expect(performance.now() - start).toBeLessThan(10_000) // one second on an idle machine
  expect(report.nodes.length).toBeGreaterThan(10_000)
  const exact = Array.from({ length: 3400 }, (_, k) => Math.cos((k + 1) * 0.3)).reduce((a, b) => a + b)
  near(report.derivatives.x, exact, 1e-10)
  const top = report.groups.filter(({ parent }) => parent === null)
  expect(top.length).toBeLessThanOrEqual(20)
  expect(top.reduce((sum, { nodes }) => sum + nodes, 0)).toBe(report.nodes.length)
  expect(report.sweeps.reverse[0]!.rule).toBe('')
  expect(report.notes.map(({ code }) => code)).toContain('left-out')
})
