import { expect, test } from 'vitest'
import { resolveExperiment } from './experiment.ts'
import { Session } from './session.ts'

/** The places of each condition of a heat problem that is trained, by its text: distinct values of x and of t. */
function placesOf(...conditions: string[]): Record<string, { x: number[]; t: number }> {
  const source = `schema: ansatz.problem/1
name: Heat
variables: { x: [-1, 2], t: [0, 1] }
unknowns: [u]
trial: none
equations: ["u_t = u_xx"]
conditions: ${JSON.stringify(conditions)}
settings: { points: { boundary: 7, initial: 9 } }
`
  const shown = new Session(resolveExperiment({ source, settings: undefined, id: undefined })).snapshot().places ?? []
  return Object.fromEntries(
    shown.flatMap((place) => {
      if (place.kind !== 'condition') return []
      const [x, t] = place.at.map((values) => [...new Set(values)])
      return [[place.text, { x: x!, t: t!.length }] as const]
    })
  )
}

test('conditions are shown on the sides that they speak of', () => {
  const {
    'u(-1, t) = 0': low,
    'u_x(2, t) = 0': high,
    'u(x, 0) = 1 - x': start
  } = placesOf('u(x, 0) = 1 - x', 'u(-1, t) = 0', 'u_x(2, t) = 0')
  expect(low).toEqual({ x: [-1], t: 7 })
  expect(high).toEqual({ x: [2], t: 7 })
  expect(start?.x.length).toBe(9)
  expect(start?.t).toBe(1)
})

test('one that compares two ends is shown on both', () => {
  const { 'u(-1, t) = u(2, t)': both } = placesOf('u(x, 0) = 1', 'u(-1, t) = u(2, t)', 'u_x(-1, t) = u_x(2, t)')
  expect(both).toEqual({ x: [-1, 2], t: 7 })
})
