import { beforeEach, expect, test, vi } from 'vitest'
import { LabError } from '../../core/errors.ts'
import type { ServerMessage } from './messages.ts'
import { decode, encode } from './wire.ts'
import { connectWs } from './ws-transport.ts'
import type { WsOptions } from './ws-transport.ts'

/** A socket whose other end is the test. */
class FakeSocket extends EventTarget {
  binaryType = ''
  sent: unknown[] = []
  isClosed = false
  send(frame: Uint8Array<ArrayBuffer>): void {
    this.sent.push(decode(frame))
  }
  close(): void {
    if (this.isClosed) return
    this.isClosed = true
    this.dispatchEvent(new Event('close'))
  }
  say(message: ServerMessage): void {
    this.hear(encode(message).buffer)
  }
  hear(data: unknown): void {
    this.dispatchEvent(Object.assign(new Event('message'), { data }))
  }
}

let sockets: FakeSocket[]
let states: string[]
let gaps: number[]
const unreachable = new LabError('unreachable', 'no answer', 'Wait.')
const newest = () => sockets.at(-1) ?? expect.fail('no socket')

function connect(options: Partial<WsOptions> = {}) {
  return connectWs({
    socket: () => {
      const made = new FakeSocket()
      sockets.push(made)
      return made as unknown as WebSocket
    },
    diagnose: async () => ({ error: unreachable, final: false }),
    onState: (state, reason) => states.push(reason === undefined ? state : `${state} ${reason.code}`),
    onGap: (missed) => gaps.push(missed),
    ...options
  })
}
async function connected(options: Partial<WsOptions> = {}) {
  const transport = connect(options)
  newest().say({ hello: 0 })
  return transport
}

beforeEach(() => {
  ;[sockets, states, gaps] = [[], [], []]
  vi.useFakeTimers()
  return () => vi.useRealTimers()
})

test('is open when the lab has greeted, not before', async () => {
  const transport = connect()
  expect(states).toEqual([])
  newest().say({ hello: 7 })
  await transport
  expect(states).toEqual(['open'])
  expect(newest().binaryType).toBe('arraybuffer')
})

test('answers find their calls in any order; an error comes back whole', async () => {
  const transport = await connected()
  const [one, two] = [transport.invoke('run.get', { run: '1' }), transport.invoke('run.get', { run: '2' })]
  expect(newest().sent).toEqual([
    { id: 1, method: 'run.get', input: { run: '1' } },
    { id: 2, method: 'run.get', input: { run: '2' } }
  ])
  newest().say({ id: 2, error: { code: 'no-such-run', message: 'none', cure: 'Look.', line: 4 } })
  newest().say({ id: 1, ok: Float64Array.of(NaN) })
  await expect(two).rejects.toEqual(new LabError('no-such-run', 'none', 'Look.', { line: 4 }))
  expect(await one).toEqual(Float64Array.of(NaN))
})

test('tries again ever more slowly, and from the start after a success', async () => {
  await connected({ delays: [100, 300, 900] })
  newest().close()
  const waits = [100, 300, 900, 900]
  for (const [index, wait] of waits.entries()) {
    await vi.advanceTimersByTimeAsync(wait - 1)
    expect(sockets).toHaveLength(index + 1)
    await vi.advanceTimersByTimeAsync(1)
    expect(sockets).toHaveLength(index + 2)
    if (index < waits.length - 1) newest().close()
  }
  newest().say({ hello: 0 })
  newest().close()
  await vi.advanceTimersByTimeAsync(100)
  expect(sockets).toHaveLength(waits.length + 2)
  expect(states).toEqual(['open', 'lost', 'open', 'lost'])
})

test('a try that opens nothing is given up after its limit', async () => {
  const transport = connect({ tryLimit: 5_000 })
  const outcome = expect(transport).rejects.toBe(unreachable)
  await vi.advanceTimersByTimeAsync(5_000)
  await outcome
  expect(newest().isClosed).toBe(true)
})

test('counts the events that a slow reader lost, while connected', async () => {
  const transport = await connected()
  const heard: unknown[] = []
  const off = transport.subscribe('run.changed', (payload) => heard.push(payload))
  newest().say({ event: 'run.changed', payload: 1, seq: 1 })
  newest().say({ event: 'run.changed', payload: 5, seq: 5 })
  off()
  newest().say({ event: 'run.changed', payload: 6, seq: 6 })
  expect(heard).toEqual([1, 5])
  expect(gaps).toEqual([3])
})

test('a refusal for good ends the tries', async () => {
  await connected({ delays: [10], diagnose: async () => ({ error: new LabError('session-ended', '', ''), final: true }) })
  newest().close()
  await vi.advanceTimersByTimeAsync(10)
  newest().close()
  await vi.advanceTimersByTimeAsync(60_000)
  expect(sockets).toHaveLength(2)
  expect(states).toEqual(['open', 'lost', 'lost session-ended'])
})

test.each([
  ['text', '{"hello":0}'],
  ['a broken frame', new ArrayBuffer(3)],
  ['an unknown message', encode({ news: 1 }).buffer],
  ['an error that is none', encode({ id: 1, error: 'no' }).buffer]
])('%s breaks the connection, which is made anew; the call in flight fails', async (_name, data) => {
  const transport = await connected({ delays: [10] })
  const call = transport.invoke('run.list', {})
  const outcome = expect(call).rejects.toMatchObject({ code: 'connection-lost' })
  newest().hear(data)
  await outcome
  await vi.advanceTimersByTimeAsync(10)
  newest().say({ hello: 0 })
  expect(states).toEqual(['open', 'lost', 'open'])
})

test('closed on purpose: no new tries, nothing reported, not even when a try was under way', async () => {
  const transport = await connected({ delays: [10] })
  newest().close()
  await vi.advanceTimersByTimeAsync(10)
  transport.close()
  newest().say({ hello: 0 })
  await vi.advanceTimersByTimeAsync(60_000)
  expect(newest().isClosed).toBe(true)
  expect(sockets).toHaveLength(2)
  expect(states).toEqual(['open', 'lost'])
})
