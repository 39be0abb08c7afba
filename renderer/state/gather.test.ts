import { afterEach, beforeEach, expect, it, vi } from 'vitest'
import { gather } from './gather.ts'

beforeEach(() => void vi.useFakeTimers())
afterEach(() => void vi.useRealTimers())

it('hands names on together, each once, and begins afresh after that', () => {
  const heard: string[][] = []
  const names = gather(100, (all) => heard.push([...all]))
  names.add('a')
  names.add('b')
  names.add('a')
  expect(heard).toEqual([])
  vi.advanceTimersByTime(100)
  names.add('c')
  vi.advanceTimersByTime(100)
  expect(heard).toEqual([['a', 'b'], ['c']])
})

it('forgets what waits when it is stopped', () => {
  const heard: string[][] = []
  const names = gather(100, (all) => heard.push([...all]))
  names.add('a')
  names.stop()
  vi.advanceTimersByTime(1000)
  expect(heard).toEqual([])
})
