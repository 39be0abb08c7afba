import { describe, expect, it } from 'vitest'
import type { Expression, Scope } from './ast.ts'
import { constantValue } from './constant.ts'
import { parseExpression } from './parse.ts'
import { print } from './print.ts'
import { add, call, div, isZero, mul, neg, num, pow, simplify, sub, substitute } from './simplify.ts'
import { anywhere, PDE, randomNumbers, refusal } from './testing.ts'

const SCOPE: Scope = { ...anywhere(PDE), parameters: ['nu', 'a', 'L'] }
const read = (text: string, scope = SCOPE): Expression => parseExpression(text, scope)
const shown = (expression: Expression): string => print(expression, ['x', 't'])

describe('constructors', () => {
  const [x, a] = [read('x'), read('a')]
  it.each([
    ['x + 0', add(x, num(0)), 'x'],
    ['0 + x', add(num(0), x), 'x'],
    ['x + (-a)', add(x, neg(a)), 'x - a'],
    ['x - (-a)', sub(x, neg(a)), 'x + a'],
    ['0 - a', sub(num(0), a), '-a'],
    ['a - a', sub(a, a), '0'],
    ['1 + 1', add(num(1), num(1)), '2'],
    ['1 - 3', sub(num(1), num(3)), '-2'],
    ['x - -1', sub(x, num(-1)), 'x + 1'],
    ['0 * x', mul(num(0), x), '0'],
    ['1 * x', mul(num(1), x), 'x'],
    ['x * 1', mul(x, num(1)), 'x'],
    ['-1 * x', mul(num(-1), x), '-x'],
    ['x * -1', mul(x, num(-1)), '-x'],
    ['-a * -x', mul(neg(a), neg(x)), 'a*x'],
    ['a * -x', mul(a, neg(x)), '-a*x'],
    ['-(a*x)', neg(mul(a, x)), '-a*x'],
    ['-(a - x)', neg(sub(a, x)), 'x - a'],
    ['--x', neg(neg(x)), 'x'],
    ['x + -a*x', add(x, mul(neg(a), x)), 'x - a*x'],
    ['x - -a*x', sub(x, mul(neg(a), x)), 'x + a*x'],
    ['0/a', div(num(0), a), '0'],
    ['x/1', div(x, num(1)), 'x'],
    ['a/a', div(a, a), '1'],
    ['6/3', div(num(6), num(3)), '2'],
    ['1/2', div(num(1), num(2)), '1/2'],
    ['0.1*10', mul(read('0.1'), num(10)), '1'],
    ['0.1 + 0.2', add(read('0.1'), read('0.2')), '0.1 + 0.2'],
    ['x^1', pow(x, num(1)), 'x'],
    ['x^0', pow(x, num(0)), '1'],
    ['0^2', pow(num(0), num(2)), '0'],
    ['2^3', pow(num(2), num(3)), '8'],
    ['sin(0)', call('sin', [num(0)]), '0'],
    ['sin(2*pi)', call('sin', [read('2*pi')]), '0'],
    ['sin(pi/2)', call('sin', [read('pi/2')]), '1'],
    ['sin(pi/3)', call('sin', [read('pi/3')]), 'sin(pi/3)'],
    ['cos(pi)', call('cos', [read('pi')]), '-1'],
    ['cos(pi*1.5)', call('cos', [read('pi*1.5')]), '0'],
    ['tan(pi)', call('tan', [read('pi')]), '0'],
    ['sin(-x)', call('sin', [neg(x)]), '-sin(x)'],
    ['cos(-x)', call('cos', [neg(x)]), 'cos(x)'],
    ['exp(0)', call('exp', [num(0)]), '1'],
    ['sqrt(9)', call('sqrt', [num(9)]), '3'],
    ['log(1)', call('log', [num(1)]), '0'],
    ['if(1 < 2, x, a)', call('if', [read('1 < 2'), x, a]), 'x'],
    ['1e-7', num(1e-7), '1e-7'],
    ['-0', num(-0), '0']
  ])('%s', (_, made, expected) => {
    expect(shown(made)).toBe(expected)
  })

  it('refuses numbers that cannot be written', () => {
    expect(() => num(NaN)).toThrow(RangeError)
    expect(() => num(Infinity)).toThrow(RangeError)
  })

  it('knows what is zero in mathematics, though not in floating point', () => {
    for (const text of [
      'sin(pi)',
      'sin(pi*1)',
      'sin(pi*0)',
      '1 - 1',
      '0*x',
      'x*(1 - 1)',
      '0.3 - 0.1*3',
      '2*pi - pi - pi',
      'a - a',
      'sin(2*pi)*exp(x)',
      'sum(i, 1, 3, 0*i)'
    ]) {
      expect(isZero(read(text)), text).toBe(true)
    }
    for (const text of ['sin(pi/2)', '1e-300', 'x', 'a', 'nu - a', 'cos(pi)', '1/3 - 0.333']) expect(isZero(read(text)), text).toBe(false)
  })

  it('keeps the value of every expression', () => {
    const random = randomNumbers(11)
    const scope: Scope = { variables: [], unknowns: [], parameters: ['a', 'b'], evaluation: 'own' }
    const words = [
      'a',
      'b',
      '0',
      '1',
      '2',
      '0.5',
      'pi',
      '(a - b)',
      '(-a)',
      '-1',
      'sin(0)',
      '(1 - 1)',
      'cos(-a)',
      'exp(0)',
      'sqrt(4)',
      'abs(-b)',
      '(a/2)',
      '(-b*a)'
    ]
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!
    for (let k = 0; k < 3000; k++) {
      const text = Array.from({ length: 1 + (k % 6) }, () => `(${pick(words)})`).reduce(
        (left, right) => `(${left}${pick([' + ', ' - ', '*', '/', '^'])}${right})`
      )
      const known = new Map([
        ['a', 0.5 + random()],
        ['b', -2 + random()]
      ])
      const expression = read(text, scope)
      const before = constantValue(expression, known)
      const after = constantValue(simplify(expression), known)
      // 0/0 and huge intermediate powers have no value to keep
      if (!Number.isFinite(before) || Math.abs(before) > 1e12) continue
      expect(Math.abs(after - before), `${text} -> ${print(simplify(expression))}`).toBeLessThanOrEqual(
        1e-9 * Math.max(1, Math.abs(before))
      )
    }
  })
})

describe('substitute', () => {
  const at = (text: string, variable: string, by: string, variables?: readonly string[]): string =>
    shown(substitute(read(text), variable, read(by), variables))
  it.each([
    ['sin(pi*x)*(1 - t)', 't', '0', 'sin(pi*x)'],
    ['sin(pi*x)*(1 - t)', 'x', '1', '0'],
    ['sin(pi*x)*(1 - t)', 'x', '-1', '0'],
    ['x*(1 - x)*t', 'x', '1', '0'],
    ['x*(1 - x)*t', 'x', 'L', 'L*(1 - L)*t'],
    ['a + x^2', 'x', '0', 'a'],
    ['sum(i, 1, 3, x^i)', 'x', '2', 'sum(i, 1, 3, 2^i)'],
    ['integral(x*t, x)', 't', '2', 'integral(x*2, x)'],
    ['integral(x*t, x)', 'x', '2', 'integral(x*t, x)'],
    ['nu + t', 'x', '1', 'nu + t']
  ])('%s at %s = %s', (text, variable, by, expected) => {
    expect(at(text, variable, by)).toBe(expected)
  })

  it('moves unknowns to the place', () => {
    expect(at('u + u_x', 'x', '1', ['x', 't'])).toBe('u(1, t) + u_x(1, t)')
    expect(at('u(x, 0)', 'x', '1')).toBe('u(1, 0)')
    expect(refusal(() => at('u', 'x', '1')).code).toBe('substitution')
  })

  it('writes out names under where that hold the variable', () => {
    const where = new Map([
      ['r', read('x^2 + t')],
      ['s', read('a^2')]
    ])
    const expression = parseExpression('r*s', { ...SCOPE, where })
    expect(shown(substitute(expression, 'x', num(2)))).toBe('(4 + t)*s')
  })

  it('refuses what it could only do wrong', () => {
    expect(refusal(() => at('diff(sin(x), x)', 'x', '1', ['x', 't'])).code).toBe('substitution')
    expect(refusal(() => at('integral(x*t, x)', 't', 'x')).code).toBe('substitution')
    expect(at('diff(sin(x)*t, x)', 't', '2', ['x', 't'])).toBe('diff(sin(x)*2, x)')
  })
})
