import { describe, expect, it } from 'vitest'
import { latex, latexEquation, trialName } from './latex.ts'
import { latexName } from './latex-name.ts'
import { parseEquation, parseExpression } from './parse.ts'
import { anywhere, ODE, PDE } from './testing.ts'

describe('in one variable', () => {
  it.each([
    ["g' = -gamma*g", "g' = -\\gamma\\,g"],
    ["g'' = 0", "g'' = 0"],
    ["g'''' = 0", 'g^{(4)} = 0'],
    ['g(0) = g0', 'g(0) = g_0'],
    ["g'(0) = 1", "g'(0) = 1"],
    ['g = g0*exp(-gamma*t)', 'g = g_0\\,e^{-\\gamma\\,t}'],
    ['g = 1/(1 + t)', 'g = \\frac{1}{1 + t}'],
    ['g = (1 + t)*(1 - t)', 'g = (1 + t)\\,(1 - t)'],
    ['g = sin(pi*t)^2', 'g = \\sin^{2}(\\pi\\,t)'],
    ['g = (1 + t)^2', 'g = (1 + t)^{2}'],
    ['g = t^2', 'g = t^{2}'],
    ["g'^2 = 0", "(g')^{2} = 0"],
    ['g = -(t + 1)', 'g = -(t + 1)'],
    ['g = t - (1 - t)', 'g = t - (1 - t)'],
    ['g = t + (-1)', 'g = t + (-1)'],
    ['g = 2*3', 'g = 2 \\cdot 3'],
    ['g = t*2', 'g = t \\cdot 2'],
    ['g = 1e-3*t', 'g = 10^{-3}\\,t'],
    ['g = 2.5e7', 'g = 2.5 \\cdot 10^{7}'],
    ['g = sqrt(t)', 'g = \\sqrt{t}'],
    ['g = abs(t)', 'g = \\left|t\\right|'],
    ['g = ln(t)', 'g = \\ln(t)'],
    ['g = sum(i, 1, 3, i*t)', 'g = \\sum_{i=1}^{3} i\\,t'],
    ['g = integral(g(s), s, 0, t)', 'g = \\int_{0}^{t} g(s)\\,\\mathrm{d}s'],
    ["g = diff(t*g', t)", "g = \\frac{\\mathrm{d}}{\\mathrm{d}t}(t\\,g')"]
  ])('%s', (text, expected) => {
    const tex = latexEquation(parseEquation(text, anywhere(ODE)), { variables: ['t'] })
    expect(tex).toBe(expected)
  })

  it('writes own derivatives as fractions when asked to', () => {
    const { left } = parseEquation("g'' + g' + g'(0) = 0", anywhere(ODE))
    const tex = latex(left, { variables: ['t'], derivative: 'fraction' })
    expect(tex).toBe("\\frac{\\mathrm{d}^{2} g}{\\mathrm{d}t^{2}} + \\frac{\\mathrm{d} g}{\\mathrm{d}t} + g'(0)")
  })

  it('writes the network as it is told to', () => {
    const trial = parseExpression("g0 + t*N + N'", { ...ODE, unknowns: ['N'] })
    expect(latex(trial, { variables: ['t'], network: 'N(t;\\theta)' })).toBe("g_0 + t\\,N(t;\\theta) + N'")
  })
})

describe('in several variables', () => {
  it.each([
    ['u_t + u*u_x = nu*u_xx', 'u_t + u\\,u_x = \\nu\\,u_{xx}'],
    ['u(x, 0) = -sin(pi*x)', 'u(x, 0) = -\\sin(\\pi\\,x)'],
    ['u_x(1, t) = 0', 'u_x(1, t) = 0'],
    ['diff(nu*u_x, x) = 0', '\\frac{\\partial}{\\partial x}(\\nu\\,u_x) = 0'],
    ['diff(x*u, x, t) = 0', '\\frac{\\partial^{2}}{\\partial x\\,\\partial t}(x\\,u) = 0'],
    ['integral(u^2, x) = 1', '\\int u^{2}\\,\\mathrm{d}x = 1']
  ])('%s', (text, expected) => {
    const tex = latexEquation(parseEquation(text, anywhere(PDE)), { variables: ['x', 't'] })
    expect(tex).toBe(expected)
  })

  it('never calls a trial solution u_t where t is one of several variables', () => {
    expect(trialName('u', ['x', 't'])).toBe('\\tilde{u}')
    expect(trialName('g', ['t'])).toBe('g_t')
    expect(trialName('u', ['x', 'y'])).toBe('u_t')
    const { left } = parseEquation('u_xx = 0', PDE)
    const tex = latex(left, { variables: ['x', 't'], unknown: (name) => trialName(name, ['x', 't']) })
    expect(tex).toBe('{\\tilde{u}}_{xx}')
  })

  it('puts variables with long names below without joining them to a command', () => {
    const scope = { variables: ['theta', 'r'], unknowns: ['u1'], parameters: [], evaluation: 'own' as const }
    const tex = latex(parseExpression('u1_thetar + u1_rr', scope), { variables: scope.variables })
    expect(tex).toBe('u_{1,\\,\\theta r} + u_{1,\\,rr}')
  })
})

it.each([
  ['gamma', '\\gamma'],
  ['g0', 'g_0'],
  ['omega12', '\\omega_{12}'],
  ['alpha_max', '\\alpha_{\\mathrm{max}}'],
  ['k_x', 'k_x'],
  ['rate', '\\mathrm{rate}'],
  ['α', '\\alpha'],
  ['x', 'x'],
  ['epsilon', '\\varepsilon']
])('writes the name %s as %s', (name, tex) => {
  expect(latexName(name)).toBe(tex)
})
