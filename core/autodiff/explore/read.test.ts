import { expect, test } from 'vitest'
import { LabError } from '../../errors.ts'
import { derive } from './derive.ts'
import { readExpressions } from './read.ts'

function failure(expression: string, at: Record<string, number | string> = {}): LabError {
  try {
    derive(expression, at)
  } catch (error) {
    if (error instanceof LabError) return error
    throw error
  }
  throw new Error(`${expression} was read`)
}

test('free names are inputs, in the order in which they appear', () => {
  expect(readExpressions('b*sin(a*x) + sum(i, 1, 3, i*b)').inputs).toEqual(['b', 'a', 'x'])
  expect(readExpressions('x(1 - x)').inputs).toEqual(['x'])
  expect(readExpressions('e^x + pi').inputs).toEqual(['x'])
  expect(readExpressions('e^x', { e: 2 }).inputs).toEqual(['e', 'x'])
  expect(readExpressions('x; y*x;').inputs).toEqual(['x', 'y'])
})

test('values may be constant expressions', () => {
  expect(derive('sin(x)', { x: 'pi/2' }).value).toBe(1)
  expect(failure('x', { x: 'foo' }).message).toContain('The value of x')
})

test.each([
  ['foo(x)', { x: 1 }, 'unknown-symbol', 'no function foo', 1],
  ['1 + sech(x)', { x: 1 }, 'unknown-symbol', 'no function sech', 5],
  ['sin(x, y)', { x: 1, y: 1 }, 'arity', 'one argument', 1],
  ['if(x, 1)', { x: 1 }, 'arity', 'three arguments', 1],
  ['x + ', { x: 1 }, 'operand', 'Nothing follows', 3],
  ['', {}, 'empty', 'nothing here', 1],
  ['x + y', { x: 1 }, 'missing-value', 'y has no value', 5],
  ['x; x + q', { x: 1 }, 'missing-value', 'q has no value', 8],
  ['f(x) = x', { x: 1 }, 'unknown-symbol', 'no function f', 1],
  ['integral(s^2, s, 0, 1)', {}, 'expression', 'integral', 1],
  ['sum(i, 0, x, i)', { x: 3 }, 'not-constant', 'not a constant', 11],
  ['sum(i, 0, 1e9, i*x)', { x: 3 }, 'expression', 'too long', 1],
  ['sin(2x', { x: 3 }, 'bracket', 'never closed', 4]
])('%s: a clear answer with its place', (expression, at, code, words, column) => {
  const error = failure(expression, at)
  expect(error.code).toBe(code)
  expect(error.message).toContain(words)
  expect(error.cure).not.toBe('')
  expect(error.place.column).toBe(column)
})

test('a name that is two is recognised', () => {
  expect(failure('sinx + y', { x: 2, y: 1 }).cure).toContain('sin(x)')
  expect(failure('x', { y: 1 }).cure).toContain('x=1')
})

test('deep and long expressions are read, or refused in words', () => {
  const deep = (n: number): string => `${'sin('.repeat(n)}x${')'.repeat(n)}`
  expect(derive(deep(150), { x: 0.5 }).nodes).toHaveLength(151)
  expect(failure(deep(5000), { x: 1 }).code).toMatch(/depth|length/)
  expect(failure(Array.from({ length: 9000 }, () => 'x').join('+'), { x: 1 }).cure).toContain('sum(i')
  expect(derive('sum(i, 1, 20000, x)', { x: 2 }).derivatives.x).toBe(20_000)
})

test('diff() differentiates within', () => {
  expect(derive('diff(x^3*y, x)', { x: 2, y: 5 })).toMatchObject({ value: 60, derivatives: { x: 60, y: 12 } })
})
