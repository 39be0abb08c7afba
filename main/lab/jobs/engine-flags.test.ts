import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { ENGINE_FLAGS } from './engine-flags.ts'

/** What the fingerprints are under some flags: whether vectors are joined, and one line per trial. */
function fingerprints(...flags: string[]): { joined: string; lines: string[] } {
  const script = fileURLToPath(new URL('./testing/engine-bits.ts', import.meta.url))
  const [joined, ...lines] = execFileSync(process.execPath, [...flags, script], { encoding: 'utf8' })
    .trim()
    .split('\n')
  return { joined: joined!, lines }
}

test('baseline code, optimised code and joined vectors give the same bits', () => {
  const baseline = fingerprints('--liftoff-only')
  const optimised = fingerprints('--no-liftoff', '--no-wasm-lazy-compilation')
  const joined = fingerprints(...ENGINE_FLAGS)
  expect(baseline.joined).toBe('false')
  expect(baseline.lines.length).toBe(36)
  expect(optimised.lines).toEqual(baseline.lines)
  expect(joined.lines).toEqual(baseline.lines)
}, 120_000)
