import { expect, it } from 'vitest'
import { ONE_TWO_ONE } from './machine.ts'
import { linkedSpot, queryOf, spotOf, START, written } from './spot.ts'
import type { Spot } from './spot.ts'

const again = (spot: Spot): Spot => spotOf(new URLSearchParams(written(queryOf(spot))))

it('opens the same spot again from its link', () => {
  const spot: Spot = {
    ...{ text: 'x*y; if(x < 1, x, y)', machine: null, at: { x: '2', y: 'pi/2' }, wrt: 'y', output: 1, mode: 'forward', place: 3 },
    ...{ counting: 'tape', aside: 'orders', table: 'check', presenting: true, along: [1, -0.5] }
  }
  expect(again(spot)).toEqual(spot)
})

it('keeps signs of its own within expressions and values', () => {
  const text = 'max(x, 1) + a&b = "50 %"; #'
  const spot = { ...START, text, at: { x: 'max(1, 2)' } }
  expect(again(spot)).toEqual(spot)
})

it('is at the start where a link says nothing, and wherever it says nonsense', () => {
  expect(spotOf(new URLSearchParams(''))).toEqual(START)
  const wrong = spotOf(new URLSearchParams('f=x&mode=sideways&step=-1&count=beans&out=1e9&show=all&table=none&along=1;two&at=x;=2;y=3'))
  expect(wrong).toEqual({ ...START, text: 'x', at: { y: '3' } })
})

it('reads a link in place of an expression, of any door', () => {
  const spot = { ...START, text: 'x^3', at: { x: '4' } }
  for (const door of ['http://127.0.0.1:4711/', 'ansatz://app/', ''])
    expect(linkedSpot(`${door}#/autodiff?f=x%5E3&at=x%3D4\n`)).toEqual(spot)
  expect(linkedSpot('x^3 # /autodiff?')).toBeNull()
})

it('carries a network or a residual in place of an expression', () => {
  const network = { ...START, at: { w1_11: '0.5' }, machine: ONE_TWO_ONE }
  expect(again(network)).toEqual(network)
  const machine = { kind: 'residual', problem: 'lecture-wave', width: 0, equation: 0, seed: 15 } as const
  expect(again({ ...START, at: {}, machine })).toEqual({ ...START, at: {}, machine })
  const own = {
    kind: 'residual',
    problem: '',
    source: 'name: Mine\nequations: ["u\' = -u & #1"]\n',
    width: 2,
    equation: 1,
    seed: 3
  } as const
  expect(again({ ...START, at: {}, machine: own })).toEqual({ ...START, at: {}, machine: own })
  expect(spotOf(new URLSearchParams('of=network,1-99-1,sigmoid'))).toEqual(START)
})
