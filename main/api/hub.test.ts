import { expect, test, vi } from 'vitest'
import { createHub } from './hub.ts'

test('each subscription hears its own event until it ends, also when one function subscribes twice', () => {
  const hub = createHub()
  const heard: unknown[] = []
  const listener = (payload: unknown) => heard.push(payload)
  const [off] = [hub.subscribe('a', listener), hub.subscribe('a', listener)]
  hub.emit('a', 1)
  hub.emit('b', 2)
  off()
  off()
  hub.emit('a', 3)
  expect(heard).toEqual([1, 1, 3])
})

test('a listener may end itself, or others, while it is told', () => {
  const hub = createHub()
  const heard: string[] = []
  const offs = ['one', 'two'].map((name) =>
    hub.subscribe('a', () => {
      heard.push(name)
      for (const off of offs) off()
    })
  )
  hub.emit('a', null)
  hub.emit('a', null)
  expect(heard).toEqual(['one', 'two'])
})

test('a faulty listener keeps nothing from the others, and its fault surfaces', async () => {
  const hub = createHub()
  const surfaced = vi.fn()
  const microtask = vi.spyOn(globalThis, 'queueMicrotask').mockImplementation((task) => {
    try {
      task()
    } catch (error) {
      surfaced(error)
    }
  })
  const fault = new Error('planted')
  hub.subscribe('a', () => {
    throw fault
  })
  const heard = vi.fn()
  hub.subscribe('a', heard)
  hub.emit('a', 7)
  microtask.mockRestore()
  expect(heard).toHaveBeenCalledWith(7)
  expect(surfaced).toHaveBeenCalledWith(fault)
})
