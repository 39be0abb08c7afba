import { expect, test } from 'vitest'
import { explore } from './derive.ts'
import { modeCosts } from './mode-costs.ts'
import { networkSubject, ONE_NEURON, ONE_TWO_ONE } from './network-subject.ts'

test('one neuron: delta, dC/dw and dC/db as the notes write them', () => {
  const report = explore(networkSubject(ONE_NEURON, { x: 4, y: 9, w1: 0.3, b1: 0.01 }))
  const a = 1 / (1 + Math.exp(-(0.3 * 4 + 0.01)))
  const delta = (a - 9) * a * (1 - a)
  expect(report.derivatives.w1).toBeCloseTo(delta * 4, 13)
  expect(report.derivatives.b1).toBeCloseTo(delta, 13)
  const z = report.nodes.find(({ name }) => name === 'z1')!
  expect(z.adjointLatex).toBe('\\delta_{1}')
  expect(z.adjoint).toBeCloseTo(delta, 13)
  const step = report.sweeps.reverse.find(({ node }) => node === z.id)!
  expect(step.rule).toContain('\\delta_{1} =')
  expect(step.rule).toContain('a_{1}\\,(1 - a_{1})')
  expect(step.sentence).toContain('In back-propagation')
})

test('1-2-1: the same reverse sweep is back-propagation', () => {
  const report = explore(networkSubject(ONE_TWO_ONE))
  const value = (name: string): number => report.nodes.find((node) => node.name === name)!.value!
  const delta2 = value('z2') - value('y')
  for (const k of [1, 2]) {
    const a = value(`a1_${k}`)
    const delta1 = delta2 * value(`w2_1${k}`) * a * (1 - a)
    expect(report.derivatives[`w2_1${k}`]).toBeCloseTo(delta2 * a, 12)
    expect(report.derivatives[`w1_${k}1`]).toBeCloseTo(delta1 * value('x'), 12)
    expect(report.derivatives[`b1_${k}`]).toBeCloseTo(delta1, 12)
  }
  expect(report.agreement.agree).toBe(true)
  expect(report.latex).toMatch(/^C\(/)
})

test('weights are the lecture generator’s; strangers are refused', () => {
  const { inputs } = networkSubject(ONE_TWO_ONE)
  expect(inputs.find(({ name }) => name === 'w1_11')!.value).toBe(1.764052345967664)
  expect(() => networkSubject(ONE_NEURON, { q: 1 })).toThrow('q is no input')
  expect(() => networkSubject({ ...ONE_NEURON, layers: [20, 20, 20] })).toThrow('840 parameters')
})

test('forward mode costs a sweep for each input, reverse mode one for each output', () => {
  const [few, manyInputs, manyOutputs] = modeCosts(
    [
      { inputs: 1, outputs: 1 },
      { inputs: 32, outputs: 1 },
      { inputs: 1, outputs: 32 }
    ],
    null
  )
  expect(few!.counted.forward).toBe(few!.counted.reverse)
  expect(manyInputs!.countedRatio.reverse).toBeLessThan(3)
  expect(manyInputs!.countedRatio.forward).toBeGreaterThan(10)
  expect(manyOutputs!.countedRatio.forward).toBeLessThan(3)
  expect(manyOutputs!.countedRatio.reverse).toBeGreaterThan(10)
  expect(few!.measured).toBeNull()
  let clock = 0
  const [timed] = modeCosts([{ inputs: 4, outputs: 1 }], () => (clock += 1e-3))
  expect(timed!.measured!.f).toBeGreaterThan(0)
})
