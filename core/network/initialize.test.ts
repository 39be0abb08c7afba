import { expect, test } from 'vitest'
import type { Plan } from '../engine/plan.ts'
import { NetworkSettings } from '../training/settings.ts'
import { initialParameters } from './initialize.ts'

/** Layers of so many units, one after another, the first reading `inputs` numbers. */
function plan(inputs: number, widths: number[]): Plan {
  let offset = 0
  const blocks = widths.map((rows, l) => {
    const block = { name: '', offset, rows, columns: 1 + (l === 0 ? inputs : widths[l - 1]!), trainable: true }
    offset += rows * block.columns
    return block
  })
  return { networks: [{ blocks: blocks.map((_, k) => k) }], blocks } as unknown as Plan
}
const drawn = (inputs: number, restart = 0): Float64Array =>
  initialParameters(plan(inputs, [20, 20, 1]), { network: NetworkSettings.parse({}), seed: 3 }, 20 * (inputs + 1) + 20 * 21 + 21, restart)

test('spread: slopes from 0.5 to 3, and one centre in every twentieth of [-1, 1]', () => {
  const parameters = drawn(1)
  const cells = Array.from({ length: 20 }, (_, i) => {
    const [bias, slope] = [parameters[2 * i]!, parameters[2 * i + 1]!]
    expect(Math.abs(slope)).toBeGreaterThanOrEqual(0.5)
    expect(Math.abs(slope)).toBeLessThanOrEqual(3)
    return Math.floor((1 - bias / slope) * 10)
  })
  expect(cells).toEqual(Array.from({ length: 20 }, (_, i) => i))
  const slopes = cells.map((_, i) => Math.sign(parameters[2 * i + 1]!))
  expect(new Set(slopes).size).toBe(2)
  // deeper layers begin with biases 0
  expect(Array.from({ length: 20 }, (_, i) => parameters[40 + 21 * i]!).every((bias) => bias === 0)).toBe(true)
})

test('spread in two variables has biases of its own', () => {
  const parameters = drawn(2)
  const biases = Array.from({ length: 20 }, (_, i) => parameters[3 * i]!)
  expect(new Set(biases).size).toBe(20)
  expect(Math.max(...biases.map(Math.abs))).toBeLessThan(2)
})

test('every restart draws anew, and always the same', () => {
  expect(drawn(1, 1)).toEqual(drawn(1, 1))
  expect(drawn(1, 1)).not.toEqual(drawn(1))
  expect(drawn(1, 2)).not.toEqual(drawn(1, 1))
})
