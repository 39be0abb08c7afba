import { LabError } from '../../core/errors.ts'
import { createClient } from '../../main/api/client.ts'
import type { Client, Transport } from '../../main/api/contract.ts'

/*
 * What every door must do, said once: this runs in Node and, bundled, in the page. It therefore brings its own assertions.
 */

function holds(condition: boolean, claim: string): asserts condition {
  if (!condition) throw new Error(`not so: ${claim}`)
}

/** Equality down to NaN, the sign of zero, undefined, and the kind of typed arrays. */
function same(got: unknown, due: unknown, where: string): void {
  if (typeof due !== 'object' || due === null) return holds(Object.is(got, due), `${where} is ${String(due)}, got ${String(got)}`)
  holds(typeof got === 'object' && got !== null, `${where} is an object`)
  const kind = (value: object) => Object.prototype.toString.call(value)
  holds(kind(got) === kind(due), `${where} is a ${kind(due)}, got ${kind(got)}`)
  const keys = Object.keys(due)
  holds(Object.keys(got).length === keys.length, `${where} has the keys ${keys.join(', ')}; got ${Object.keys(got).join(', ')}`)
  for (const key of keys) same((got as Record<string, unknown>)[key], (due as Record<string, unknown>)[key], `${where}.${key}`)
}

async function refusal(promise: Promise<unknown>): Promise<LabError> {
  const error: unknown = await promise.then(
    () => null,
    (thrown: unknown) => thrown
  )
  holds(error instanceof LabError, `a LabError is thrown, got ${String(error)}`)
  holds(error.cure !== '', `${error.code} has a cure`)
  return error
}

async function refusals(client: Client, transport: Transport): Promise<void> {
  const invalid = await refusal(client['run.step']({ run: 'r', count: 0 }))
  holds(invalid.code === 'invalid-input' && invalid.message.includes('count'), `the faulty input is named: ${invalid.message}`)
  for (const name of ['nothing', 'constructor', '__proto__', 'toString']) {
    const unknown = await refusal(transport.invoke(name, {}))
    holds(unknown.code === 'unknown-method', `${name} is no method: ${unknown.code}`)
  }
  const missing = await refusal(client['library.get']({ id: 'no-such-problem' }))
  holds(missing.code !== 'internal' && missing.message.includes('no-such-problem'), `what is missing is named: ${missing.message}`)
}

/** Starts a short run and follows it to its end by events, as a window does. */
async function training(client: Client): Promise<void> {
  const heard: string[] = []
  const quiet: string[] = []
  client.on('run.changed', ({ run }) => quiet.push(run))()
  let wake = () => {}
  const off = client.on('run.changed', ({ run }) => {
    heard.push(run)
    wake()
  })
  const { run } = await client['run.start']({
    experiment: { problem: { id: 'lecture-decay' }, settings: { training: { iterations: 50 } } }
  })
  const until = Date.now() + 30_000
  while ((await client['run.get']({ run })).status !== 'FINISHED') {
    holds(Date.now() < until, 'the run finishes within 30 s')
    await new Promise<void>((resolve) => {
      wake = resolve
      setTimeout(resolve, 200)
    })
  }
  off()
  holds(heard.includes(run), 'the change of the run was heard')
  holds(quiet.length === 0, 'who has unsubscribed hears nothing')
  const curve = await client['run.curve']({ run })
  holds(curve.loss instanceof Float64Array && curve.iteration instanceof Float64Array, 'curves are Float64Array')
  holds(curve.loss.length > 0 && curve.loss.length === curve.iteration.length, 'a curve has as many losses as iterations')
  const listed = await client['run.list']({})
  holds(
    listed.some((one) => one.run === run),
    'the run is in the list'
  )
}

/** The contract over a door, whatever lab stands behind it. */
export async function exercise(transport: Transport): Promise<void> {
  const client = createClient(transport)
  holds((await client['lab.info']({})).version !== '', 'the lab says its version')
  const value = { $: 'Float64Array', at: 0, list: [1, null, 'µ', true, { $: { $: 1 } }] }
  await client['lab.remember']({ key: 'doors', value })
  same(await client['lab.recall']({ key: 'doors' }), value, 'what was remembered')
  const decay = (await client['library.list']({})).find(({ id }) => id === 'lecture-decay')
  holds(decay?.thumbnail?.values instanceof Float64Array, 'a thumbnail is a Float64Array')
  holds(decay.thumbnail.values.length === 65, 'a thumbnail has 65 points')
  await refusals(client, transport)
  await training(client)
}

/** What only the fake lab can show: values that a door might lose, in both directions, and every field of an error. */
export async function exerciseFake(transport: Transport, odd: unknown): Promise<void> {
  const client = createClient(transport)
  same(await client['lab.recall']({ key: 'odd' }), odd, 'odd')
  const whole = Uint8Array.of(9, 8, 7, 6, 5)
  const { folder } = await client['export.save']({ files: [{ name: 'a.csv', mime: 'text/csv', bytes: whole.subarray(1, 4) }] })
  holds(folder === 'a.csv:8,7,6', `bytes arrive: ${folder}`)
  const error = await refusal(client['library.get']({ id: 'gone' }))
  const { code, message, cure, replacement } = error
  same(
    { code, message, cure, replacement },
    { code: 'no-such-problem', message: 'the library has no gone', cure: 'See `ansatz problems`.', replacement: 'lecture-decay' },
    'error'
  )
  same(error.place, { line: 1, column: 9, length: 4 }, 'place')
  const internal = await refusal(client['run.cancel']({ run: 'r' }))
  holds(internal.code === 'not-faked', `a handler's own code arrives: ${internal.code}`)
}
