import { expect, test } from 'vitest'
import { decayReport, decaySnapshot } from '../../charts/samples.ts'
import { networksOf, outputsOf } from './networks.ts'

test('one network stands for all unknowns', () => {
  expect(networksOf(decaySnapshot(), decayReport())).toMatchObject([
    { name: 'g', what: 'unknown', parameters: 31, widths: [1, 10, 1], activation: 'sigmoid' }
  ])
  expect(networksOf(decaySnapshot(), { unknowns: ['g', 'h'] })[0]).toMatchObject({ name: 'g, h', what: 'unknowns' })
})

test('of several, each has its own numbers, and a function is told from an unknown', () => {
  const { network } = decaySnapshot()
  const small = { ...network, layers: [], weights: [{ rows: 1, columns: 2, values: Float64Array.of(0, 1) }] }
  const networks = [
    { name: 'g', network },
    { name: 'k', network: small }
  ]
  expect(networksOf({ network, networks }, decayReport())).toMatchObject([
    { name: 'g', parameters: 31 },
    { name: 'k', what: 'function', parameters: 2, widths: [1, 1], activation: '' }
  ])
})

test('outputs are listed one by one, each with its row of the last layer', () => {
  const { network } = decaySnapshot()
  const networks = [
    { name: 'g, h', network },
    { name: 'k', network }
  ]
  const outputs = outputsOf(networksOf({ network, networks }, { unknowns: ['g', 'h'] }))
  expect(outputs.map(({ gives, row, shown }) => [gives, row, shown.name])).toEqual([
    ['g', 0, 'g, h'],
    ['h', 1, 'g, h'],
    ['k', 0, 'k']
  ])
})
