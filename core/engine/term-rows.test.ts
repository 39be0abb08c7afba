import { expect, test } from 'vitest'
import { StreamGenerator } from '../network/random.ts'
import type { BoundProblem } from '../problem/bound.ts'
import { LIBRARY } from '../problem/library/index.ts'
import { bindExperiment } from '../problem/prepare.ts'
import { resolveExperiment } from '../training/experiment.ts'
import { small, SOFT } from '../training/testing/problems.ts'
import type { Engine } from './plan.ts'

const NEUMANN = `schema: ansatz.problem/1
name: Mixed ends
variables: { x: [0, 1] }
unknowns: [g]
equations: ["g'' + sin(g) = x"]
conditions: ["g(0) = 1", "g'(1) + g(1) = 2"]
`

const library = (id: string) => {
  const { yaml, files } = LIBRARY.find((entry) => entry.id === id)!
  return resolveExperiment({
    source: yaml,
    id,
    files,
    settings: { network: { hidden: [5, 4] }, points: { layout: 'chebyshev', count: 7 } }
  })
}

/** Four terms; a tap shared by all points (mixed conditions in the trial form); trained numbers, data and an integral over the network; more rows than a block. */
const CASES: Record<string, () => BoundProblem> = {
  soft: () => bindExperiment(small({}, SOFT)),
  blocks: () => bindExperiment(small({ points: { count: 12, layout: 'uniform' } }, SOFT)),
  shared: () => bindExperiment(small({ points: { count: 9 } }, NEUMANN)),
  inverse: () => bindExperiment(library('decay-inverse')),
  eigenvalue: () => bindExperiment(library('particle-in-a-box')),
  system: () => bindExperiment(library('springs'))
}

const random = (name: string, length: number): Float64Array => {
  const generator = new StreamGenerator(5, name)
  return Float64Array.from({ length }, () => generator.normal())
}

const largest = (values: Float64Array): number => values.reduce((max, x) => Math.max(max, Math.abs(x)), 0)

function rowValues(engine: Engine): Float64Array {
  const out = new Float64Array(engine.rows)
  engine.rowValues(out)
  return out
}

test.each(Object.keys(CASES))('the least-squares view of the loss: %s', (name) => {
  const { engine, bindings } = CASES[name]!()
  const { parameters } = bindings
  const p = parameters.length
  const rows = engine.rows
  const rho = rowValues(engine)
  const { total } = engine.loss()
  expect(Math.abs(rho.reduce((sum, x) => sum + x * x, 0) - total)).toBeLessThanOrEqual(1e-13 * total)

  const jacobian = new Float64Array(rows * p)
  engine.jacobian(jacobian)
  const scale = largest(jacobian)

  // 2 J^T rho is the gradient
  const gradient = new Float64Array(p)
  engine.gradient(gradient)
  const jt = new Float64Array(p)
  engine.jtw(rho, jt)
  const byHand = Float64Array.from({ length: p }, (_, i) => rho.reduce((sum, x, row) => sum + x * jacobian[row * p + i]!, 0))
  for (let i = 0; i < p; i++) {
    expect(Math.abs(2 * byHand[i]! - gradient[i]!)).toBeLessThan(1e-13 * (1 + largest(gradient)))
    expect(Math.abs(2 * jt[i]! - gradient[i]!)).toBeLessThan(1e-13 * (1 + largest(gradient)))
  }

  // J v and J^T w
  const [v, w] = [random('v', p), random('w', rows)]
  const jv = new Float64Array(rows)
  engine.jv(v, jv)
  const jtw = new Float64Array(p)
  engine.jtw(w, jtw)
  for (let row = 0; row < rows; row++) {
    const sum = v.reduce((s, x, i) => s + x * jacobian[row * p + i]!, 0)
    expect(Math.abs(jv[row]! - sum)).toBeLessThan(1e-12 * scale * p)
  }
  for (let i = 0; i < p; i++) {
    const sum = w.reduce((s, x, row) => s + x * jacobian[row * p + i]!, 0)
    expect(Math.abs(jtw[i]! - sum)).toBeLessThan(1e-12 * scale * rows)
  }

  // a part of the rows, across blocks
  const [from, to] = [Math.floor(rows / 3), rows - 1]
  const part = new Float64Array((to - from) * p)
  engine.jacobian(part, from, to)
  expect(part).toEqual(jacobian.slice(from * p, to * p))

  // central differences
  const h = 1e-5
  for (let i = 0; i < p; i++) {
    const kept = parameters[i]!
    parameters[i] = kept + h
    const up = rowValues(engine)
    parameters[i] = kept - h
    const down = rowValues(engine)
    parameters[i] = kept
    for (let row = 0; row < rows; row++)
      expect(Math.abs((up[row]! - down[row]!) / (2 * h) - jacobian[row * p + i]!)).toBeLessThan(1e-6 * (1 + scale))
  }
})

test('a negative weight is refused: its term is not a sum of squares', () => {
  const { engine, bindings, built } = CASES.soft!()
  bindings.scalars[built.scalars.equationWeight[0]!] = -1
  expect(() => rowValues(engine)).toThrow(expect.objectContaining({ code: 'weight-negative' }))
})

test('the cases read taps that all points share, and trained numbers', () => {
  const { built } = CASES.shared!()
  const [interior] = built.plan.groups
  expect(interior!.taps.some((tap) => built.plan.taps[tap]!.shared)).toBe(true)
  expect(CASES.inverse!().built.plan.trainables).not.toHaveLength(0)
  expect(CASES.blocks!().engine.rows).toBeGreaterThan(144)
})
