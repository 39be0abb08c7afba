import { expect, test } from 'vitest'
import { StreamGenerator } from '../../network/random.ts'
import { evaluator } from '../evaluator.ts'
import { Graph, type Id } from '../graph.ts'
import type { OperationName } from '../operations/index.ts'
import { taylor } from '../taylor.ts'
import { absolutePaths, roundingBound } from './agreement.ts'
import { exploreAt, tangentsBy } from './point.ts'
import type { Subject } from './subject.ts'

const UNARY: OperationName[] = [
  'neg',
  'exp',
  'log',
  'sqrt',
  'sin',
  'cos',
  'tan',
  'asin',
  'acos',
  'atan',
  'sinh',
  'cosh',
  'tanh',
  'erf',
  'abs',
  'sigmoid',
  'softplus'
]
const BINARY: OperationName[] = ['add', 'add', 'sub', 'mul', 'mul', 'div', 'pow', 'min', 'max']
const COUNT = 10_000
const STEP = 1e-4
const EPSILON = 2 ** -52

/** A random graph of 1 to 3 inputs and up to 14 operations; later operations prefer what is not used yet. */
function randomSubject(random: StreamGenerator): Subject {
  const graph = new Graph()
  const pick = <T>(from: readonly T[]): T => from[Math.floor(random.uniform() * from.length)]!
  const inputs = Array.from({ length: 1 + Math.floor(random.uniform() * 3) }, (_, axis) => ({
    ...{ name: `x${axis}`, latex: `x_${axis}`, value: random.normal() * 1.5, id: graph.coordinate(axis) }
  }))
  const pool: Id[] = inputs.map(({ id }) => id)
  const size = 1 + Math.floor(random.uniform() * 14)
  const some = (): Id => {
    const draw = random.uniform()
    if (draw < 0.15) return graph.constant(pick([2, 3, 0.5, -1, 1.7, Math.PI]))
    return draw < 0.6 ? pool.at(-1)! : pick(pool)
  }
  for (let k = 0; k < size; k++) {
    if (random.uniform() < 0.08) pool.push(graph.apply('if', graph.apply('lt', some(), some()), some(), some()))
    else if (random.uniform() < 0.45) pool.push(graph.apply(pick(UNARY), some()))
    else pool.push(graph.apply(pick(BINARY), some(), some()))
  }
  return { graph, inputs, outputs: [{ text: 'random', latex: '', id: pool.at(-1)! }], labels: new Map(), spans: new Map(), text: '' }
}

test(`forward, reverse and Taylor mode agree on ${COUNT} random expressions, and with central differences where f is smooth`, () => {
  const random = new StreamGenerator(2025, 'random expressions')
  const seen = { defined: 0, smooth: 0, skipped: 0 }
  for (let k = 0; k < COUNT; k++) {
    const subject = randomSubject(random)
    const explored = exploreAt(subject, 0, 0)
    const { swept, troubles, adjoints } = explored
    const root = swept.outputs[0]!
    const paths = absolutePaths(swept, 0)
    const f = evaluator(subject.graph, [swept.ids[root]!])
    const at = subject.inputs.map(({ value }) => value)
    subject.inputs.forEach((_, input) => {
      const reverse = adjoints[input]!
      const bound = roundingBound(paths[input]!)
      const forward = (input === 0 ? explored.tangents : tangentsBy(swept, troubles, input))[root]!
      const told = `expression ${k}, input ${input}`
      expect(forward === null, told).toBe(reverse === null)
      if (reverse === null || forward === null || !Number.isFinite(bound)) {
        seen.skipped++
        return
      }
      seen.defined++
      expect(Math.abs(forward - reverse), told).toBeLessThanOrEqual(bound)
      const [series] = taylor(subject.graph, [swept.images[root]!], 5, (leaf) =>
        leaf.op === 'coordinate' ? [at[leaf.axis]!, leaf.axis === input ? 1 : 0] : [NaN]
      )
      const c = [...series!]
      expect(Math.abs(c[1]! - reverse), told).toBeLessThanOrEqual(bound)

      // Smooth where the series falls quickly within ten steps, and no kink or edge lies within a step.
      const falls = c.every(Number.isFinite) && Math.abs(c[5]!) * (10 * STEP) ** 4 <= 1e-3 * (Math.abs(c[1]!) + Math.abs(c[3]!) * STEP ** 2)
      const [above, below] = [STEP, -STEP].map((h) => f(at.map((value, axis) => (axis === input ? value + h : value)))[0]!)
      const predicted = (h: number): number => c.reduceRight((sum, coefficient) => sum * h + coefficient, 0)
      const rounding =
        8 * EPSILON * swept.ids.reduce((sum, __, n) => sum + Math.abs((adjoints[n] ?? 0) * swept.values[n]!), Math.abs(c[0]!))
      const near = (moved: number, h: number): boolean => Math.abs(moved - predicted(h)) <= 1e-3 * Math.abs(c[1]! * h) + rounding
      if (!falls || !near(above!, STEP) || !near(below!, -STEP)) return
      seen.smooth++
      const quotient = (above! - below!) / (2 * STEP)
      expect(Math.abs(quotient - reverse), told).toBeLessThanOrEqual(
        4 * Math.abs(c[3]!) * STEP ** 2 + 1e-6 * Math.abs(reverse) + rounding / STEP
      )
    })
  }
  expect(seen.defined).toBeGreaterThan(COUNT)
  expect(seen.smooth).toBeGreaterThan(0.7 * seen.defined)
}, 60_000)
