import { expect, test } from 'vitest'
import { derive } from './derive.ts'

test.each([
  ['abs(x)', 0, 'not-differentiable', 'derivative', 'kink'],
  ['x*abs(x - 1)', 1, 'not-differentiable', 'derivative', 'kink'],
  ['max(x, 2*x)', 0, 'not-differentiable', 'derivative', 'maximum'],
  ['min(x, 1)', 1, 'not-differentiable', 'derivative', 'minimum'],
  ['sign(x)', 0, 'not-differentiable', 'derivative', 'jumps'],
  ['sqrt(x)', 0, 'not-differentiable', 'derivative', 'vertical'],
  ['x^(1/3)', 0, 'not-differentiable', 'derivative', 'vertical'],
  ['asin(x)', 1, 'not-differentiable', 'derivative', 'vertical'],
  ['if(x >= 1, x^2, x)', 1, 'not-differentiable', 'derivative', 'comparison'],
  ['sqrt(x)', -1, 'not-real', 'value', 'square root of -1'],
  ['log(x)', 0, 'not-real', 'value', 'logarithm'],
  ['log(x)', -2, 'not-real', 'value', 'logarithm of -2'],
  ['acos(x)', 3, 'not-real', 'value', 'arc cosine of 3'],
  ['x^0.5', -4, 'not-real', 'value', 'power'],
  ['1/x', 0, 'division-by-zero', 'value', 'divides by zero'],
  ['exp(-1/x^2)', 0, 'division-by-zero', 'value', 'divides by zero'],
  ['x^(-2)', 0, 'division-by-zero', 'value', 'divides by zero'],
  ['exp(x)', 1000, 'overflow', 'value', 'too large']
])('%s at %f is reported, not invented', (expression, x, code, concerns, word) => {
  const { notes, derivatives, value, modes, orders, hessian, agreement } = derive(expression, { x })
  expect(notes).toMatchObject([{ code, concerns }])
  expect(notes[0]!.sentence).toContain(word)
  expect(notes[0]!.cure).not.toBe('')
  expect(notes[0]!.node).toMatch(/^x\d+$/)
  expect(notes[0]!.place).toMatchObject({ line: 1 })
  expect(derivatives).toEqual({ x: null })
  expect(value === null).toBe(concerns === 'value')
  for (const mode of modes) expect(mode.derivatives).toEqual({ x: null })
  expect([orders.rows, hessian, agreement.difference]).toEqual([[], [[null]], null])
})

test('a kink elsewhere, or on the way to nothing, disturbs nothing', () => {
  expect(derive('abs(x)', { x: -2 }).derivatives.x).toBe(-1)
  expect(derive('max(x, x)', { x: 2 }).derivatives.x).toBe(1)
  expect(derive('abs(y) + x^2', { x: 3, y: 0 })).toMatchObject({ derivatives: { x: 6, y: null } })
  expect(derive('x^y', { x: -2, y: 3 })).toMatchObject({ derivatives: { x: 12, y: null }, value: -8 })
  expect(derive('abs(0)*x', { x: 3 }).derivatives.x).toBe(0)
})

test('the branch that is not taken cannot spoil the one that is', () => {
  const report = derive('if(x > 0, log(x), x^2)', { x: -3 })
  expect(report.derivatives.x).toBe(-6)
  expect(report.notes).toEqual([])
  expect(report.nodes.filter(({ taken }) => !taken).map(({ op }) => op)).toEqual(['log'])
  expect(report.orders.rows.map(({ forwardOverReverse, taylor }) => [forwardOverReverse, taylor]).slice(0, 3)).toEqual([
    [-6, -6],
    [2, 2],
    [0, 0]
  ])
})

test('an output without a value has no derivative by anything', () => {
  expect(derive('y + 1/(x - x)', { x: 1, y: 2 })).toMatchObject({ value: null, derivatives: { x: null, y: null } })
})
