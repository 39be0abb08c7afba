import { expect, test } from 'vitest'
import { decaySnapshot } from '../../charts/samples.ts'
import { curvePath, diverging, fieldPixels, outputOf, sequential, thin, tileOf, weightsInto } from './picture.ts'

test('a curve fills its box from left to right, high values up, gaps left out', () => {
  expect(curvePath([0, 1], 12, 12, 1, 0, 1)).toBe('M1.0,11.0L11.0,1.0')
  expect(curvePath([0, Number.NaN, 1], 12, 12, 1, 0, 1)).toBe('M1.0,11.0L11.0,1.0')
  expect(curvePath([3, 3], 12, 12, 1, 3, 3)).toBe('M1.0,11.0L11.0,11.0')
})

test('thinning keeps both ends', () => {
  const thinned = thin(Float64Array.from({ length: 201 }, (_, i) => i))
  expect(thinned.length).toBe(101)
  expect([thinned[0], thinned.at(-1)]).toEqual([0, 200])
})

test('tiles and weights are those of their neuron', () => {
  const { network } = decaySnapshot()
  expect(tileOf(network, 0, 2)[0]).toBeCloseTo(1 / (1 + Math.exp(-0.95203)))
  expect([...weightsInto(network, 0, 2)]).toEqual([0.95203, -4.149])
})

test('the output of a network follows from its last layer', () => {
  const { network, fields, axes } = decaySnapshot()
  const [whole] = fields
  const output = outputOf(network, 0)
  expect([output.length, axes[0]?.values.length]).toEqual([25, 201])
  // The tiles stand at every 200/24-th of the view's points: both ends and the middle are of both.
  expect(output[0]).toBeCloseTo(whole?.network[0] ?? 0, 12)
  expect(output[12]).toBeCloseTo(whole?.network[100] ?? 0, 12)
  expect(output[24]).toBeCloseTo(whole?.network[200] ?? 0, 12)
})

test('signed values are purple below zero, blue above, and the surface at zero', () => {
  const colour = diverging('#b0578f', '#ffffff', '#0072b2', 2)
  expect(colour(-2)).toEqual([0xb0, 0x57, 0x8f])
  expect(colour(0)).toEqual([255, 255, 255])
  expect(colour(2)[2]).toBeGreaterThan(0xb0)
})

test('a field over x and t has t to the right and x upwards', () => {
  // values[x * 3 + t], 2 by 3: the largest at x = 1 (top), t = 2 (right)
  const { width, height, data } = fieldPixels([0, 1, 2, 3, 4, 5], 3, 2, true, sequential(['#000000', '#ffffff'], 0, 5))
  expect([width, height]).toEqual([3, 2])
  const at = (x: number, y: number) => data[(y * width + x) * 4]
  expect(at(2, 0)).toBe(255)
  expect(at(0, 1)).toBe(0)
  expect(at(0, 0)).toBe(Math.round((255 * 3) / 5))
})
