import { describe, expect, test } from 'vitest'
import { checkProblem } from './check.ts'

const check = (...lines: string[]) => checkProblem({ source: lines.join('\n') })
const how = (...lines: string[]): string[] => check(...lines).conditions.map((condition) => `${condition.how} ${condition.met}`)
const first = (...lines: string[]) => check(...lines).errors[0]

describe('conditions are counted for every unknown', () => {
  test('both ends of one unknown serve the other where it depends on it', () => {
    expect(how("x' = y", "y' = -x", 'x(0) = 0', 'x(1) = 1', 't in [0, 1]')).toEqual(['hard true', 'hard true'])
    expect(first("x' = -x", "y' = x", 'x(0) = 0', 'x(1) = 1', 't in [0, 1]')).toMatchObject({ code: 'surplus-condition' })
    expect(first("x' = y", "y' = -y", 'y(0) = 0', 'y(1) = 1', 't in [0, 1]')).toMatchObject({
      code: 'surplus-condition',
      message: 'y is of order 1 and needs 1 condition; 2 are given',
      cure: 'Remove one of them. x lacks one: add x(0) = 0.'
    })
  })

  test('two edges of a wave as a system of first order', () => {
    const wave = ['u_t + v_x = 0', 'v_t + u_x = 0', 'u(x, 0) = sin(pi*x)', 'v(x, 0) = 0', 'x in [0, 1]', 't in [0, 1]']
    expect(how(...wave, 'u(0, t) = 0', 'u(1, t) = 0')).toEqual(['hard true', 'hard true', 'hard true', 'hard true'])
    expect(first(...wave, 'u(0, t) = 0', 'u(0, t) = 1')).toMatchObject({ code: 'duplicate-condition' })
  })

  test('one value may fix the level that derivatives leave free', () => {
    const plate = [
      'u_xx + u_yy = cos(pi*x)',
      'u_x(0, y) = 0',
      'u_x(1, y) = 0',
      'u_y(x, 0) = 0',
      'u_y(x, 1) = 0',
      'x in [0, 1]',
      'y in [0, 1]'
    ]
    expect(check(...plate, 'u(0, 0) = 0').errors).toEqual([])
    expect(first(...plate, 'u(0, 0) = 0', 'u(1, 1) = 0')).toMatchObject({ code: 'condition-at-point' })
    expect(first(...plate, 'u_x(0, 0) = 0')).toMatchObject({ code: 'condition-at-point' })
    expect(how("u'' = cos(pi*x)", "u'(0) = 0", "u'(1) = 0", 'u(0) = 1', 'x in [0, 1]')).toEqual(['hard true', 'hard true', 'hard true'])
    expect(first("u'' = u", "u'(0) = 0", "u'(1) = 0", 'u(0) = 1', 'x in [0, 1]')).toMatchObject({ code: 'surplus-condition' })
  })
})

test('a derivative along an edge is soft alone, the other edge stays exact', () => {
  const string = ['u_tt = u_xx', 'u(x, 0) = sin(pi*x)', 'u_t(x, 0) = 0', 'u_t(0, t) = t', 'u(1, t) = 0', 'x in [0, 1]', 't in [0, 1]']
  expect(how(...string)).toEqual(['hard true', 'hard true', 'soft false', 'hard true'])
})

test('an unknown of which no condition speaks is worth a word', () => {
  const system = (conditions: string): string => `x' = y\ny' = -x\n${conditions}\nt in [0, 1]\n`
  const codes = (conditions: string): string[] => checkProblem({ source: system(conditions) }).warnings.map(({ code }) => code)
  expect(codes('x(0) = 0, y(0) = 1')).toEqual([])
  expect(codes('x(0) = 0, x(1) = 1')).toEqual(['condition-elsewhere'])
  const [warning] = checkProblem({ source: system('x(0) = 0, x(1) = 1') }).warnings
  expect(warning).toMatchObject({
    cure: expect.stringContaining('y(0) = 0') as string,
    message: expect.stringMatching(/^No condition speaks of y/) as string
  })
})
