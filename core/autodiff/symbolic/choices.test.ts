import { expect, test } from 'vitest'
import { derive } from '../explore/derive.ts'

test.each([
  ['if(x >= 0, x^2, -3x + 1)', 'if(x >= 0, 2*x, -3)'],
  ['if(x > 0, sqrt(x), x^2)', 'if(x > 0, 1/(2*sqrt(x)), 2*x)'],
  ['max(x^2, sin(x))', 'if(x^2 >= sin(x), 2*x, cos(x))'],
  ['min(x, 3)*2', 'if(x <= 3, 2, 0)'],
  ['-if(x > 0, x, 2*x)', '-if(x > 0, 1, 2)']
])('%s: the graph stands in, and writes a choice', (f, expected) => {
  const [formula] = derive(f, { x: 2.5 }).symbolic
  expect(formula!.by).toBe('graph')
  expect(formula!.reason).toContain('mathjs has no rule for')
  expect(formula!.text).toBe(expected)
  expect(formula!.value).toBe(derive(f, { x: 2.5 }).derivatives.x)
})
