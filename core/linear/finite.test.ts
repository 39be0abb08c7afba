import { expect, test } from 'vitest'
import { allFinite } from './finite.ts'

test('finds what is not finite wherever it stands', () => {
  for (const length of [0, 1, 4, 7, 10]) {
    const values = new Float64Array(length).fill(-1e308)
    expect(allFinite(values)).toBe(true)
    for (let k = 0; k < length; k++)
      for (const bad of [NaN, Infinity, -Infinity]) {
        const other = values.slice()
        other[k] = bad
        expect(allFinite(other)).toBe(false)
      }
  }
})
