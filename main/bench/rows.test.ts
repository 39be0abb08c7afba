import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, expect, test, vi } from 'vitest'
import { makeSubject } from '../../core/engine/bench/subject.ts'
import { makeWorkload, type Shape } from '../../core/engine/bench/workloads.ts'
import type { Peak } from './peaks.ts'
import type { Peer } from './peers.ts'
import { benchRow } from './rows.ts'

const SHAPE: Shape = { axes: 1, hidden: [6, 5], points: 30, residual: 'poisson-1d' }
const PEAK: Peak = { wasm128: 10, native: 20, nativeFrom: 'twice wasm128', fma: true }
const folder = mkdtempSync(join(tmpdir(), 'ansatz-bench-test-'))
vi.stubEnv('TMPDIR', folder)
afterAll(() => {
  vi.unstubAllEnvs()
  rmSync(folder, { recursive: true, force: true })
})

// copies the gradient that it is given, and says that a step takes 5 ms
const SCRIPT = `
const { copyFileSync } = require('node:fs')
const [loss, gradient, folder] = process.argv.slice(1)
copyFileSync(gradient, folder + '/gradient.f64')
console.log('a library says hello')
console.log(JSON.stringify({ version: 'fake 1', loss: Number(loss), first_step_ms: 1 }))
require('node:readline').createInterface({ input: process.stdin }).on('line', () =>
  console.log(JSON.stringify({ ms: 6, cpu_ms: 5, steps: 1, peak_mb: 7 })))
`

function fake(name: string, loss: number, gradient: Float64Array, script = SCRIPT): Peer {
  const file = join(folder, `${name}.f64`)
  writeFileSync(file, gradient)
  const command = { executable: process.execPath, args: ['-e', script, String(loss), file, 'FOLDER'], script: '' }
  return { name, title: name, precisions: ['float64'], command }
}

test('peers are timed if their loss and gradient are ours, and only then', async () => {
  const workload = makeWorkload(SHAPE, 'float64')
  const gradient = new Float64Array(workload.bindings.parameters.length)
  const loss = makeSubject(workload).gradient(gradient)
  const off = gradient.map((value, k) => (k === 3 ? value + 1e-5 : value))
  const peers = [
    fake('right', loss, gradient),
    fake('off', loss, off),
    fake('short', loss, gradient.slice(1)),
    fake('lossy', loss * (1 + 1e-5), gradient),
    fake('silent', loss, gradient, 'throw new Error("no such library")')
  ]
  const row = await benchRow('tiny', SHAPE, 'float64', PEAK, 'auto', { milliseconds: 5, rounds: 2 }, peers, () => undefined)
  expect(Object.keys(row.ratios)).toEqual(['right'])
  expect(row.ratios.right).toBeCloseTo(5 / row.ms, 9)
  expect(row.peers.right).toMatchObject({ version: 'fake 1', ms: 5, wall_ms: 6, memory_mb: 7 })
  for (const name of ['off', 'short', 'lossy'])
    expect(row.peers[name]).toMatchObject({ error: expect.stringContaining('differs') as string })
  expect(row.peers.silent).toMatchObject({ error: 'Error: no such library' })
  // nothing of the workloads stays behind
  expect(readdirSync(folder).filter((name) => !name.endsWith('.f64'))).toEqual([])
})
