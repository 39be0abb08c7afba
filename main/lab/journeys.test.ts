import { afterEach, describe, expect, it } from 'vitest'
import type { Input } from '../api/contract.ts'
import { closeLabs, openLab } from './testing/open-lab.ts'

afterEach(closeLabs)

type Options = Input<'reference.solve'>['options']

/** A classical solver of the lab for a problem of its library. */
async function classical(id: string) {
  const { handlers } = await openLab()
  return (options: Options, parameters?: Record<string, number>) =>
    handlers['reference.solve']({ experiment: { problem: { id }, ...(parameters === undefined ? {} : { parameters }) }, options })
}
/** slope of a straight line through two points of a log-log plot */
const slope = (coarse: number, fine: number, ratio: number): number => Math.log(coarse / fine) / Math.log(ratio)

// numbers of course.md, section 3
describe('J12: Euler and Runge-Kutta beside the network', () => {
  it('prints the errors of forward Euler, of first order, and of Runge-Kutta, of fourth', async () => {
    const solve = await classical('lecture-decay')
    const coarse = await solve({ method: 'euler' })
    expect(coarse.values.at(-1)).toBeCloseTo(1.041597, 6)
    expect(coarse.exact!.at(-1)).toBeCloseTo(1.353353, 6)
    expect(coarse.maxAbsError).toBeCloseTo(0.45162, 6)
    const errors: number[] = []
    for (const [steps, printed] of [
      [10, 0.401994],
      [20, 0.19201],
      [40, 0.093935],
      [80, 0.04647],
      [160, 0.023113]
    ] as const) {
      errors.push((await solve({ method: 'euler', points: { t: steps + 1 } })).maxAbsError!)
      expect(errors.at(-1)).toBeCloseTo(printed, 6)
    }
    expect(slope(errors[3]!, errors[4]!, 2)).toBeCloseTo(1, 1)
    const [nine, hundred] = [await solve({ method: 'rk4' }), await solve({ method: 'rk4', points: { t: 101 } })]
    expect([nine.maxAbsError!.toExponential(2), hundred.maxAbsError!.toExponential(2)]).toEqual(['8.95e-5', '4.99e-9'])
    expect(slope(nine.maxAbsError!, hundred.maxAbsError!, 100 / 9)).toBeCloseTo(4, 0)
  })
})

describe('J17: the explicit scheme with guard rails', () => {
  it.each([
    [11, 0.1, 6.163505e-3],
    [11, 0.5, 5.753188e-4],
    [101, 0.1, 6.051957e-5],
    [101, 0.5, 5.837124e-6]
  ])('%i points, at t = %f', async (points, until, printed) => {
    const solve = await classical('lecture-diffusion')
    const result = await solve({ method: 'explicit_diffusion', points: { x: points }, ratio: 0.5, until })
    expect(Math.abs(result.errorAtEnd! / printed - 1)).toBeLessThan(2e-7)
    expect(result.stability).toMatchObject({ stable: true })
    expect(result.selfCheck).toMatchObject({ passed: true })
    expect(result.selfCheck!.distance).toBeLessThan(1e-12)
  })

  it('rounds the number of steps, and says what fits', async () => {
    const solve = await classical('lecture-diffusion')
    const steps = async (options: Partial<Options>) =>
      (await solve({ method: 'explicit_diffusion', points: { x: 11 }, ...options })).steps.t
    expect([await steps({ ratio: 0.5 }), await steps({ ratio: 0.4, until: 0.5 })]).toEqual([200, 125])
    const odd = await solve({ method: 'explicit_diffusion', spacing: { x: 0.3 } })
    expect(odd.notes.join()).toMatch(/dx = 0\.3 does not divide.*0\.25 would fit/)
    const late = await solve({ method: 'explicit_diffusion', points: { x: 11 }, ratio: 0.5, until: 0.0123 })
    expect(late.notes.join()).toMatch(/0\.0123/)
  })
})

describe('J18: the limit of stability', () => {
  // largest |u| at the end: the modes of round-off have grown, so that its size is not settled more closely
  it.each([
    [0.5, 400, 0, 1, true, 1],
    [0.51, 392, 0, 1, true, 1],
    [0.55, 363, 1e2, 1e8, false, 1.14616],
    [0.6, 333, 1e22, 1e30, false, 1.34127]
  ])('alpha = %f', async (ratio, steps, low, high, stable, growth) => {
    const { handlers } = await openLab()
    const { yaml } = await handlers['library.get']({ id: 'lecture-diffusion' })
    const problem = { source: yaml.replace('t: [0, 1]', 't: [0, 2]') }
    const options = { method: 'explicit_diffusion', points: { x: 11 }, ratio } as const
    const result = await handlers['reference.solve']({ experiment: { problem }, options })
    expect(result.steps.t).toBe(steps)
    expect(result.stability).toMatchObject({ stable, limit: expect.closeTo(0.51254, 5) as number })
    const largest = (level: number) => Math.max(...Array.from({ length: 11 }, (_, x) => Math.abs(result.values[x * (steps + 1) + level]!)))
    const end = largest(steps)
    expect(end).toBeGreaterThanOrEqual(low)
    expect(end).toBeLessThanOrEqual(high)
    if (stable) return
    expect(result.stability!.growth).toBeCloseTo(growth, 5)
    expect((end / largest(steps - 50)) ** (1 / 50)).toBeCloseTo(growth, 3)
    expect(result.notes.join()).toContain('above the limit 0.51254 for 10 cells')
  })
})

describe('J19: the best alpha', () => {
  it.each([
    [0.5, '6.16e-3', '6.05e-5', 2],
    [0.4, '4.29e-3', '4.24e-5', 2],
    [0.2, '6.03e-4', '6.05e-6', 2],
    [1 / 6, '6.69e-6', '6.64e-10', 4],
    [0.1, '1.22e-3', '1.21e-5', 2]
  ])('alpha = %f at t = 0.1', async (ratio, coarse, fine, order) => {
    const solve = await classical('lecture-diffusion')
    const error = async (points: number) =>
      (await solve({ method: 'explicit_diffusion', points: { x: points }, ratio, until: 0.1 })).errorAtEnd!
    const [ten, hundred] = [await error(11), await error(101)]
    expect([ten.toExponential(2), hundred.toExponential(2)]).toEqual([coarse, fine])
    expect(slope(ten, hundred, 10)).toBeCloseTo(order, 1)
  })
})
