import { evaluate } from 'mathjs/number'
import { describe, expect, it } from 'vitest'
import type { Expression, OperationName, Scope } from './ast.ts'
import { constantValue } from './constant.ts'
import { apply, NOWHERE } from './nodes.ts'
import { parseEquation, parseExpression } from './parse.ts'
import { print } from './print.ts'
import { sameExpression } from './same.ts'
import { anywhere, ODE, PDE, randomNumbers } from './testing.ts'

const SCOPE: Scope = {
  variables: ['x', 't'],
  unknowns: ['u', 'v1'],
  parameters: ['nu', 'k_max'],
  where: new Map([['r', parseExpression('x^2', { ...PDE, evaluation: 'anywhere' })]]),
  evaluation: 'anywhere'
}

const UNARY: OperationName[] = [
  'neg',
  'neg',
  'not',
  'exp',
  'log',
  'sqrt',
  'sin',
  'cos',
  'tan',
  'asin',
  'acos',
  'atan',
  'sinh',
  'cosh',
  'tanh',
  'erf',
  'abs',
  'sign'
]
const BINARY: OperationName[] = [
  'add',
  'sub',
  'mul',
  'div',
  'pow',
  'add',
  'sub',
  'mul',
  'div',
  'pow',
  'min',
  'max',
  'lt',
  'le',
  'gt',
  'ge',
  'eq',
  'ne',
  'and',
  'or'
]

/** Any expression over SCOPE, as the parser could have built it. */
function randomExpression(random: () => number, depth: number): Expression {
  const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!
  const next = (): Expression => randomExpression(random, depth - 1)
  const order = (): number[] =>
    pick([
      [0, 0],
      [1, 0],
      [0, 1],
      [2, 0],
      [1, 2],
      [0, 4]
    ])
  const constant = (): Expression =>
    pick<() => Expression>([
      () => ({ kind: 'number', value: 2, text: '2', span: NOWHERE }),
      () => ({ kind: 'parameter', name: 'nu', span: NOWHERE }),
      () => ({ kind: 'variable', name: 't', span: NOWHERE })
    ])()
  if (depth === 0 || random() < 0.1) {
    const text = pick(['0', '1', '2.5', '1e-7', '.5', '3.'])
    return pick<() => Expression>([
      () => ({ kind: 'number', value: Number(text), text, span: NOWHERE }),
      () => ({ kind: 'constant', name: pick(['pi', 'e'] as const), span: NOWHERE }),
      () => ({ kind: 'variable', name: pick(SCOPE.variables), span: NOWHERE }),
      () => ({ kind: 'parameter', name: pick(SCOPE.parameters), span: NOWHERE }),
      () => ({ kind: 'where', name: 'r', body: SCOPE.where!.get('r')!, span: NOWHERE }),
      () => ({ kind: 'unknown', name: pick(SCOPE.unknowns), order: order(), span: NOWHERE })
    ])()
  }
  const kind = random()
  if (kind < 0.35) return apply(pick(UNARY), [next()])
  if (kind < 0.85) return apply(pick(BINARY), [next(), next()])
  return pick<() => Expression>([
    () => apply('if', [next(), next(), next()]),
    () => ({ kind: 'unknown', name: pick(SCOPE.unknowns), order: order(), at: [constant(), apply('neg', [constant()])], span: NOWHERE }),
    () => ({
      kind: 'derivative',
      body: apply('sin', [next()]),
      order: pick([
        [1, 0],
        [1, 1],
        [0, 2]
      ]),
      span: NOWHERE
    }),
    () => ({
      kind: 'sum',
      index: 'i',
      from: constant(),
      to: constant(),
      body: apply('mul', [next(), { kind: 'index', name: 'i', span: NOWHERE }]),
      span: NOWHERE
    }),
    () => ({
      kind: 'integral',
      variable: 's',
      from: constant(),
      to: constant(),
      body: apply('add', [{ kind: 'index', name: 's', span: NOWHERE }, next()]),
      span: NOWHERE
    }),
    () => ({ kind: 'integral', variable: 'x', body: next(), span: NOWHERE })
  ])()
}

describe('print', () => {
  it('gives text that is read as the same expression again', () => {
    const random = randomNumbers(1)
    for (let k = 0; k < 4000; k++) {
      const expression = randomExpression(random, 1 + (k % 5))
      const text = print(expression, SCOPE.variables)
      expect(sameExpression(parseExpression(text, SCOPE), expression), text).toBe(true)
    }
  })

  it.each([
    ["g' = -gamma*g"],
    ["g'' + 2*g'*(1 - t) = -(t + 1)^2"],
    ['a - (b - c) = a - b - c'],
    ['a/(b*c) = a/b*c'],
    ['(a + b)*c = a + b*c'],
    ['2^(-t) = (-2)^t'],
    ['a + (-b) = -a + b'],
    ['min(a, b) = if(a < b and not (b == 0), a, b)'],
    ['sum(i, 1, 3, i*t) = integral(g(s), s, 0, t)'],
    ["diff(t*g', t, 2) = 0"]
  ])('writes %s as it stands', (text) => {
    const { left, right } = parseEquation(text, { ...ODE, parameters: ['gamma', 'a', 'b', 'c'] })
    expect(`${print(left, ['t'])} = ${print(right, ['t'])}`).toBe(text)
  })

  it.each([
    ['u_xxt', 'u_xxt'],
    ['u_txx', 'u_xxt'],
    ['diff(u, x, 2)', 'u_xx'],
    ['u_x(1, t) + u(x, 0)', 'u_x(1, t) + u(x, 0)'],
    ['(u)*((x))', 'u*x'],
    ['2 x', '2*x'],
    ['a*(b*c)', 'a*(b*c)']
  ])('%s -> %s', (text, expected) => {
    const scope = anywhere({ ...PDE, parameters: ['a', 'b', 'c'] })
    expect(print(parseExpression(text, scope), scope.variables)).toBe(expected)
  })

  it('writes diff() where the short spelling would be read otherwise', () => {
    const scope: Scope = { variables: ['t', 'tt'], unknowns: ['u'], parameters: [], evaluation: 'own' }
    expect(print(parseExpression('diff(u, t, 2)', scope), scope.variables)).toBe('diff(u, t, 2)')
    expect(print(parseExpression('diff(u, tt)', scope), scope.variables)).toBe('diff(u, tt)')
  })
})

describe('values agree with mathjs where the notations coincide', () => {
  /** Text over a, b with operators, functions and products without a sign. */
  function randomText(random: () => number, depth: number): string {
    const pick = <T>(list: readonly T[]): T => list[Math.floor(random() * list.length)]!
    if (depth === 0) return pick(['a', 'b', '2', '0.5', '1.5e-1', 'pi', 'e', '3'])
    const next = (): string => randomText(random, depth - 1)
    return pick([
      () => `${next()} + ${next()}`,
      () => `${next()} - ${next()}`,
      () => `${next()}*${next()}`,
      () => `${next()}/${next()}`,
      () => `-${next()}`,
      () => `(${next()})^2`,
      () => `2^${pick(['a', '-b', '2', '(a + b)'])}`,
      () => `a^b^2`,
      () => `(${next()})`,
      () => `${pick(['exp', 'sin', 'cos', 'tanh', 'sqrt', 'abs', 'log', 'atan'])}(${next()})`,
      () => `(${next()})(${next()})`,
      () => `2a`,
      () => `3(${next()})`,
      () => `max(${next()}, ${next()}, 1)`,
      () => `-a^2`,
      () => `(${next()} < ${next()}) + 1`
    ])()
  }

  it('on 3000 random expressions', () => {
    const random = randomNumbers(3)
    const known = new Map([
      ['a', 1.7],
      ['b', 0.6]
    ])
    const scope: Scope = { variables: [], unknowns: [], parameters: ['a', 'b'], evaluation: 'own' }
    let finite = 0
    for (let k = 0; k < 3000; k++) {
      const text = randomText(random, 1 + (k % 4))
      let expression: Expression
      try {
        expression = parseExpression(text, scope)
      } catch (thrown) {
        // products without a sign after a division or a power are refused here
        expect(String(thrown), text).toMatch(/two ways|belongs to the power|without a sign|after a division/)
        continue
      }
      const theirs = Number(evaluate(text, Object.fromEntries(known)))
      const ours = constantValue(expression, known)
      if (!Number.isFinite(theirs)) continue
      finite++
      expect(Math.abs(ours - theirs), `${text}: ${ours} or ${theirs}`).toBeLessThanOrEqual(1e-11 * Math.max(1, Math.abs(theirs)))
    }
    expect(finite).toBeGreaterThan(1500)
  })
})
