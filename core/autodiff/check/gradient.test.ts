import { describe, expect, test } from 'vitest'
import type { LabError } from '../../errors.ts'
import type { NetworkChoice } from '../explore/network-subject.ts'
import { checkFormulas, checkNetworkGradient } from './gradient.ts'

const CHOICE: NetworkChoice = { layers: [2, 3, 4], activation: 'sigmoid', output: 'sigmoid', cost: 'mse', seed: 0 }
const DATA = 'x = [0.5, -1]\ny = [1, 0, 0, 1]\n'
const OWN = `delta2 = 2/4*(a2 - y) .* a2 .* (1 - a2)
dW2 = delta2 * a1'
db2 = delta2
delta1 = (W2' * delta2) .* a1 .* (1 - a1)
dW1 = delta1 * x'
db1 = delta1`

describe('a two-layer sigmoid network 2-3-4 with mse (J28)', () => {
  test('the right gradient agrees to 1e-12', () => {
    const check = checkNetworkGradient(CHOICE, DATA + OWN)
    expect(check).toMatchObject({ agrees: true, firstLayer: null })
    expect(check.maxAbsDifference).toBeLessThanOrEqual(1e-12)
    expect(check.comparisons.map(({ name, given }) => `${name} ${given!.length}x${given![0]!.length}`)).toEqual([
      'dW2 4x3',
      'db2 4x1',
      'dW1 3x2',
      'db1 3x1'
    ])
  })

  test('NumPy is read as it is meant', () => {
    const numpy = `${DATA}delta2 = 2/4*(a2 - y) * a2 * (1 - a2)
dW2 = np.outer(delta2, a1)   # comment
db2 = delta2
delta1 = (W2.T @ delta2) * a1 * (1 - a1)
dW1 = delta1 @ a0.T
db1 = delta1`
    expect(checkNetworkGradient(CHOICE, numpy).agrees).toBe(true)
  })

  test('the first layer of the sweep that disagrees is named', () => {
    const inner = checkNetworkGradient(CHOICE, DATA + OWN.replace('.* a1 .* (1 - a1)', ''))
    expect(inner).toMatchObject({ agrees: false, firstLayer: 1 })
    const outer = checkNetworkGradient(CHOICE, DATA + OWN.replace('2/4*', '2*'))
    expect(outer).toMatchObject({ agrees: false, firstLayer: 2 })
    expect(checkNetworkGradient(CHOICE, `${DATA}dW2 = [1, 2, 3]`).comparisons[0]!.reason).toContain('3 x 1')
  })

  test('arrays may be pasted', () => {
    const { comparisons } = checkNetworkGradient(CHOICE, DATA + OWN)
    const pasted = comparisons.map(({ name, expected }) => `${name} = ${JSON.stringify(expected)}`).join('\n')
    expect(checkNetworkGradient(CHOICE, DATA + pasted).agrees).toBe(true)
  })

  test.each([
    ['dW2 = foo', 'unknown-symbol', 'foo has no value'],
    ['dW2 = W1*W2*W2', 'shape', 'do not fit'],
    ['dW2 = [[1, 2], [3]]', 'shape', 'different lengths'],
    ['x = [1, 2, 3]\ndW2 = 1', 'shape', 'needs 2 x 1'],
    ['3 + 4', 'script', 'gives no name a value'],
    ['dW2 = import("fs")', 'unknown-function', 'no function import'],
    ['z = 1', 'script', 'gives no gradient'],
    ['dW2 = ((1', 'script', 'cannot be read']
  ])('%s is refused in words', (script, code, words) => {
    try {
      checkNetworkGradient(CHOICE, script)
      expect.unreachable()
    } catch (error) {
      expect((error as LabError).code).toBe(code)
      expect((error as LabError).message).toContain(words)
    }
  })
})

test('the scalar case of the notes: x = 4, y = 9, one hidden node, linear output', () => {
  const script =
    'x = 4\ny = 9\ndelta2 = a2 - y\ndW2 = delta2*a1\ndb2 = delta2\ndelta1 = W2*delta2*a1*(1 - a1)\ndW1 = delta1*x\ndb1 = delta1'
  const check = checkNetworkGradient({ ...CHOICE, layers: [1, 1, 1], output: 'linear', cost: 'half_square' }, script)
  expect(check.agrees).toBe(true)
  expect(check.comparisons).toHaveLength(4)
})

test('formulas for an expression', () => {
  const board = 'sqrt(x^2+exp(x^2))'
  expect(checkFormulas(board, { x: 2 }, { x: 'x*(1+exp(x^2))/sqrt(x^2+exp(x^2))' }).agrees).toBe(true)
  expect(checkFormulas(board, { x: 2 }, { x: 'x*(1+exp(x^2))/x^2' })).toMatchObject({ agrees: false })
  expect(checkFormulas('abs(x)', { x: 0 }, { x: '0' }).comparisons[0]!.reason).toBe('there is no derivative here')
})
