import { expect, test } from 'vitest'
import { createLocalTransport } from '../../main/api/local.ts'
import { exercise, exerciseFake } from './exercise.ts'
import { fakeLab, odd } from './fake-lab.ts'

test('the door within the process', async () => {
  const lab = fakeLab()
  const transport = createLocalTransport(lab.handlers, lab.events)
  await exercise(transport)
  await exerciseFake(transport, odd())
  transport.close()
  expect(lab.listeners()).toBe(0)
})

test('it shares no memory with the lab, like the other doors', async () => {
  const lab = fakeLab()
  const mine = { list: [1] }
  const transport = createLocalTransport(lab.handlers, lab.events)
  await transport.invoke('lab.remember', { key: 'k', value: mine })
  mine.list.push(2)
  expect(await transport.invoke('lab.recall', { key: 'k' })).toEqual({ list: [1] })
})

test('the exercise can fail: a door that loses NaN, as JSON does, is caught', async () => {
  const lab = fakeLab()
  const whole = createLocalTransport(lab.handlers, lab.events)
  const lossy = {
    ...whole,
    invoke: async (method: string, input: unknown) => JSON.parse(JSON.stringify(await whole.invoke(method, input))) as unknown
  }
  await expect(exerciseFake(lossy, odd())).rejects.toThrow(/odd/)
})
