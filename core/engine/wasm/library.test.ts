import { expect, test } from 'vitest'
import { StreamGenerator } from '../../network/random.ts'
import { LIBRARY } from '../../problem/library/index.ts'
import { bindExperiment } from '../../problem/prepare.ts'
import { resolveExperiment } from '../../training/experiment.ts'
import { Interpreter } from '../interpreter.ts'
import type { Bindings, Engine, Plan } from '../plan.ts'
import { CompiledEngine } from './compiled-engine.ts'
import { machine, targetFor } from './probe.ts'

const random = (name: string, length: number): Float64Array => {
  const generator = new StreamGenerator(3, name)
  return Float64Array.from({ length }, () => generator.normal())
}

/** Every number that training asks of an engine, by name. */
function answers(engine: Engine, { parameters }: Bindings): Record<string, Float64Array> {
  const p = parameters.length
  const made = (length: number, fill: (out: Float64Array) => unknown): Float64Array => {
    const out = new Float64Array(length)
    fill(out)
    return out
  }
  return {
    terms: engine.loss().terms,
    gradient: made(p, (out) => engine.gradient(out)),
    rows: made(engine.rows, (out) => engine.rowValues(out)),
    jacobian: made(engine.rows * p, (out) => engine.jacobian(out)),
    'J v': made(engine.rows, (out) => engine.jv(random('v', p), out)),
    'J^T w': made(p, (out) => engine.jtw(random('w', engine.rows), out))
  }
}

const largest = (values: Float64Array): number => values.reduce((most, x) => Math.max(most, Math.abs(x)), 0)

/** Largest difference of each answer from the interpreter's in double precision, relative to its largest entry. */
function differences(plan: Plan, bindings: Bindings): Record<string, number> {
  const exact = answers(new Interpreter({ ...plan, precision: 'float64' }, bindings), bindings)
  const found = answers(new CompiledEngine(plan, bindings, targetFor(machine(), true)), bindings)
  return Object.fromEntries(
    Object.entries(exact).map(([name, values]) => {
      const off = values.map((x, k) => x - found[name]![k]!)
      return [name, off.some(Number.isNaN) ? NaN : largest(off) / (largest(values) || 1)]
    })
  )
}

test.each(LIBRARY.map(({ id }) => id))('loss, gradient, rows and products of %s', (id) => {
  const { yaml, files } = LIBRARY.find((entry) => entry.id === id)!
  const settings = { network: { hidden: [6, 5] }, points: { count: 6 } }
  const { built, bindings } = bindExperiment(resolveExperiment({ source: yaml, id, files, settings }))
  for (const [what, error] of Object.entries(differences(built.plan, bindings))) expect(error, what).toBeLessThan(1e-12)
  for (const [what, error] of Object.entries(differences({ ...built.plan, precision: 'float32' }, bindings)))
    expect(error, `${what} in single precision`).toBeLessThan(1e-5)
})
