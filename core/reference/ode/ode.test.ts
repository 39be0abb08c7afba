import { expect, test } from 'vitest'
import { compileProblem } from '../../problem/compile.ts'
import { loadProblem } from '../../problem/document.ts'
import { numericSystem } from '../system.ts'
import { dormandPrince } from './dormand-prince.ts'
import { firstOrder } from './first-order.ts'
import { radau } from './radau.ts'
import { byDormandPrince, byRadau, byRungeKutta } from './solve.ts'

const systemOf = (source: string) => numericSystem(compileProblem(loadProblem(`schema: ansatz.problem/1\n${source}`)))
const lines = (variables: string, unknowns: string, equations: string[], conditions: string[]) =>
  systemOf(
    `variables: ${variables}\nunknowns: [${unknowns}]\nequations: ${JSON.stringify(equations)}\nconditions: ${JSON.stringify(conditions)}\n`
  )

const vanDerPol = () => lines('{ t: [0, 10] }', 'u', ["u'' = (1 - u^2)*u' - u"], ['u(0) = 2', "u'(0) = 0"])
const lorenz = () =>
  lines('{ t: [0, 1] }', 'x, y, z', ["x' = 10*(y - x)", "y' = x*(15 - z) - y", "z' = x*y - 8/3*z"], ['x(0) = -8', 'y(0) = 7', 'z(0) = 27'])
const robertson = () =>
  lines(
    '{ t: [0, 40] }',
    'a, b, c',
    ["a' = -0.04*a + 1e4*b*c", "b' = 0.04*a - 1e4*b*c - 3e7*b^2", "c' = 3e7*b^2"],
    ['a(0) = 1', 'b(0) = 0', 'c(0) = 0']
  )

// scipy.integrate.solve_ivp, DOP853 at rtol 1e-13 (Radau at 1e-11 for the last), values at the end
test.each([
  ['van der Pol', vanDerPol(), [-2.0083407825797064]],
  ['Lorenz', lorenz(), [7.275116068644169, 6.68298986009883, 16.00395098942628]],
  ['Robertson', robertson(), [0.715827068719405, 9.185534764557947e-6, 0.2841637457458296]],
  ['pendulum', lines('{ t: [0, 8] }', 'w', ["w'' + sin(w) = 0"], ['w(0) = 2', "w'(0) = 0"]), [1.94415359518378]],
  [
    'driven Duffing',
    lines('{ t: [0, 20] }', 'x', ["x'' + 0.2*x' + x + x^3 = 0.3*cos(1.2*t)"], ['x(0) = 1', "x'(0) = 0"]),
    [-0.43071192732210384]
  ]
] as const)('%s at the end, as SciPy prints it', (_, system, expected) => {
  const found = byRungeKutta(system).fit!
  const end = found.at([Float64Array.of(system.variables[0]!.to)])
  expected.forEach((value, k) => expect(Math.abs(end[k]![0]! - value)).toBeLessThan(Math.max(2e-10, 2 * found.error)))
  expect(found.error).toBeLessThan(1e-9)
})

test('both methods agree within their stated errors', () => {
  const [a, b] = [byDormandPrince(lorenz()).fit!, byRadau(lorenz()).fit!]
  const times = [Float64Array.of(0.1, 0.5, 0.9)]
  const [x, y] = [a.at(times), b.at(times)]
  x.forEach((row, k) => row.forEach((value, p) => expect(Math.abs(value - y[k]![p]!)).toBeLessThan(2 * (a.error + b.error))))
})

test('order 5: a tolerance 1e5 times smaller takes ten times as many steps', () => {
  const { fit } = firstOrder(vanDerPol())
  const steps = [1e-6, 1e-11].map((rtol) => dormandPrince(fit!.slope, 0, 10, fit!.start, { rtol, atol: rtol }).steps)
  expect(steps[1]! / steps[0]!).toBeGreaterThan(7)
  expect(steps[1]! / steps[0]!).toBeLessThan(13)
})

test('an event is located: the pendulum passes the lowest point after a quarter of 4 K(sin 1)', () => {
  const { fit } = firstOrder(lines('{ t: [0, 8] }', 'w', ["w'' + sin(w) = 0"], ['w(0) = 2', "w'(0) = 0"]))
  const { events } = dormandPrince(fit!.slope, 0, 8, fit!.start, { rtol: 1e-12, atol: 1e-12, events: [(_, y) => y[0]!] })
  // scipy.special.ellipk(sin(1)^2) = 2.0874382317296236
  expect(events).toHaveLength(2)
  expect(events[0]!.t).toBeCloseTo(2.0874382317296236, 10)
  expect(events[1]!.t).toBeCloseTo(3 * 2.0874382317296236, 10)
})

test('stiffness is seen and said, and the stiff method takes over', () => {
  const system = lines('{ t: [0, 2] }', 'y', ["y' = -100000*(y - cos(t))"], ['y(0) = 0'])
  expect(byDormandPrince(system).reason).toContain('stiff')
  const found = byRungeKutta(system).fit!
  expect(found.method).toBe('radau')
  expect(found.notes.join()).toContain('stiff')
  // y = (k^2 cos t + k sin t)/(k^2 + 1) + transient
  const k = 1e5
  const exact = (k * k * Math.cos(2) + k * Math.sin(2)) / (k * k + 1)
  expect(found.at([Float64Array.of(2)])[0]![0]! - exact).toBeLessThan(1e-9)
})

test('Radau keeps its order on a long stiff decay, and counts its factorisations', () => {
  const { fit } = firstOrder(robertson())
  const times = Float64Array.of(0, 0.4, 4, 40)
  const run = (rtol: number) => radau(fit!, times, fit!.start, { rtol, atol: rtol * 1e-6 })
  const [rough, fine] = [run(1e-6), run(1e-10)]
  const error = (of: typeof rough) => Math.abs(of.y[9]! - 0.715827068719405)
  expect(error(rough)).toBeLessThan(1e-5)
  expect(error(fine)).toBeLessThan(1e-9)
  expect(rough.factorisations).toBeLessThan(200)
})

test('equations that are not solved for the highest derivative, and systems coupled in it', () => {
  // (y')^3 + y' = 2 y + 2 sinh-free: y' solved by Newton's method; y = t^2/2 is a solution of y'^2 = 2 y + 0 from y(1) = 1/2
  const implicit = lines('{ t: [1, 2] }', 'y', ["y' + y'^3 = t + t^3 + 0*y"], ['y(1) = 0.5'])
  expect(byDormandPrince(implicit).fit!.at([Float64Array.of(2)])[0]![0]).toBeCloseTo(2, 11)
  // 2 u' + v' = 3 e^t, u' - v' = 0: both grow as e^t
  const coupled = lines('{ t: [0, 1] }', 'u, v', ["2*u' + v' = 3*u", "u' - v' = 0"], ['u(0) = 1', 'v(0) = 1'])
  const [u, v] = byDormandPrince(coupled).fit!.at([Float64Array.of(1)])
  expect(u![0]).toBeCloseTo(Math.E, 11)
  expect(v![0]).toBeCloseTo(Math.E, 11)
})

test('order four, and start conditions that mix values', () => {
  const beam = lines('{ x: [0, 2] }', 'u', ["u'''' = u"], ["u(0) + u'(0) = 1", 'u(0) = 1', "u''(0) = -1", "u'''(0) = 0"])
  expect(byDormandPrince(beam).fit!.at([Float64Array.of(2)])[0]![0]).toBeCloseTo(Math.cos(2), 11)
})

test('what is not an initial value problem is said', () => {
  const reason = (...conditions: string[]) => firstOrder(lines('{ t: [0, 1] }', 'y', ["y'' = y"], conditions)).reason
  expect(reason('y(0) = 1', 'y(1) = 1')).toContain('do not all stand at one point')
  expect(reason('y(0) = 1')).toContain('1 start values are given and 2 are needed')
  expect(reason('y(0) = 1', '2*y(0) = 2')).toContain('not independent')
  expect(firstOrder(lines('{ t: [0, 1] }', 'y', ["t*y' = y"], ['y(0) = 1'])).reason).toContain('t = 0')
})

test('a published "true" curve that is wrong by 0.15: default tolerances on Lotka and Volterra', () => {
  // DeepXDE, Lotka_Volterra.py, gen_truedata: solve_ivp's defaults give 0.80383 at t = 79/99 where rtol 1e-13 gives 0.6551325613088018
  const system = lines(
    '{ t: [0, 1] }',
    'r, p',
    ["r' = 0.1*(2*200*r - 0.04*200*r*200*p)", "p' = 0.1*(0.02*200*r*200*p - 1.06*200*p)"],
    ['r(0) = 0.5', 'p(0) = 0.075']
  )
  const [r] = byRungeKutta(system).fit!.at([Float64Array.of(79 / 99)])
  expect(r![0]).toBeCloseTo(0.6551325613088018, 9)
  expect(Math.abs(r![0]! - 0.8038281366942284)).toBeCloseTo(0.1487, 4)
})

const volterra = (variables: string, equations: string[], conditions: string[]) => lines(variables, 'x, y', equations, conditions)

// DOP853 at rtol 1e-12, values at the end, to as many digits as are printed
test.each([
  [
    'Lotka and Volterra, all rates one',
    volterra('{ t: [0.1, 12] }', ["x' = x - x*y", "y' = x*y - y"], ['x(0.1) = 1.5', 'y(0.1) = 1']),
    [1.288681967, 0.6935704914],
    10
  ],
  [
    'Lotka and Volterra, scaled by 200 and 20',
    volterra('{ t: [0, 1] }', ["x' = 20*(2*x - 0.04*200*x*y)", "y' = 20*(0.02*200*x*y - 1.06*y)"], ['x(0) = 0.5', 'y(0) = 0.075']),
    // at rtol 3e-14
    [0.5032830849569, 0.07533292486598],
    10
  ],
  [
    'Lorenz to t = 3',
    lines(
      '{ t: [0, 3] }',
      'x, y, z',
      ["x' = 10*(y - x)", "y' = x*(15 - z) - y", "z' = x*y - 8/3*z"],
      ['x(0) = -8', 'y(0) = 7', 'z(0) = 27']
    ),
    [5.43185, 5.38841, 13.44865],
    5
  ]
] as const)('%s, at the end', (_, system, expected, digits) => {
  const found = byRungeKutta(system).fit!
  const end = found.at([Float64Array.of(system.variables[0]!.to)])
  expected.forEach((value, k) => expect(end[k]![0]).toBeCloseTo(value, digits))
})

test('Lotka and Volterra: x - ln x + y - ln y stays as it was', () => {
  const found = byRungeKutta(volterra('{ t: [0.1, 12] }', ["x' = x - x*y", "y' = x*y - y"], ['x(0.1) = 1.5', 'y(0.1) = 1'])).fit!
  const [x, y] = found.at([Float64Array.of(0.1, 3, 6, 9, 12)])
  x!.forEach((value, k) => expect(value - Math.log(value) + y![k]! - Math.log(y![k]!)).toBeCloseTo(2.0945348919, 10))
})

test('a solution that blows up is no reference', () => {
  expect(byRungeKutta(lines('{ t: [0, 2] }', 'y', ["y' = y^2"], ['y(0) = 1'])).reason).toMatch(/leaves the numbers|steps/)
})
