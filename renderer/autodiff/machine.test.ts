import { expect, it } from 'vitest'
import { firstScript } from './check-script.ts'
import { firstAim, ONE_NEURON, ONE_TWO_ONE, readLayers, readMachine, writeMachine } from './machine.ts'

it('reads widths as they are written, and says how they should be', () => {
  expect(readLayers('1-2-1')).toEqual({ layers: [1, 2, 1] })
  expect(readLayers('2, 3, 4')).toEqual({ layers: [2, 3, 4] })
  expect(readLayers('3')).toHaveProperty('cure')
  expect(readLayers('1-0-1')).toHaveProperty('cure')
  expect(readLayers('1-two-1')).toHaveProperty('cure')
})

it('writes machines into links and reads them back', () => {
  for (const machine of [ONE_NEURON, ONE_TWO_ONE]) expect(readMachine(writeMachine(machine))).toEqual(machine)
  expect(readMachine('network,1-2-1,wobbly,linear,mse,0')).toBeNull()
  expect(readMachine('residual,lecture-decay,99,0,15')).toBeNull()
  expect(readMachine('')).toBeNull()
})

it('takes tangents by a weight first', () => {
  expect([firstAim(ONE_NEURON), firstAim(ONE_TWO_ONE)]).toEqual(['w1', 'w1_11'])
})

it('begins a check with back-propagation, layer by layer from the last', () => {
  expect(firstScript({ ...ONE_TWO_ONE, layers: [2, 3, 4], output: 'sigmoid', cost: 'mse' }).split('\n')).toEqual([
    '# x, y, W1, b1, ... are given. z1, a1, ... are the forward pass',
    'delta2 = 2/4 * (a2 - y) * a2 * (1 - a2)',
    'dW2 = delta2 @ a1.T',
    'db2 = delta2',
    'delta1 = (W2.T @ delta2) * a1 * (1 - a1)',
    'dW1 = delta1 @ x.T',
    'db1 = delta1',
    ''
  ])
})
