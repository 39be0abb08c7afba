import { afterAll, expect, test } from 'vitest'
import { WORKLOADS } from '../../../core/engine/bench/workloads.ts'
import { TestTerminal } from './testing/terminal.ts'

const terminal = new TestTerminal()
afterAll(() => terminal.close())

interface Row {
  workload: string
  precision: string
  engine: string
  ms: number
  gflops: number
  peak_share: number
  ratios: Record<string, number>
  peers: Record<string, { error?: string; gradient_error?: number }>
}

interface Report {
  machine: { processor: string; runtime: string; door: string; v8_flags: string[] }
  peaks: Record<string, { wasm128: number; native: number }>
  rows: Row[]
}

test('rows of the smallest workload, with what the machine can do', async () => {
  const { code, document, err } = await terminal.json('bench', '--only', 'a', '--quick')
  const { machine, peaks, rows } = document as Report
  expect([code, rows.map(({ workload, precision }) => [workload, precision])]).toEqual([
    0,
    [
      ['A', 'float32'],
      ['A', 'float64']
    ]
  ])
  for (const { precision, ms, gflops, peak_share, ratios, engine } of rows) {
    expect(engine).toMatch(/^compiled/)
    expect(gflops * ms * 1e6).toBeCloseTo(24_576, 6)
    expect(peak_share * peaks[precision]!.native).toBeCloseTo(gflops, 9)
    expect(peaks[precision]!.native).toBeGreaterThan(peaks[precision]!.wasm128)
    expect(ratios).toEqual({})
  }
  expect(machine.runtime).toMatch(/^Node \d/)
  expect(err).toContain('what the machine can do')
})

test('the report says where vectors were left apart', async () => {
  const { document } = await terminal.json('bench', '--only', 'A', '--quick', '--precision', 'float64', '--apart')
  const { machine } = document as Report
  expect(machine.v8_flags).toContain('--no-experimental-wasm-revectorize')
  expect(machine.v8_flags).not.toContain('--experimental-wasm-revectorize')
})

test('a table for people, one precision, and an engine of choice', async () => {
  const { out } = await terminal.run('bench', '--only', 'A', '--quick', '--precision', 'float64', '--engine', 'interpreter')
  expect(out).toMatch(/^A .*float64.* interpreter$/m)
  expect(out).toContain(WORKLOADS.A.title)
  expect(out).toMatch(/float64: [\d.]+ GFLOP\/s by 128-bit WebAssembly/)
  expect(out).not.toMatch(/^A .*float32/m)
})

test('peers that are not there are named with the reason, and take nothing from our own row', async () => {
  const { code, document } = await terminal.json(
    'bench',
    '--only',
    'A',
    '--quick',
    '--precision',
    'float32',
    '--peers',
    '--python',
    '/nowhere'
  )
  const [row] = (document as Report).rows
  expect([code, row!.ms > 0, row!.ratios]).toEqual([0, true, {}])
  expect(row!.peers.jax!.error).toContain('/nowhere')
  expect(row!.peers.tfjs!.error).toContain('@tensorflow/tfjs')
})

test('what cannot be measured is refused', async () => {
  const refusals = [['--only', 'A,Z'], ['--precision', 'float16'], ['--engine', 'fast'], ['--python', 'python3'], ['A']]
  for (const words of refusals) expect((await terminal.run('bench', ...words)).code).toBe(2)
})
