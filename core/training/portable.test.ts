import { afterAll, beforeAll, expect, test } from 'vitest'
import { machine } from '../engine/wasm/probe.ts'
import { resolveExperiment } from './experiment.ts'
import { Session } from './session.ts'

const { Module } = WebAssembly
let compiled: Uint8Array[] = []

/** Keeps what is compiled. */
class Kept extends Module {
  constructor(bytes: BufferSource) {
    super(bytes)
    compiled.push(new Uint8Array(bytes as ArrayBuffer))
  }
}

beforeAll(() => {
  // its own modules are probes
  machine()
  WebAssembly.Module = Kept
})
afterAll(() => {
  WebAssembly.Module = Module
})

/** f32x4 and f64x2 relaxed_madd and relaxed_nmadd (WebAssembly relaxed SIMD, 0xfd 0x105 … 0x108, in LEB128): whether they round once is the machine's choice. */
const isRelaxed = (bytes: Uint8Array): boolean =>
  bytes.some((byte, k) => byte === 0xfd && bytes[k + 1]! >= 0x85 && bytes[k + 1]! <= 0x88 && bytes[k + 2] === 0x02)

const METHODS = ['adam', 'lbfgs', 'ssbroyden', 'lm', 'gauss_newton', 'instant'] as const

/** Modules with relaxed instructions, and all, that two iterations compile. */
function modules(optimizer: string, engine: 'auto' | 'portable'): { relaxed: number; all: number } {
  compiled = []
  const training = { optimizer, iterations: 2, ...(optimizer === 'adam' && { learning_rate: 0.01 }) }
  // enough columns, and more rows, for factorisations to be compiled
  const session = new Session(
    resolveExperiment({
      source: `schema: ansatz.problem/1
name: Decay
variables: { t: [0, 2] }
unknowns: [g]
equations: ["g' = -g + t*sin(t)"]
conditions: ["g(0) = 1"]
`,
      settings: { network: { hidden: [60] }, points: { count: 200 }, training, engine }
    })
  )
  session.advance(2)
  session.metrics()
  expect(session.engine).toMatchObject({ name: 'compiled', fma: engine === 'auto' && machine().fma })
  return { relaxed: compiled.filter(isRelaxed).length, all: compiled.length }
}

test('engine: portable, and nothing that is compiled leaves rounding to the machine, by any method', () => {
  let all = 0
  for (const method of METHODS) {
    const made = modules(method, 'portable')
    expect(made.relaxed, method).toBe(0)
    all += made.all
  }
  // training, its update, rows, and the kernels of linear algebra, shared by the methods
  expect(all).toBeGreaterThan(4)
})

test('engine: auto uses them, in gradients and in factorisations', () => {
  expect(modules('adam', 'auto').relaxed).toBeGreaterThan(0)
  // the gradient, the rows, and the factorisation
  expect(modules('lm', 'auto').relaxed).toBeGreaterThan(1)
})
