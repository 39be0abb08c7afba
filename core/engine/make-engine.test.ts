import { expect, test } from 'vitest'
import { Interpreter } from './interpreter.ts'
import { choiceOf, describeEngine, makeEngine } from './make-engine.ts'
import { trialPlan } from './wasm/testing/plans.ts'

const { plan, bindings } = trialPlan({ axes: 2, hidden: [7, 5], activation: 'tanh', orders: [[2, 0]], points: 300 })

test('an engine says what must be known to repeat its bits', () => {
  expect(describeEngine(makeEngine(plan, bindings, 'auto'))).toMatchObject({ name: 'compiled', fma: true })
  expect(describeEngine(makeEngine(plan, bindings, 'portable'))).toMatchObject({ name: 'compiled', fma: false })
  expect(describeEngine(makeEngine(plan, bindings, 'interpreter'))).toMatchObject({ name: 'interpreter' })
})

test('a stored run chooses the engine of its repetition', () => {
  const stored = (choice: 'auto' | 'portable' | 'interpreter') => describeEngine(makeEngine(plan, bindings, choice))
  for (const choice of ['auto', 'portable', 'interpreter'] as const) expect(choiceOf('auto', stored(choice))).toBe(choice)
  expect(choiceOf('interpreter', stored('auto'))).toBe('interpreter')
  expect(choiceOf('auto', {})).toBe('auto')
})

test('outputs of large groups are those of the interpreter', () => {
  const [found, exact] = [makeEngine(plan, bindings, 'auto'), new Interpreter(plan, bindings)].map((engine) => {
    const out = [new Float64Array(300), new Float64Array(300)]
    engine.evaluate(0, out)
    return out
  }) as [Float64Array[], Float64Array[]]
  exact.forEach((values, k) => values.forEach((x, p) => expect(found[k]![p]).toBeCloseTo(x, 12)))
})
