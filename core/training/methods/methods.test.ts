import { describe, expect, test } from 'vitest'
import { gaussNewton } from './gauss-newton.ts'
import { lbfgs } from './lbfgs.ts'
import { levenbergMarquardt } from './levenberg-marquardt.ts'
import type { Method, MethodState, Minimised } from './method.ts'
import { ssbroyden } from './ssbroyden.ts'

const METHODS: Record<string, (minimised: Minimised, restored?: MethodState) => Method> = {
  'Gauss-Newton': gaussNewton,
  'Levenberg-Marquardt': levenbergMarquardt,
  'L-BFGS': lbfgs,
  SSBroyden: ssbroyden
}

/** rho = r(x) with a Jacobian by rows. */
function leastSquares(start: number[], r: (x: Float64Array) => number[], j: (x: Float64Array) => number[][]): Minimised {
  const parameters = Float64Array.from(start)
  const value = (): number => r(parameters).reduce((sum, x) => sum + x * x, 0)
  return {
    parameters,
    value,
    rows: r(parameters).length,
    rowValues: (out) => out.set(r(parameters)),
    jacobian: (out) => out.set(j(parameters).flat()),
    jacobianColumns(out) {
      const rows = j(parameters)
      out.set(Array.from(parameters, (_, k) => rows.map((row) => row[k]!)).flat())
    },
    outputs: [],
    gradient(out) {
      const rho = r(parameters)
      const rows = j(parameters)
      out.forEach((_, k) => (out[k] = 2 * rho.reduce((sum, x, row) => sum + x * rows[row]![k]!, 0)))
      return value()
    }
  }
}

/** Rosenbrock 1960: minimum 0 at (1, 1) at the end of a curved valley. */
const rosenbrock = (): Minimised =>
  leastSquares(
    [-1.2, 1],
    ([x, y]) => [10 * (y! - x! * x!), 1 - x!],
    ([x]) => [
      [-20 * x!, 10],
      [-1, 0]
    ]
  )

/** Powell 1962: the Jacobian is singular at the minimum 0. */
const powell = (): Minimised =>
  leastSquares(
    [3, -1, 0, 1],
    ([a, b, c, d]) => [a! + 10 * b!, Math.sqrt(5) * (c! - d!), (b! - 2 * c!) ** 2, Math.sqrt(10) * (a! - d!) ** 2],
    ([a, b, c, d]) => [
      [1, 10, 0, 0],
      [0, 0, Math.sqrt(5), -Math.sqrt(5)],
      [0, 2 * (b! - 2 * c!), -4 * (b! - 2 * c!), 0],
      [2 * Math.sqrt(10) * (a! - d!), 0, 0, -2 * Math.sqrt(10) * (a! - d!)]
    ]
  )

/** Jennrich & Sampson 1968: sum over i = 1..10 of (2 + 2i - exp(i x) - exp(i y))^2, minimum 124.362 at x = y = 0.2578 (More, Garbow & Hillstrom 1981, no. 6). */
const jennrich = (): Minimised => {
  const is = Array.from({ length: 10 }, (_, k) => k + 1)
  return leastSquares(
    [0.3, 0.4],
    ([x, y]) => is.map((i) => 2 + 2 * i - Math.exp(i * x!) - Math.exp(i * y!)),
    ([x, y]) => is.map((i) => [-i * Math.exp(i * x!), -i * Math.exp(i * y!)])
  )
}

describe.each(Object.keys(METHODS))('%s', (name) => {
  const run = (minimised: Minimised, most: number): { steps: number; reason: string | null } => {
    const method = METHODS[name]!(minimised)
    for (let k = 0; k < most; k++) {
      const reason = method.step()
      if (reason !== null) return { steps: k, reason }
    }
    return { steps: most, reason: null }
  }

  test('finds the end of Rosenbrock’s valley to round-off, and says so', () => {
    const minimised = rosenbrock()
    const { reason } = run(minimised, 200)
    expect(reason).toMatch(/^Floor/)
    minimised.parameters.forEach((x) => expect(x).toBeCloseTo(1, 12))
  })

  test('minimises Powell’s singular function', () => {
    const minimised = powell()
    run(minimised, 200)
    expect(minimised.value()).toBeLessThan(1e-16)
  })

  test('a loss whose least value is not 0 (Moré, Garbow & Hillstrom, no. 6)', () => {
    const minimised = jennrich()
    const { reason } = run(minimised, 300)
    expect(reason).not.toBeNull()
    expect(minimised.value()).toBeCloseTo(124.362, 3)
    minimised.parameters.forEach((x) => expect(x).toBeCloseTo(0.2578, 3))
  })

  test('restored from its state it goes on with the same bits', () => {
    const through = rosenbrock()
    const one = METHODS[name]!(through)
    for (let k = 0; k < 9; k++) one.step()
    const parted = rosenbrock()
    const first = METHODS[name]!(parted)
    for (let k = 0; k < 4; k++) first.step()
    const second = METHODS[name]!(parted, structuredClone(first.state))
    for (let k = 4; k < 9; k++) second.step()
    expect(parted.parameters).toEqual(through.parameters)
  })

  test('a loss that is not finite further on is walked around', () => {
    // log(x) is not defined beyond 0; minimum at 1
    const minimised = leastSquares(
      [0.01],
      ([x]) => [Math.log(x!)],
      ([x]) => [[1 / x!]]
    )
    run(minimised, 100)
    expect(minimised.parameters[0]).toBeCloseTo(1, 8)
  })
})
