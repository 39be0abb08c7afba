import { expect, test } from 'vitest'
import { print } from '../../expression/print.ts'
import { exploreAt } from '../explore/point.ts'
import { textSubject } from '../explore/text-subject.ts'
import { mathjsDerivative } from './mathjs.ts'
import { tidy } from './tidy.ts'

test.each([
  ['sqrt(x^2+exp(x^2))', 'x*(1 + exp(x^2))/sqrt(x^2 + exp(x^2))'],
  ['sqrt(exp(x^2)+x^2)', 'x*(exp(x^2) + 1)/sqrt(exp(x^2) + x^2)'],
  ['exp(x^2)', '2*x*exp(x^2)'],
  ['x*log(x)', 'log(x) + 1'],
  ['tan(x)', '1/cos(x)^2'],
  ['x^y', 'y*x^(y - 1)'],
  ['x^(-2)', '-(2/x^3)'],
  ['x^(1/2)', '1/(2*sqrt(x))'],
  ['(x+1)/(x-1)', '-(2/(x - 1)^2)'],
  ['(x^2+1)^3', '6*x*(x^2 + 1)^2'],
  ['log(x)/x', '(1 - log(x))/x^2'],
  ['sin(x)*cos(x)', 'cos(x)^2 - sin(x)^2'],
  ['(2*x+2)/(x+1)', '0'],
  ['(x+y)*(x-y)', '2*x'],
  ['e^x', 'e^x']
])('the derivative of %s is %s', (f, expected) => {
  expect(print(tidy(mathjsDerivative(f, 'x')))).toBe(expected)
})

test('tidying keeps the value', () => {
  const functions = [
    'sin(x)^3*exp(-x*y)/(1+x^2)',
    '(x-y)^2/(x+y)^3',
    'sqrt(x*y)*log(x/y)',
    'x^y*y^x',
    'tanh(x*y)/cosh(x)',
    '-(x-2*y)*(3-x)/y'
  ]
  for (const f of functions) {
    const raw = mathjsDerivative(f, 'x')
    const value = (text: string): number => exploreAt(textSubject(text, { x: 1.3, y: 0.7 }), 0, 0).values.at(-1)!
    const [before, after] = [value(print(raw)), value(print(tidy(raw)))]
    const exact = exploreAt(textSubject(f, { x: 1.3, y: 0.7 }), 0, 0).adjoints[0]!
    expect(Math.abs(after - before)).toBeLessThan(1e-13 * Math.max(1, Math.abs(before)))
    expect(Math.abs(after - exact)).toBeLessThan(1e-12 * Math.max(1, Math.abs(exact)))
  }
})

test('mathjs says what it has no rule for', () => {
  for (const f of ['erf(x)', 'min(x, 2)', 'x < 1']) expect(() => mathjsDerivative(f, 'x')).toThrow()
})
