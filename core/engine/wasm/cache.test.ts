import { afterAll, beforeAll, expect, test } from 'vitest'
import { LIBRARY } from '../../problem/library/index.ts'
import { resolveExperiment } from '../../training/experiment.ts'
import { Session } from '../../training/session.ts'

const { Module } = WebAssembly
let compiled = 0

/** Counts what is compiled. */
class Counted extends Module {
  constructor(bytes: BufferSource) {
    super(bytes)
    compiled++
  }
}

beforeAll(() => {
  WebAssembly.Module = Counted
})
afterAll(() => {
  WebAssembly.Module = Module
})

/** Modules that a run makes; `varied` is what differs between the runs of a sweep. */
function modulesOf(id: string, training: object, varied: { seed?: number; parameters?: Record<string, number> }): number {
  const { yaml, files } = LIBRARY.find((entry) => entry.id === id)!
  const { seed = 1, parameters } = varied
  const settings = { network: { hidden: [6, 5] }, points: { count: 7 }, seed, training }
  const before = compiled
  const session = new Session(resolveExperiment({ source: yaml, id, files, settings, ...(parameters && { parameters }) }))
  session.advance(3)
  session.metrics()
  return compiled - before
}

test.each(['decay-long', 'heat', 'beam-cantilever', 'springs'])(
  'a sweep of %s compiles once: rates, seeds and methods of one kind',
  (id) => {
    const first = (optimizer: string, learning_rate?: number): object => ({
      optimizer,
      iterations: 5,
      ...(learning_rate && { learning_rate })
    })
    expect(modulesOf(id, first('adam', 0.01), {})).toBeGreaterThan(0)
    expect(modulesOf(id, first('adam', 0.02), {})).toBe(0)
    expect(modulesOf(id, first('adam', 0.003), { seed: 2 })).toBe(0)
    // this one asks for rows of the Jacobian
    expect(modulesOf(id, first('gauss_newton'), {})).toBeGreaterThan(0)
    expect(modulesOf(id, first('gauss_newton'), { seed: 5 })).toBe(0)
  }
)

test('a sweep over a parameter of the problem compiles once', () => {
  const adam = { optimizer: 'adam', learning_rate: 0.01, iterations: 5 }
  modulesOf('heat', adam, { parameters: { alpha: 0.3 } })
  expect(modulesOf('heat', adam, { parameters: { alpha: 0.5 } })).toBe(0)
})

test('other networks are other modules', () => {
  const { yaml } = LIBRARY.find((entry) => entry.id === 'heat')!
  const run = (hidden: number[]): number => {
    const before = compiled
    new Session(resolveExperiment({ source: yaml, id: 'heat', settings: { network: { hidden }, points: { count: 7 } } })).advance(1)
    return compiled - before
  }
  expect(run([4, 3])).toBeGreaterThan(0)
  expect(run([4, 4])).toBeGreaterThan(0)
  expect(run([4, 3])).toBe(0)
})
