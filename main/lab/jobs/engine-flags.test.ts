import { execFileSync } from 'node:child_process'
import { fileURLToPath } from 'node:url'
import { expect, test } from 'vitest'
import { APART_FLAGS, ENGINE_FLAGS } from './engine-flags.ts'

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

test('vectors are left apart where flags say so', () => {
  // its own process: what was compiled under other flags is kept for equal bytes
  const joined = (flags: readonly string[]): string => {
    const [own, probe] = ['./engine-flags.ts', '../../../core/engine/wasm/probe.ts'].map((file) => new URL(file, import.meta.url).href)
    const script = `import { prepareEngine } from ${JSON.stringify(own)}
      import { machine } from ${JSON.stringify(probe)}
      prepareEngine(${JSON.stringify(flags)})
      console.log(machine().joined)`
    // flags of the caller's Node come first, as a build of V8 may join by default
    const args = ['--experimental-wasm-revectorize', '--input-type=module', '-e', script]
    return execFileSync(process.execPath, args, { encoding: 'utf8' }).trim()
  }
  expect(joined(APART_FLAGS)).toBe('false')
}, 30_000)
