import { describe, expect, it } from 'vitest'
import { LabError } from '../errors.ts'
import type { Scope } from './ast.ts'
import { parseEquation, parseExpression } from './parse.ts'
import { anywhere, mended, ODE, PDE, randomNumbers, refusal } from './testing.ts'

/** text, column, length, a part of the cure, and the text after the replacement where the lab is sure of one */
type Row = [text: string, column: number, length: number, cure: string, mended?: string]

function check(scope: Scope, [text, column, length, cure, after]: Row): void {
  const error = refusal(() => parseEquation(text, scope))
  expect({ ...error.place, cure: error.cure }).toEqual({ line: 1, column, length, cure: expect.stringContaining(cure) as string })
  if (after === undefined) expect(error.replacement).toBeUndefined()
  else expect(mended(text, error)).toBe(after)
}

describe('misreadings in one variable', () => {
  it.each<Row>([
    // functions and their brackets
    ["g' = sin t", 6, 5, 'sin(t)', "g' = sin(t)"],
    ["g' = sin 2t", 6, 3, 'sin(2) or sin(2t)'],
    ["g' = sin t/2", 6, 3, 'sin(t) or sin(t/2)'],
    ["g' = sin^2(t)", 6, 8, 'sin(t)^2', "g' = sin(t)^2"],
    ["g' = sin^2 t", 6, 7, 'sin(t)^2'],
    ["g' = sin^(-1)(t)", 6, 3, 'asin(x)'],
    ["g' = sin'(t)", 6, 4, 'diff(sin('],
    ["g' = sin", 6, 3, 'sin(x)'],
    ["g' = arctan(t)", 6, 6, 'atan', "g' = atan(t)"],
    ["g' = log10(t)", 6, 5, 'log(x)/log(10)'],
    ["g' = log(2, t)", 6, 9, 'log(x)/log(b)'],
    ["g' = foo(t)", 6, 3, 'exp log sqrt'],
    ["g' = min(t)", 6, 6, 'min(a, b)'],
    ["g' = exp()", 6, 5, 'exp(x)'],
    ["g' = if(t < 1, 2)", 6, 12, 'if(condition, a, b)'],
    // derivatives
    ['dg/dt = -gamma*g', 1, 5, "g' or diff(g, t)", "g' = -gamma*g"],
    ['d g / d t = 1', 1, 9, "g'", "g' = 1"],
    ['d^2g/dt^2 = 1', 1, 9, "g''", "g'' = 1"],
    ['d²g/dt² = 1', 1, 7, "g''", "g'' = 1"],
    ['d/dt(t*g) = 1', 1, 9, 'diff(t*g, t)', 'diff(t*g, t) = 1'],
    ['d/dt g = 1', 1, 6, 'diff(g, t)', 'diff(g, t) = 1'],
    ["t' = 1", 1, 2, 'Remove the prime'],
    ["(t*g)' = 1", 6, 1, 'diff('],
    ["g(0)' = 1", 1, 5, "g'(0)", "g'(0) = 1"],
    ["g'''''= 1", 1, 6, 'order 4 at most'],
    ["g' = diff(g)", 6, 7, 'diff(u, x)'],
    ["g' = diff(g, y)", 14, 1, 'Differentiate by t'],
    ["g' = diff(g, 2)", 14, 1, 'diff(u, x, 2)'],
    // signs
    ["g' = −g", 6, 1, 'Write -', "g' = -g"],
    ["g' = 2·g", 7, 1, 'Write *', "g' = 2*g"],
    ["g' = 2×g", 7, 1, 'Write *', "g' = 2*g"],
    ["g' = 4÷2", 7, 1, 'Write /', "g' = 4/2"],
    ["g' = t²", 7, 1, '^2', "g' = t^2"],
    ["g' = t⁻¹", 7, 2, '^(-1)', "g' = t^(-1)"],
    ['g’ = 1', 2, 1, "'", "g' = 1"],
    ['g″ = 1', 2, 1, "''", "g'' = 1"],
    ['g" = 1', 2, 1, "''", "g'' = 1"],
    ["g' = √(t)", 6, 1, 'sqrt', "g' = sqrt(t)"],
    ["g' = π", 6, 1, 'pi', "g' = pi"],
    ["g' = if(t ≤ 1, 1, 0)", 11, 1, '<=', "g' = if(t <= 1, 1, 0)"],
    ["g' = 2**t", 7, 2, '^', "g' = 2^t"],
    ["g' = |t|", 6, 1, 'abs(x)'],
    ["g' = [t]", 6, 1, 'round brackets', "g' = (t]"],
    ["g' = 5!", 7, 1, 'not part'],
    ["g' = 50%", 8, 1, '0.05'],
    ["g' = \\gamma", 6, 1, 'gamma'],
    ["g' = t^{2}", 8, 3, 't^2', "g' = t^2"],
    ["g' = 1,5", 6, 3, '1.5', "g' = 1.5"],
    ["g' = a ? 1 : 2", 8, 1, 'if(condition, a, b)'],
    ["g' = 1:3", 7, 1, '/'],
    ["g' = t # comment", 8, 1, 'Use + -'],
    ["g' = 1e400", 6, 5, '1.8e308'],
    // products that could mislead
    ["g' = 1/2 t", 6, 5, '1/2*t or 1/(2*t)'],
    ["g' = 0.01/pi g", 6, 9, '0.01/pi*g or 0.01/(pi*g)'],
    ["g' = 1/t(1 - t)", 6, 10, '1/t*(1 - t) or 1/(t*(1 - t))'],
    ["g' = 1/t^2 g", 6, 7, '1/t^2*g or 1/(t^2*g)'],
    ["g' = 1/-t g", 6, 6, '1/-t*g or 1/(-t*g)'],
    ["g' = e^2t", 6, 4, 'e^2*t or e^(2*t)'],
    ["g' = e^-t g", 6, 6, 'e^(-t)*g or e^(-t*g)'],
    ["g' = 2^-2 t", 6, 6, '2^(-2)*t or 2^(-2*t)'],
    ["g' = 2^t(1 - t)", 6, 10, '2^t*(1 - t) or 2^(t*(1 - t))'],
    ["g' = t 2", 8, 1, 't*2 or t^2'],
    ["g' = 2 3", 8, 1, 'Write *'],
    ["g' = t(1, 2)", 6, 1, 'Remove the comma'],
    ["g' = t()", 6, 3, 'Write t', "g' = t"],
    ["g' = diff(g, t)(0)", 16, 1, "g'(0)"],
    ["g' = g(A - g)", 6, 8, 'g*(A - g)', "g' = g*(A - g)"],
    ["g' = A/g(1 - g)", 8, 8, 'g*(1 - g)'],
    ['g(0) = 1', 1, 4, 'under conditions'],
    ["g' = g(1, 2)", 6, 7, 'conditions'],
    // names
    ["g' = gama*g", 6, 4, 'gamma', "g' = gamma*g"],
    ["g' = Gamma*g", 6, 5, 'gamma', "g' = gamma*g"],
    ["g' = g_0", 6, 3, 'g0', "g' = g0"],
    ["g' = y", 6, 1, 't, g, gamma, g0 and A'],
    ["g' = sint", 6, 4, 'sin(t)', "g' = sin(t)"],
    ["g' = At", 6, 2, 'A*t', "g' = A*t"],
    ["g' = xor", 6, 3, 'Declare'],
    ["g' = sum(t, 1, 2, t)", 10, 1, 'another name'],
    ["g' = sum(1, 1, 2, t)", 10, 1, 'sum(i, 1, 10'],
    ["g' = sum(i, 1, i, i)", 16, 1, 'numbers and parameters'],
    ["g' = integral(g, s)", 18, 1, 'integral(expression, t)'],
    ["g' = not t < 2", 6, 3, 'not (a < b)'],
    // structure
    ["g'", 1, 2, "g' = 0"],
    ["g' == 1", 4, 2, 'Write =', "g' = 1"],
    ["g' < 1", 4, 1, 'with ='],
    ["g' = 1 = 2", 8, 1, 'two equations'],
    ["g' = (t = 1)", 9, 1, '==', "g' = (t == 1)"],
    ["g' = (1 + t", 6, 1, ')'],
    ["g' = 1 + t)", 11, 1, 'Remove it'],
    ["g' =", 4, 1, 'missing part'],
    ["= g'", 1, 1, 'missing part'],
    ["g' = 2*", 7, 1, 'missing part'],
    ["g' = *2", 6, 1, 'missing part'],
    ["g' = 2*/3", 8, 1, 'missing part'],
    ["g' = ()", 7, 1, 'missing part'],
    ["g' = max(1,)", 12, 1, 'missing part'],
    ["g' = 1, 2", 7, 1, 'one expression']
  ])('%s', (...row) => check(ODE, row))
})

describe('misreadings in several variables', () => {
  it.each<Row>([
    ['u_t + u*u_x = nu*u_xy', 18, 4, 'Use u_xx', 'u_t + u*u_x = nu*u_xx'],
    ['u_t = 0.01/pi u_xx', 7, 12, '0.01/pi*u_xx or 0.01/(pi*u_xx)'],
    ['uxx = 0', 1, 3, 'u_xx', 'u_xx = 0'],
    ['u_x_t = 0', 1, 5, 'u_xt', 'u_xt = 0'],
    ['u_{xx} = 0', 3, 4, 'u_xx', 'u_xx = 0'],
    ["u' = 0", 1, 2, 'u_x or u_t'],
    ['du/dt = 0', 1, 5, 'u_t', 'u_t = 0'],
    ['∂u/∂t = 0', 1, 5, 'u_t', 'u_t = 0'],
    ['d^2u/(dx dt) = 0', 1, 12, 'u_xt', 'u_xt = 0'],
    ['∂²u/∂x² = 0', 1, 7, 'u_xx', 'u_xx = 0'],
    ['u(1 - u) = 0', 1, 8, 'u*(1 - u)', 'u*(1 - u) = 0'],
    ['u_x(1, t) = 0', 1, 9, 'conditions'],
    ['u_t = xt', 7, 2, 'x*t', 'u_t = x*t'],
    ['∇u = 0', 1, 1, 'u_xx']
  ])('%s', (...row) => check(PDE, row))

  it.each<Row>([
    ['u(0) = 1', 1, 4, 'u(x, t)'],
    ['u(u, 0) = 1', 1, 7, 'numbers, variables'],
    ['u(x, 0, 1) = 1', 1, 10, 'u(x, t)']
  ])('%s as a condition', (...row) => check(anywhere(PDE), row))

  it('says in words what is no variable', () => {
    expect(refusal(() => parseEquation('u_xy = 0', PDE)).message).toBe('y is not a variable here; there are x and t')
    expect(refusal(() => parseEquation('g_x = 0', ODE)).message).toBe('x is not a variable here; there is only t')
  })

  it('names diff() where a derivative can be read in two ways', () => {
    const scope: Scope = { variables: ['t', 'tt'], unknowns: ['u'], parameters: [], evaluation: 'own' }
    const error = refusal(() => parseEquation('u_tt = 0', scope))
    expect(error.message).toContain('diff(u, t, 2)')
    expect(error.message).toContain('diff(u, tt)')
    expect(error.cure).toContain('diff()')
  })
})

describe('limits', () => {
  it('refuses brackets nested more than 200 deep, and long rows of signs and powers', () => {
    const nested = (depth: number): string => '('.repeat(depth) + 't' + ')'.repeat(depth)
    expect(() => parseExpression(nested(200), ODE)).not.toThrow()
    expect(refusal(() => parseExpression(nested(201), ODE))).toMatchObject({ code: 'depth', place: { column: 201 } })
    expect(refusal(() => parseExpression(nested(5000), ODE)).code).toBe('depth')
    expect(refusal(() => parseExpression(`${'-'.repeat(5000)}t`, ODE)).code).toBe('depth')
    expect(refusal(() => parseExpression(`t${'^t'.repeat(900)}`, ODE)).code).toBe('depth')
  })

  it('refuses what is too long at once', () => {
    expect(() => parseExpression(`t${'+t'.repeat(990)}`, ODE)).not.toThrow()
    expect(refusal(() => parseExpression(`t${'+t'.repeat(9000)}`, ODE)).code).toBe('length')
    expect(refusal(() => parseExpression('d '.repeat(20_000), ODE)).code).toBe('length')
    const started = performance.now()
    expect(refusal(() => parseExpression('d d/d '.repeat(3000), ODE)).code).toBe('length')
    expect(performance.now() - started).toBeLessThan(2000)
  })

  it('answers anything with a tree or a LabError whose place lies in the text', () => {
    const random = randomNumbers(7)
    const words =
      "g g' g_t gamma g0 t A 2 0.5 1e-3 ( ) ( ) + - * / ^ , = < <= == and or not sin exp max if sum integral diff i s pi e ' d dg/dt u_x − ² [ { | \" . x 3".split(
        ' '
      )
    let refused = 0
    for (let k = 0; k < 20_000; k++) {
      const text = Array.from(
        { length: 1 + Math.floor(random() * 9) },
        () => words[Math.floor(random() * words.length)]! + (random() < 0.4 ? ' ' : '')
      ).join('')
      let error: LabError | undefined
      try {
        parseExpression(text, ODE)
      } catch (thrown) {
        if (!(thrown instanceof LabError)) throw thrown
        error = thrown
      }
      if (error !== undefined) {
        expect(error.message, text).not.toMatch(/undefined|\[object|_\d/)
        expect(error.cure, text).not.toMatch(/undefined|\[object/)
        expect(error.place.column! - 1 + error.place.length!, text).toBeLessThanOrEqual(Math.max(1, text.length))
        refused++
      }
    }
    expect(refused).toBeGreaterThan(5000)
  })
})
