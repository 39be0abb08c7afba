import { expect, it } from 'vitest'
import { boardDerivation } from '../testing/fake/derivation.ts'
import { bill, isCounting, paidBy, rowOfMode, rowsUnder } from './ledger.ts'

const { flops } = boardDerivation()
const table = (counting: 'explicit' | 'tape' | 'symbolic') => rowsUnder(flops, counting).map(({ f, df, total }) => [f, df, total])

it('shows the rows of the course under explicit partials', () => {
  expect(table('explicit').slice(0, 5)).toEqual([
    [5, 10, 15],
    [4, 3, 7],
    [4, 4, 8],
    [4, 6, 10],
    [4, 6, 10]
  ])
})

it('counts 9 and 13 on a literal tape, 6 and 11 as SymPy does', () => {
  expect(table('tape').at(-1)).toEqual([4, 9, 13])
  expect(table('symbolic')).toContainEqual([6, 11, 17])
})

it('bills what is paid, part by part', () => {
  const reverse = flops.find(({ variant }) => variant === 'reverse')!
  expect(bill(reverse).map(({ part, sum }) => [part, sum])).toEqual([
    ['f', 4],
    ['df', 6]
  ])
  expect(Object.fromEntries(paidBy(reverse))).toEqual({ x1: 2, x2: 3, x3: 1, x4: 3, x5: 1 })
  expect(paidBy(null).size).toBe(0)
})

it('knows which row a sweep is', () => {
  expect([rowOfMode('evaluation', 'tape'), rowOfMode('forward', 'tape'), rowOfMode('reverse', 'explicit')]).toEqual([
    'graph',
    'tape_forward',
    'reverse'
  ])
  expect(isCounting('beans')).toBe(false)
})
