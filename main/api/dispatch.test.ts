import { describe, expect, test } from 'vitest'
import { LabError } from '../../core/errors.ts'
import { fakeLab } from '../../tests/doors/fake-lab.ts'
import { createDispatcher } from './dispatch.ts'

const lab = fakeLab()
const dispatch = createDispatcher(lab.handlers)
const failure = (method: string, input: unknown) =>
  dispatch(method, input).then(
    () => expect.fail('it passed'),
    (error: unknown) => error as LabError
  )

describe('dispatcher', () => {
  test('hands a valid input to its handler, and its result back', async () => {
    expect(await dispatch('library.get', { id: 'lecture-decay' })).toMatchObject({ id: 'lecture-decay' })
  })

  test.each([
    ['run.step', { run: 'r', count: 0 }, /^run\.step: count: /],
    ['run.purge', { runs: ['a', ''] }, /runs\[1\]/],
    ['run.list', { surplus: 1 }, /surplus/],
    ['run.start', { experiment: { problem: { source: 7 } } }, /experiment\.problem\.source/],
    ['run.start', { experiment: { problem: { id: 'a' }, parameters: { nu: {} } } }, /experiment\.parameters\.nu/],
    ['export.save', { files: [{ name: 'a', mime: 'b', bytes: [1, 2] }] }, /files\[0\]\.bytes/],
    ['run.get', undefined, /^run\.get: /],
    ['run.get', null, /^run\.get: /]
  ])('%s refuses %o and says where', async (method, input, message) => {
    const error = await failure(method, input)
    expect(error).toBeInstanceOf(LabError)
    expect(error).toMatchObject({ code: 'invalid-input', message: expect.stringMatching(message) as string })
    expect(error.cure).not.toBe('')
  })

  test.each(['nothing', 'constructor', '__proto__', 'toString', 'run', 'run.start ', ''])('%j is no method', async (name) => {
    expect(await failure(name, {})).toMatchObject({ code: 'unknown-method' })
  })

  test('a method name that is no text is refused before it is looked up', async () => {
    const sly = { toString: () => 'lab.info' } as unknown as string
    expect(await failure(sly, {})).toMatchObject({ code: 'unknown-method' })
  })

  test("the lab's errors pass as they are; any other is called a defect", async () => {
    const told = new LabError('taken', 'the name is taken', 'Choose another.', { line: 3, column: 4 })
    const failing = createDispatcher({
      ...lab.handlers,
      'run.get': () => Promise.reject(told),
      'run.curve': () => {
        throw new RangeError('out of range')
      }
    })
    await expect(failing('run.get', { run: 'r' })).rejects.toBe(told)
    await expect(failing('run.curve', { run: 'r' })).rejects.toMatchObject({ code: 'internal', message: 'out of range' })
  })
})
