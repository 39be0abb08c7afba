import { expect, test } from 'vitest'
import { LIBRARY } from './library/index.ts'
import { outline } from './outline.ts'

const of = (id: string) => outline({ source: LIBRARY.find((entry) => entry.id === id)!.yaml, id })

test('the outline of a problem: names, equation, settings, picture', () => {
  const { name, about, equation, variables, settings, thumbnail } = of('lecture-decay')
  expect([name, about.group, equation, variables]).toEqual(['Exponential decay', 'Lecture', "g' = -gamma*g", ['t']])
  expect(settings.training).toMatchObject({ optimizer: 'gd', learning_rate: 0.001, schedule: 'constant' })
  expect(thumbnail!.values).toHaveLength(65)
  expect(thumbnail!.values[64]).toBeCloseTo(10 * Math.exp(-2), 12)
})

test('two variables make a field, the first one slowest', () => {
  const { thumbnail } = of('lecture-diffusion')
  expect(thumbnail!.values).toHaveLength(33 * 33)
  expect(thumbnail!.values[16 * 33]).toBeCloseTo(1, 12)
})

test('an unreadable problem is a LabError', () => {
  expect(() => outline({ source: 'nonsense' })).toThrow()
})
