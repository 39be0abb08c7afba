import { registerHooks } from 'node:module'
import { pathToFileURL } from 'node:url'

/*
 * `node launch.ts ENTRY SCENARIO`: loads an entry module as Electron does, against the stub, then runs a scenario and prints
 * what it found as one line of JSON. An entry that waits for ready at its top level never ends: Node then exits with 13.
 */

const [, , entry = '', name = ''] = process.argv
const stubUrl = new URL('./stub.ts', import.meta.url).href
const labUrl = new URL('./lab.ts', import.meta.url).href

registerHooks({
  resolve(specifier, context, next) {
    if (specifier === 'electron') return { url: stubUrl, format: 'module-typescript', shortCircuit: true }
    if (specifier.endsWith('/lab/lab.ts')) return { url: labUrl, format: 'module-typescript', shortCircuit: true }
    return next(specifier, context)
  }
})

const stub = await import('./stub.ts')
await import(pathToFileURL(entry).href)
const early = stub.calls.map(([what]) => what)
stub.entryHasSettled()
const { scenarios } = await import('./scenarios.ts')
const scenario = scenarios[name]
if (scenario === undefined) throw new Error(`no scenario ${name}`)
const found = await scenario()
process.stdout.write(`${JSON.stringify({ early, ...found, calls: stub.calls })}\n`, () => process.exit())
