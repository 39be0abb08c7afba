import { describe, expect, test } from 'vitest'
import { LIBRARY } from '../problem/library/index.ts'
import { Settings } from '../training/settings.ts'
import { referenceMethods, solveReference } from './index.ts'
import type { ReferenceOptions } from './types.ts'

const settings = Settings.parse({ points: { count: 10, layout: 'uniform' } })
const library = (id: string, parameters: Record<string, number> = {}) => ({
  yaml: LIBRARY.find((entry) => entry.id === id)?.yaml ?? '',
  parameters,
  settings
})
const own = (variables: string, equation: string, conditions: string[], more = '') => ({
  yaml: `schema: ansatz.problem/1\nname: own\nvariables: ${variables}\nunknowns: [u]\nequations: ["${equation}"]\nconditions: ${JSON.stringify(conditions)}\n${more}`,
  parameters: {},
  settings
})
const solve = (experiment: ReturnType<typeof own>, options: ReferenceOptions) => solveReference(experiment, options, () => 0)
const methods = (experiment: ReturnType<typeof own>) => referenceMethods(experiment).methods.map(({ method }) => method)

describe("the lecture's problems", () => {
  test('each has its classical competitor', () => {
    expect(methods(library('lecture-decay'))).toEqual(['euler', 'rk4'])
    expect(methods(library('lecture-decay-deep'))).toEqual(['euler', 'rk4'])
    expect(methods(library('lecture-logistic'))).toEqual(['euler', 'rk4'])
    expect(methods(library('lecture-poisson'))).toEqual(['finite_differences'])
    expect(methods(library('lecture-diffusion'))).toEqual(['explicit_diffusion'])
    expect(methods(library('lecture-wave'))).toEqual(['leapfrog'])
    for (const { id } of LIBRARY.filter((entry) => entry.id.startsWith('lecture-'))) expect(referenceMethods(library(id)).reason).toBeNull()
  })

  test('decay: Euler with the training points, Runge-Kutta, other numbers of steps', () => {
    const euler = solve(library('lecture-decay'), { method: 'euler' })
    expect(euler).toMatchObject({ label: 'Forward Euler', steps: { t: 9 }, notes: [], stability: null, selfCheck: null })
    expect(euler.maxAbsError).toBeCloseTo(0.45162, 6)
    expect(euler.values[9]).toBeCloseTo(1.041597, 6)
    expect(euler.exact?.[9]).toBeCloseTo(1.353353, 6)
    expect(euler.errorAtEnd).toBeCloseTo(1.353353 - 1.041597, 5)
    expect(euler.axes[0]?.name).toBe('t')
    expect(solve(library('lecture-decay'), { method: 'rk4' }).maxAbsError?.toExponential(2)).toBe('8.95e-5')
    expect(solve(library('lecture-decay'), { method: 'rk4', points: { t: 101 } }).maxAbsError?.toExponential(2)).toBe('4.99e-9')
    expect(solve(library('lecture-decay'), { method: 'euler', spacing: { t: 0.1 } }).maxAbsError).toBeCloseTo(0.401994, 6)
    expect(solve(library('lecture-decay', { gamma: 1, g0: 1 }), { method: 'euler' }).values[9]).toBeCloseTo((1 - 1 / 9) ** 9, 12)
    expect(solve(library('lecture-decay'), { method: 'rk4', until: 2 }).axes[0]?.values[9]).toBe(2)
  })

  test('logistic growth and the two-point problem', () => {
    expect(solve(library('lecture-logistic'), { method: 'euler' }).maxAbsError).toBeCloseTo(0.011225, 6)
    expect(solve(library('lecture-logistic'), { method: 'euler', points: { t: 80 } }).maxAbsError).toBeCloseTo(0.001133, 6)
    expect(solve(library('lecture-poisson'), { method: 'finite_differences' }).maxAbsError).toBeCloseTo(0.00266858, 8)
    expect(solve(library('lecture-poisson'), { method: 'finite_differences', points: { x: 81 } }).maxAbsError).toBeCloseTo(3.384269e-5, 11)
  })

  test('diffusion: the assigned scheme, its closed form, its light', () => {
    const result = solve(library('lecture-diffusion'), { method: 'explicit_diffusion' })
    expect(result.steps).toEqual({ x: 10, t: 200 })
    expect(result.spacing.x).toBeCloseTo(0.1, 15)
    expect(result.notes).toEqual([])
    expect(result.axes.map(({ name, values }) => [name, values.length, values.at(-1)])).toEqual([
      ['x', 11, 1],
      ['t', 201, 1]
    ])
    expect(result.stability).toMatchObject({
      value: expect.closeTo(0.5, 12) as number,
      limit: expect.closeTo(0.51254, 5) as number,
      stable: true
    })
    expect(result.selfCheck).toMatchObject({ passed: true, name: 'G^n sin(pi x), G = 0.9510565' })
    expect(result.selfCheck?.distance).toBeLessThan(1e-12)
    // row-major, x slowest: x = 0.5 is row 5
    expect(result.values[5 * 201]).toBeCloseTo(1, 15)
    expect(result.values[5 * 201 + 20]).toBeCloseTo(Math.exp(-(Math.PI ** 2) * 0.1) - 6.163505e-3, 8)
    for (const [cells, until, printed] of [
      [10, 0.1, 6.163505e-3],
      [10, 0.5, 5.753188e-4],
      [100, 0.1, 6.051957e-5],
      [100, 0.5, 5.837124e-6]
    ] as const) {
      const { errorAtEnd, selfCheck, notes } = solve(library('lecture-diffusion'), {
        method: 'explicit_diffusion',
        points: { x: cells + 1 },
        ratio: 0.5,
        until
      })
      expect(Math.abs((errorAtEnd ?? NaN) / printed - 1)).toBeLessThan(2e-7)
      expect(selfCheck?.passed).toBe(true)
      expect(notes.filter((note) => note.includes('does not divide'))).toEqual([])
    }
  })

  test('steps are rounded, what does not fit says so and offers what does', () => {
    expect(solve(library('lecture-diffusion'), { method: 'explicit_diffusion', spacing: { x: 0.1 }, ratio: 0.4, until: 0.5 }).steps.t).toBe(
      125
    )
    const odd = solve(library('lecture-diffusion'), { method: 'explicit_diffusion', spacing: { x: 0.3 } })
    expect(odd.steps.x).toBe(3)
    expect(odd.notes[0]).toBe('dx = 0.3 does not divide the interval [0, 1]: 3 steps of 0.3333333 are taken; 0.25 would fit as well.')
    const late = solve(library('lecture-diffusion'), { method: 'explicit_diffusion', ratio: 0.55, until: 2 })
    expect(late.steps.t).toBe(363)
    expect(late.axes[1]?.values.at(-1)).toBeCloseTo(1.9965, 10)
    expect(late.notes[0]).toBe(
      'dt = 0.0055 does not divide the interval of length 2: the 363 whole steps end at t = 1.9965; the ratio 0.5494505 gives 364 steps that end at t = 2 exactly.'
    )
    expect(late.stability).toMatchObject({ stable: false, growth: expect.closeTo(1.14616, 5) as number })
    expect(late.notes[1]).toContain('above the limit 0.51254 for 10 cells')
    const unasked = solve(library('lecture-diffusion'), { method: 'explicit_diffusion', until: 0.123 })
    expect(unasked.notes[0]).toContain('the ratio 0.492 gives 25 steps that end at t = 0.123 exactly, and is taken')
    expect(unasked.steps.t).toBe(25)
    expect(unasked.selfCheck?.passed).toBe(true)
  })

  test('a fine grid keeps fewer levels and judges all of them', () => {
    const fine = solve(library('lecture-diffusion'), { method: 'explicit_diffusion', points: { x: 101 } })
    expect(fine.steps.t).toBe(20000)
    expect(fine.axes[1]?.values.length).toBeLessThan(4000)
    expect(fine.axes[1]?.values.at(-1)).toBe(1)
    expect(fine.notes).toEqual(['Of 20001 time levels every 6th is kept and shown.'])
    expect(fine.selfCheck?.passed).toBe(true)
  })

  test('wave: leapfrog at Courant number 1 on the training points', () => {
    const coarse = solve(library('lecture-wave'), { method: 'leapfrog' })
    expect(coarse).toMatchObject({ steps: { x: 9, t: 9 }, notes: [], stability: { name: 'c dt/dx', stable: true, growth: 1 } })
    for (const [points, printed] of [
      [11, '1.664e-2'],
      [21, '4.124e-3'],
      [41, '1.029e-3'],
      [81, '2.571e-4']
    ] as const) {
      expect(solve(library('lecture-wave'), { method: 'leapfrog', points: { x: points } }).maxAbsError?.toExponential(3)).toBe(printed)
    }
    expect(solve(library('lecture-wave', { c: 2 }), { method: 'leapfrog', points: { x: 11 } }).steps.t).toBe(20)
    expect(solve(library('lecture-wave'), { method: 'leapfrog', ratio: 1.1, points: { x: 11 } }).notes.join()).toContain('above the limit')
  })
})

describe("the user's own problems", () => {
  test('a second-order equation with a coefficient becomes a system', () => {
    const oscillator = own('{ s: [0, 3] }', "2*u'' = -8*u + 0*s", ['u(0) = 1', "u'(0) = 0"], 'exact: { u: "cos(2*s)" }')
    expect(methods(oscillator)).toEqual(['euler', 'rk4'])
    expect(solve(oscillator, { method: 'rk4', points: { s: 301 } }).maxAbsError).toBeLessThan(1e-6)
    expect(solve(oscillator, { method: 'euler', points: { s: 301 } }).maxAbsError).toBeGreaterThan(0.01)
  })

  test('no exact solution: no error, but a solution', () => {
    const { maxAbsError, exact, values } = solve(own('{ t: [0, 1] }', "u' = u^2", ['u(0) = 0.5']), { method: 'rk4' })
    expect([maxAbsError, exact]).toEqual([null, null])
    expect(values[9]).toBeCloseTo(1, 3)
  })

  test('a solution that blows up is told, not called exact', () => {
    const { maxAbsError, notes } = solve(own('{ t: [0, 20] }', "u' = u^2", ['u(0) = 1'], 'exact: { u: "1/(1 - t)" }'), {
      method: 'euler',
      points: { t: 41 }
    })
    expect(maxAbsError).toBe(Infinity)
    expect(notes[0]).toContain('left the floating-point numbers at t = ')
  })

  test('a linear boundary value problem with all coefficients, order of time and space reversed, other intervals', () => {
    const bvp = own('{ x: [1, 2] }', "x^2*u'' + x*u' - u = 3*x^2", ['u(2) = 4', 'u(1) = 1'], 'exact: { u: "x^2" }')
    expect(methods(bvp)).toEqual(['finite_differences'])
    expect(solve(bvp, { method: 'finite_differences' }).maxAbsError).toBeLessThan(1e-12)
    const heat = own(
      '{ t: [1, 2], y: [0, 2] }',
      'u_t = 0.5*u_yy',
      ['u(1, y) = sin(pi*y)', 'u(t, 0) = 0', 'u(t, 2) = 0'],
      'exact: { u: "exp(-pi^2*(t - 1)/2)*sin(pi*y)" }'
    )
    const result = solve(heat, { method: 'explicit_diffusion', points: { y: 41 } })
    expect(result.axes.map(({ name }) => name)).toEqual(['t', 'y'])
    expect(result.selfCheck).toMatchObject({ passed: true, name: expect.stringContaining('2 pi x') as string })
    expect(result.stability?.name).toBe('D dt/dy^2')
    expect(result.maxAbsError).toBeLessThan(4e-3)
    expect(result.values[10]).toBeCloseTo(1, 12)
  })

  test('varying diffusivity, a source, advection and moving ends', () => {
    const exact = 'exact: { u: "x^2 + t" }'
    const conditions = ['u(x, 0) = x^2', 'u(0, t) = t', 'u(1, t) = 1 + t']
    const result = solve(own('{ x: [0, 1], t: [0, 1] }', 'u_t = (1 + x*t)*u_xx + u_x + 1 - 2*(1 + x*t) - 2*x', conditions, exact), {
      method: 'explicit_diffusion'
    })
    expect(result.maxAbsError).toBeLessThan(1e-12)
    expect(result.stability?.value).toBeLessThanOrEqual(0.5)
    expect(result.selfCheck).toBeNull()
    expect(result.notes.at(-1)).toContain('diffusion alone')
    const burgers = solve(
      own('{ x: [-1, 1], t: [0, 1] }', 'u_t + u*u_x = 0.1*u_xx', ['u(x, 0) = -sin(pi*x)', 'u(-1, t) = 0', 'u(1, t) = 0']),
      { method: 'explicit_diffusion', points: { x: 81 } }
    )
    // the solution stays odd in x and decays
    const levels = burgers.axes[1]?.values.length ?? 0
    const end = burgers.axes[0]?.values.map((_, i) => burgers.values[i * levels + levels - 1] ?? NaN) ?? []
    end.forEach((value, i) => expect(value).toBeCloseTo(-(end[80 - i] ?? NaN), 10))
    expect(Math.max(...end)).toBeGreaterThan(0.3)
    expect(Math.max(...end)).toBeLessThan(0.9)
  })

  test('a wave with varying speed and a source', () => {
    const conditions = ['u(x, 0) = x^2', 'u_t(x, 0) = 1', 'u(0, t) = t^2 + t', 'u(1, t) = 1 + t^2 + t']
    const wave = own('{ x: [0, 1], t: [0, 1] }', 'u_tt = (1 + x)*u_xx + 2 - 2*(1 + x)', conditions, 'exact: { u: "x^2 + t^2 + t" }')
    const result = solve(wave, { method: 'leapfrog' })
    expect(result.maxAbsError).toBeLessThan(1e-12)
    expect(result.stability?.value).toBeLessThanOrEqual(1)
  })

  test('start and end values that disagree are told', () => {
    const { notes } = solve(own('{ x: [0, 1], t: [0, 1] }', 'u_t = u_xx', ['u(x, 0) = 1', 'u(0, t) = 0', 'u(1, t) = 1']), {
      method: 'explicit_diffusion'
    })
    expect(notes).toContain('Start and end conditions disagree by 1 at x = 0.')
  })

  test.each([
    ["u'^2 = u", '{ t: [0, 1] }', ['u(0) = 1'], "not linear in its highest derivative, u'"],
    ["u' = -u", '{ t: [0, 1] }', ['u(0.5) = 1'], 'does not stand at the start'],
    ["u'' = -u", '{ t: [0, 1] }', ['u(0) = 1'], "start value of u' is not given"],
    ["u'' = u^3", '{ x: [0, 1] }', ['u(0) = 0', 'u(1) = 1'], 'for linear equations'],
    ["u'' = u", '{ x: [0, 1] }', ['u(0) = 0', "u'(1) = 1"], 'does not give the value at an end'],
    ["u' = -u", '{ t: [0, 1] }', ['u(0) + u(1) = 1'], 'not a given value at a point or an edge'],
    ['u_xx + u_yy = 0', '{ x: [0, 1], y: [0, 1] }', ['u(x, 0) = 0', 'u(x, 1) = 0', 'u(0, y) = 0', 'u(1, y) = 1'], 'has none'],
    ['u_t + u_x = 0', '{ x: [0, 1], t: [0, 1] }', ['u(x, 0) = 0', 'u(0, t) = 0', 'u(1, t) = 0'], 'has no u_xx'],
    ['u_t = u*u_xx', '{ x: [0, 1], t: [0, 1] }', ['u(x, 0) = 1', 'u(0, t) = 1', 'u(1, t) = 1'], 'depends on u'],
    ['u_t = u_xx', '{ x: [0, 1], t: [0, 1] }', ['u(x, 0) = 1', 'u_x(0, t) = 0', 'u(1, t) = 1'], 'neither a start value'],
    ['u_t = u_xx', '{ x: [0, 1], t: [0, 1] }', ['u(x, 0) = 1', 'u(1, t) = 1'], 'not given at both ends'],
    ['u_tt + u_t = u_xx', '{ x: [0, 1], t: [0, 1] }', ['u(x, 0) = 0', 'u_t(x, 0) = 0', 'u(0, t) = 0', 'u(1, t) = 0'], 'does not know u_t']
  ])('%s has no method, with the reason', (equation, variables, conditions, reason) => {
    const result = referenceMethods(own(variables, equation, conditions))
    expect(result.methods).toEqual([])
    expect(result.reason).toContain(reason)
    expect(() => solve(own(variables, equation, conditions), { method: 'euler' })).toThrow(reason)
  })

  test('bad options are refused with a cure', () => {
    const decay = library('lecture-decay')
    const diffusion = library('lecture-diffusion')
    expect(() => solve(decay, { method: 'leapfrog' })).toThrow('another kind of problem')
    expect(() => solve(decay, { method: 'euler', spacing: { t: -1 } })).toThrow('not a positive number')
    expect(() => solve(decay, { method: 'euler', points: { t: 1 } })).toThrow('at least 2 points')
    expect(() => solve(decay, { method: 'euler', points: { t: 1e9 } })).toThrow('too many')
    expect(() => solve(decay, { method: 'euler', until: 0 })).toThrow('does not lie after the start')
    expect(() => solve(diffusion, { method: 'explicit_diffusion', ratio: -1 })).toThrow('not a positive number')
    expect(() => solve(diffusion, { method: 'explicit_diffusion', ratio: 1000 })).toThrow('longer than the interval')
    expect(() => solve(diffusion, { method: 'explicit_diffusion', points: { x: 100_001 } })).toThrow('too long')
    expect(() =>
      solve(own('{ x: [0, 1], t: [0, 1] }', 'u_t = -u_xx', ['u(x, 0) = 1', 'u(0, t) = 1', 'u(1, t) = 1']), { method: 'explicit_diffusion' })
    ).toThrow('not positive and finite')
    expect(() => solve(own('{ t: [0, 1] }', "t*u' = u + 1", ['u(0) = 1']), { method: 'euler' })).toThrow('no finite slope')
  })
})
