import katex from 'katex'
import { expect, it } from 'vitest'
import type { Scope } from '../../core/expression/ast.ts'
import { latex, trialName } from '../../core/expression/latex.ts'
import { latexName } from '../../core/expression/latex-name.ts'
import { parseExpression } from '../../core/expression/parse.ts'

const scope: Scope = {
  variables: ['x', 't', 'theta'],
  unknowns: ['u', 'u1', 'phi_in'],
  parameters: ['gamma', 'g0', 'k_max', 'rate', 'α2', 'epsilon'],
  evaluation: 'anywhere'
}

const draw = (tex: string): string => katex.renderToString(tex, { throwOnError: true, strict: 'error' })

it.each([
  'u_t + u*u_x - gamma*u_xx',
  'u1_xtheta*phi_in_ttt + u(0, t, theta)^2',
  'u_x^2*u1^3 + (u_x(1, 0, 0))^-2',
  'if(x < 1 and not (t == 0), 1, if(x >= 2 or t != 1, k_max, rate))',
  'min(t, 1) + max(t, erf(theta))*sign(x)',
  '(t/2)^(1/2) + (-t)^2 + 2^-t + x^t^2 + (x/t)^2',
  'asin(t) + acos(t)^2 + atan(t/2) + sin(x)^2 + cosh(x)^3 + exp(t)^2',
  'exp(-x^2/(2*epsilon))*sqrt(abs(x - α2))',
  'sum(i, 1, 10, sin(i*pi*x)/i^2)*integral(u^2, x) + integral(u(s, t, 0), s, 0, x)',
  'diff(k_max*u_x, x) + diff(x*u, x, 2, t)',
  '1e-3*x*2 - 2.5e7*(3*4) - (-t) + (-x)*t'
])('KaTeX draws %s', (text) => {
  const expression = parseExpression(text, scope)
  expect(() => draw(latex(expression, { variables: scope.variables }))).not.toThrow()
  const unknown = (name: string): string => trialName(name, scope.variables)
  expect(() => draw(latex(expression, { variables: scope.variables, unknown }))).not.toThrow()
})

it('KaTeX draws derivatives in one variable both ways', () => {
  const one: Scope = { variables: ['t'], unknowns: ['g', 'g1'], parameters: [], evaluation: 'anywhere' }
  const expression = parseExpression("g'^2 + g1''*g1'''' + g'(0) + g1'(0)^2 + diff(t*g', t, 2)", one)
  for (const derivative of ['prime', 'fraction'] as const) {
    expect(() => draw(latex(expression, { variables: ['t'], derivative }))).not.toThrow()
  }
})

it('KaTeX draws every name', () => {
  for (const name of [...scope.parameters, ...scope.unknowns, 'a_b_c', 'Psi', 'x12']) expect(() => draw(latexName(name))).not.toThrow()
})
