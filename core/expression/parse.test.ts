import { describe, expect, it } from 'vitest'
import type { Expression, Scope } from './ast.ts'
import { parseConstant, parseEquation, parseExpression } from './parse.ts'
import { anywhere, ODE, PDE, refusal } from './testing.ts'

/** A tree as a line: heads in front of their parts, unknowns with their orders. */
function shape(node: Expression): string {
  const list = (parts: readonly Expression[]): string => parts.map(shape).join(' ')
  switch (node.kind) {
    case 'number':
      return node.text
    case 'unknown':
      return `${node.name}[${node.order.join()}]${node.at === undefined ? '' : `@(${list(node.at)})`}`
    case 'apply':
      return `(${node.operation} ${list(node.args)})`
    case 'derivative':
      return `(d[${node.order.join()}] ${shape(node.body)})`
    case 'sum':
      return `(sum ${node.index} ${list([node.from, node.to, node.body])})`
    case 'integral':
      return `(integral ${node.variable} ${list([node.body, ...(node.from && node.to ? [node.from, node.to] : [])])})`
    case 'index':
      return `#${node.name}`
    default:
      return node.name
  }
}

const read = (text: string, scope: Scope): string => shape(parseExpression(text, scope))

describe('notation', () => {
  it.each([
    ["g'", 'g[1]'],
    ["g''", 'g[2]'],
    ["g''''", 'g[4]'],
    ['g_t', 'g[1]'],
    ['g_tt', 'g[2]'],
    ['diff(g, t)', 'g[1]'],
    ['diff(g, t, 2)', 'g[2]'],
    ['diff(g, t, t)', 'g[2]'],
    ["diff(g', t)", 'g[2]'],
    ['g(t)', 'g[0]'],
    ["g'(t)", 'g[1]'],
    ["g'^2", '(pow g[1] 2)'],
    ['2g', '(mul 2 g[0])'],
    ["2g'", '(mul 2 g[1])'],
    ['2 pi t', '(mul (mul 2 pi) t)'],
    ['(t)(A)', '(mul t A)'],
    ['2(t + 1)', '(mul 2 (add t 1))'],
    ['t(1 - t)', '(mul t (sub 1 t))'],
    ['t(1 - t)^2', '(mul t (pow (sub 1 t) 2))'],
    ['gamma g', '(mul gamma g[0])'],
    ['t^2 g', '(mul (pow t 2) g[0])'],
    ['t^2(1 - t)', '(mul (pow t 2) (sub 1 t))'],
    ['pi(2)', '(mul pi 2)'],
    ['sin(t)cos(t)', '(mul (sin t) (cos t))'],
    ['2exp(t)', '(mul 2 (exp t))'],
    ['2e', '(mul 2 e)'],
    ['2e3', '2e3'],
    ['2e3t', '(mul 2e3 t)'],
    ['.5', '.5'],
    ['-t^2', '(neg (pow t 2))'],
    ['(-t)^2', '(pow (neg t) 2)'],
    ['2^-1', '(pow 2 (neg 1))'],
    ['2^3^2', '(pow 2 (pow 3 2))'],
    ['-gamma*g', '(mul (neg gamma) g[0])'],
    ['+t', 't'],
    ['--t', '(neg (neg t))'],
    ['t - -1', '(sub t (neg 1))'],
    ['2*-t', '(mul 2 (neg t))'],
    ['1 - 2 - 3', '(sub (sub 1 2) 3)'],
    ['8/4/2', '(div (div 8 4) 2)'],
    ['8/4*2', '(mul (div 8 4) 2)'],
    ['ln(t)', '(log t)'],
    ['log(t)', '(log t)'],
    ['min(1, t, A)', '(min (min 1 t) A)'],
    ['max(1, t)', '(max 1 t)'],
    ['if(t < 1, 2, 3)', '(if (lt t 1) 2 3)'],
    ['0 < t <= 1', '(and (lt 0 t) (le t 1))'],
    ['t == 1 or t != 2 and not (t >= 3)', '(or (eq t 1) (and (ne t 2) (not (ge t 3))))'],
    ['sum(i, 1, 3, i*t)', '(sum i 1 3 (mul #i t))'],
    ['sum(i, 1, 3, i(t))', '(sum i 1 3 (mul #i t))'],
    ['sum(e, 1, 3, e)', '(sum e 1 3 #e)'],
    ['integral(g, t)', '(integral t g[0])'],
    ['integral(g(s), s, 0, t)', '(integral s g[0]@(#s) 0 t)'],
    ['integral(g, t, 0, 1)', '(integral t g[0] 0 1)'],
    ['diff(t*g, t)', '(d[1] (mul t g[0]))'],
    ['diff(diff(t*g, t), t)', '(d[2] (mul t g[0]))'],
    ['e^t', '(pow e t)'],
    ['sin\u00a0(t)', '(sin t)'],
    ['t\n+ 1', '(add t 1)']
  ])('%s', (text, expected) => {
    expect(read(text, ODE)).toBe(expected)
  })

  it.each([
    ['u_x', 'u[1,0]'],
    ['u_xxt', 'u[2,1]'],
    ['u_xtx', 'u[2,1]'],
    ['diff(u, x, t)', 'u[1,1]'],
    ['diff(u, x, 2, t)', 'u[2,1]'],
    ['diff(u_t, x, 3)', 'u[3,1]'],
    ['u(x, t)', 'u[0,0]'],
    ['u_x(x, t)', 'u[1,0]'],
    ['u u_x', '(mul u[0,0] u[1,0])'],
    ['x(1 - x) t u', '(mul (mul (mul x (sub 1 x)) t) u[0,0])'],
    ['integral(u(x, s), s, 0, t)', '(integral s u[0,0]@(x #s) 0 t)'],
    ['diff(nu*u_x, x)', '(d[1,0] (mul nu u[1,0]))']
  ])('%s', (text, expected) => {
    expect(read(text, PDE)).toBe(expected)
  })

  it.each([
    ['u(x, 0)', 'u[0,0]@(x 0)'],
    ['u_x(1, t) + u(1, t)', '(add u[1,0]@(1 t) u[0,0]@(1 t))'],
    ['u(2 - x, -t)', 'u[0,0]@((sub 2 x) (neg t))'],
    ['integral(u^2, x)', '(integral x (pow u[0,0] 2))']
  ])('%s where unknowns may be evaluated', (text, expected) => {
    expect(read(text, anywhere(PDE))).toBe(expected)
  })

  it('reads networks of a trial solution like unknowns', () => {
    const trial: Scope = { variables: ['x', 'y'], unknowns: ['N_u', 'N_v'], parameters: [], evaluation: 'anywhere' }
    expect(read('N_u + N_u_x - N_v_y(x, 1) + diff(N_v, x)', trial)).toBe('(add (sub (add N_u[0,0] N_u[1,0]) N_v[0,1]@(x 1)) N_v[1,0])')
  })

  it('lets a declared name win over a derivative, and the longest unknown win', () => {
    const scope: Scope = { variables: ['x', 't'], unknowns: ['u', 'u_x'], parameters: ['u_t'], evaluation: 'own' }
    expect(read('u_t + u_x + u_x_t + u_xx', scope)).toBe('(add (add (add u_t u_x[0,0]) u_x[0,1]) u[2,0])')
    const long: Scope = { variables: ['x_t', 't'], unknowns: ['u', 'u_x'], parameters: [], evaluation: 'own' }
    expect(read('u_x_t', long)).toBe('u_x[0,1]')
    expect(read('e + pi', { ...ODE, parameters: ['e'] })).toBe('(add e pi)')
    expect(parseExpression('e', { ...ODE, parameters: ['e'] }).kind).toBe('parameter')
  })

  it('looks names under where up with their meaning', () => {
    const body = parseExpression('t^2', ODE)
    const node = parseExpression('r(1 + r)', { ...ODE, where: new Map([['r', body]]) })
    expect(shape(node)).toBe('(mul r (add 1 r))')
    expect(node.kind === 'apply' && node.args[0]).toMatchObject({ kind: 'where', body })
  })

  it('takes Greek letters and underscores as names', () => {
    const scope: Scope = { variables: ['τ'], unknowns: ['φ_1'], parameters: ['α', 'k_max', 'αlpha2'], evaluation: 'own' }
    expect(read('α*k_max + αlpha2*φ_1_τ', scope)).toBe('(add (mul α k_max) (mul αlpha2 φ_1[1]))')
  })

  it('knows where every node stands', () => {
    const text = "g'  = -gamma*(g + 2t)"
    const { left, right } = parseEquation(text, ODE)
    const words: string[] = []
    const walk = (node: Expression): void => {
      words.push(text.slice(node.span.start, node.span.start + node.span.length))
      if (node.kind === 'apply') node.args.forEach(walk)
    }
    walk(left)
    walk(right)
    expect(words).toEqual(["g'", '-gamma*(g + 2t)', '-gamma', 'gamma', 'g + 2t', 'g', '2t', '2', 't'])
  })
})

describe('constants', () => {
  it.each([
    ['0.01/pi', 0.01 / Math.PI],
    ['-2^2', -4],
    ['sqrt(2)*a', Math.SQRT2 * 3],
    ['sum(i, 1, 4, i^2)', 30],
    ['if(a > 2, 1, 0)', 1],
    ['e', Math.E]
  ])('%s', (text, value) => {
    expect(parseConstant(text, new Map([['a', 3]]))).toBe(value)
  })

  it('refuses what is not a finite number', () => {
    expect(refusal(() => parseConstant('1/0'))).toMatchObject({ code: 'not-finite', place: { line: 1, column: 1, length: 3 } })
    expect(refusal(() => parseConstant('sqrt(-1)')).message).toContain('NaN')
    expect(refusal(() => parseConstant('NaN'))).toMatchObject({ code: 'not-finite', cure: 'Give a finite number.' })
    expect(refusal(() => parseConstant('2*b', new Map([['a', 1]])))).toMatchObject({ code: 'unknown-symbol', place: { column: 3 } })
    expect(refusal(() => parseConstant('sum(i, 1, 1e9, i)')).code).toBe('not-constant')
  })
})
