import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { pacedRead } from './paced-read.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('many changes are one reading, and those during it one more', async () => {
  const read = vi.fn(() => new Promise<void>((done) => setTimeout(done, 20)))
  const paced = pacedRead(read, 100)
  for (let i = 0; i < 50; i++) paced.changed()
  await vi.advanceTimersByTimeAsync(10)
  expect(read).toHaveBeenCalledTimes(1)
  for (let i = 0; i < 50; i++) paced.changed()
  await vi.advanceTimersByTimeAsync(15)
  expect(read).toHaveBeenCalledTimes(1)
  await vi.advanceTimersByTimeAsync(100)
  expect(read).toHaveBeenCalledTimes(2)
  await vi.advanceTimersByTimeAsync(1000)
  expect(read).toHaveBeenCalledTimes(2)
})

test('at most ten a second, whatever happens', async () => {
  const read = vi.fn(async () => undefined)
  const paced = pacedRead(read, 100)
  for (let i = 0; i < 2000; i++) {
    paced.changed()
    await vi.advanceTimersByTimeAsync(1)
  }
  expect(read.mock.calls.length).toBeGreaterThan(15)
  expect(read.mock.calls.length).toBeLessThanOrEqual(21)
})

test('a slow store is asked half of the time at most', async () => {
  const read = vi.fn(() => new Promise<void>((done) => setTimeout(done, 500)))
  const paced = pacedRead(read, 100)
  for (let i = 0; i < 4000; i++) {
    paced.changed()
    await vi.advanceTimersByTimeAsync(1)
  }
  expect(read.mock.calls.length).toBeLessThanOrEqual(5)
})

test('once stopped it reads no more', async () => {
  const read = vi.fn(async () => undefined)
  const paced = pacedRead(read, 100)
  paced.changed()
  paced.stop()
  paced.changed()
  await vi.advanceTimersByTimeAsync(1000)
  expect(read).not.toHaveBeenCalled()
})
