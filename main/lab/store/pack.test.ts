import { describe, expect, it } from 'vitest'
import { fromBlob, toBlob } from './arrays.ts'
import { pack, unpack } from './pack.ts'

describe('blobs', () => {
  it('are little-endian float64', () => {
    expect([...toBlob(new Float64Array([1]))]).toEqual([0, 0, 0, 0, 0, 0, 0xf0, 0x3f])
  })

  it('keep every bit, also of a view into a larger buffer', () => {
    const values = new Float64Array([9, 0.1, -0, NaN, Infinity, 5e-324]).subarray(1)
    expect(Object.is(fromBlob(toBlob(values))[1], -0)).toBe(true)
    expect(fromBlob(toBlob(values))).toEqual(values.slice())
  })
})

describe('packing', () => {
  it('gives back plain data with arrays inside', () => {
    const value = {
      best: NaN,
      low: -Infinity,
      step: 3,
      state: [new Float64Array([1, 2]), new Float64Array(0)],
      nested: { none: null, text: 'ä' }
    }
    expect(unpack(pack(value))).toEqual(value)
  })

  it('reads from a blob that does not begin at an aligned byte', () => {
    const blob = pack([new Float64Array([0.5, 0.25])])
    const shifted = Buffer.concat([Buffer.from([0]), blob]).subarray(1)
    expect(unpack(shifted)).toEqual([new Float64Array([0.5, 0.25])])
  })
})
