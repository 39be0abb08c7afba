import { expect, test } from 'vitest'
import { nodeField, systemOf } from '../../verdict/testing/fields.ts'
import { placesOf, readFrom, type Field } from './rows.ts'

/** What a part of a problem reads of its exact solution, and how often the solution is asked for it. */
function read(id: string, of: 'equations' | 'conditions', k: number, points: readonly Float64Array[]) {
  const system = systemOf(id)
  const part = system[of][k]!
  const exact = nodeField(
    system,
    system.exact.map((node) => node!)
  )
  let asked = 0
  const counting: Field = (...question) => {
    asked++
    return exact(...question)
  }
  const places = part.reads.map((each) => placesOf(system, each, points))
  const values = readFrom(counting, { part, places })
  const each = part.reads.map(({ unknown, order }, n) => exact(unknown, order, places[n]!))
  return { values, each, asked, reads: part.reads.length }
}

test('an integral over a plane asks a solution once, at all its points together', () => {
  const { values, each, asked, reads } = read('particle-in-a-square', 'conditions', 4, [Float64Array.of(0), Float64Array.of(0)])
  expect(reads).toBeGreaterThan(100)
  expect(asked).toBe(1)
  expect(values.map((row) => [...row])).toEqual(each.map((row) => [...row]))
})

test('an equation asks for each derivative once, at its own points and where else it reads', () => {
  const points = [Float64Array.of(0.1, 0.5, 1.2)]
  const { values, each, asked, reads } = read('volterra', 'equations', 0, points)
  expect(reads).toBeGreaterThan(asked)
  expect(values.map((row) => [...row])).toEqual(each.map((row) => [...row]))
})
