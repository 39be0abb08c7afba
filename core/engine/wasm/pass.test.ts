import { expect, test } from 'vitest'
import { makeWorkload } from '../bench/workloads.ts'
import { graphOf } from '../group-runner.ts'
import { apartPass, lossPass } from './pass.ts'

const { plan } = makeWorkload({ axes: 2, hidden: [3], points: 5, residual: 'burgers' }, 'float64')
const pairs = (list: readonly { channel: number; input: number }[]): string =>
  list.map(({ channel, input }) => `${channel}${input}`).join(' ')

test('of what the first layer reads only the coordinates vary, and second derivatives are zero', () => {
  const [tap] = lossPass(plan, graphOf(plan), 0, true).taps
  expect(tap!.channels).toEqual([
    [0, 0],
    [1, 0],
    [0, 1],
    [2, 0]
  ])
  expect(pairs(tap!.varying)).toBe('00 01')
  expect(pairs(tap!.nonzero)).toBe('00 01 10 21')
})

test('with the points apart adjoints of all channels are met', () => {
  const [tap] = apartPass(plan, graphOf(plan), 0, 0, 'rows').taps
  expect(tap!.nonzero).toHaveLength(8)
})
