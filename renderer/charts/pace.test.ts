import { afterEach, beforeEach, expect, test, vi } from 'vitest'
import { paced } from './pace.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

test('the first call runs at once, the rest at most so often, the last one always', async () => {
  const seen: number[] = []
  const call = paced(async (value: number) => seen.push(value), 10)
  for (let i = 0; i < 100; i++) {
    call(i)
    await vi.advanceTimersByTimeAsync(10)
  }
  await vi.advanceTimersByTimeAsync(200)
  expect(seen[0]).toBe(0)
  expect(seen.at(-1)).toBe(99)
  expect(seen.length).toBeGreaterThanOrEqual(9)
  expect(seen.length).toBeLessThanOrEqual(12)
})

test('work that takes long is not started again before it is done', async () => {
  let running = 0
  let most = 0
  const call = paced(async () => {
    most = Math.max(most, ++running)
    await new Promise((done) => setTimeout(done, 500))
    running--
  }, 10)
  for (let i = 0; i < 20; i++) {
    call(i)
    await vi.advanceTimersByTimeAsync(100)
  }
  expect(most).toBe(1)
})

test('after stop nothing runs any more', async () => {
  const work = vi.fn(async () => undefined)
  const call = paced(work, 10)
  call(1)
  call(2)
  call.stop()
  await vi.advanceTimersByTimeAsync(1000)
  expect(work).toHaveBeenCalledTimes(1)
})
