import { expect, test } from 'vitest'
import { decaySnapshot, diffusionSnapshot } from '../charts/samples.ts'
import { drawnOf, errorOf, fitTogether } from './lines.ts'

const decay = decaySnapshot()

test('the error is network less exact, and itself has nothing to compare with', () => {
  const error = errorOf(decay)
  const [field] = error?.fields ?? []
  const [original] = decay.fields
  expect(field?.unknown).toBe('error')
  expect(field?.exact).toBeNull()
  expect(field?.solution[100]).toBeCloseTo((original?.solution[100] ?? 0) - 10 * Math.exp(-1), 12)
  expect(errorOf({ ...decay, fields: decay.fields.map((one) => ({ ...one, exact: null })) })).toBeNull()
})

test('a classical solution is drawn on its own points', () => {
  const values = Float64Array.of(10, 8, 6)
  const axes = [{ name: 't', values: Float64Array.of(0, 0.5, 1) }]
  const drawn = drawnOf(
    {
      method: 'euler',
      label: 'Euler',
      axes,
      values,
      maxAbsError: 1,
      errorAtEnd: 1,
      exact: Float64Array.of(10, 7, 5),
      steps: {},
      spacing: {},
      stability: null,
      selfCheck: null,
      notes: [],
      seconds: 0
    },
    'g'
  )
  expect(drawn.axes).toBe(axes)
  expect(Array.from(errorOf(drawn)?.fields[0]?.solution ?? [])).toEqual([0, 1, 1])
})

test('solutions of the same variables and unknown fit together', () => {
  expect(fitTogether(decay, decaySnapshot(20))).toBe(true)
  expect(fitTogether(decay, diffusionSnapshot(5, 4))).toBe(false)
  expect(fitTogether(decay, { ...decay, fields: decay.fields.map((one) => ({ ...one, unknown: 'u' })) })).toBe(false)
})
