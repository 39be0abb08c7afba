import { expect, it } from 'vitest'
import { FAKE_PROBLEMS } from '../testing/fake/problems.ts'
import { runOf } from '../testing/fake/runs.ts'
import { find } from './finds.ts'

const [decay, , , , diffusion] = FAKE_PROBLEMS
if (!decay || !diffusion) throw new Error('the fixtures are gone')
const from = {
  runs: [runOf(diffusion, 1, { name: 'Diffusion, lecture size' }), runOf(decay, 2, { status: 'DIVERGED' })],
  problems: [],
  commands: [
    { id: 'a', title: 'Compare settings of two runs (diff)', key: 'D', run: () => undefined },
    { id: 'b', title: 'Search, or run a command', unlisted: true, run: () => undefined }
  ]
}

it('finds experiments before commands, each with its key or its error', () => {
  const groups = find('diff', from)
  expect(groups.map(({ title }) => title)).toEqual(['Experiments', 'Commands'])
  expect(groups[0]?.finds[0]).toMatchObject({ title: 'Diffusion, lecture size', aside: 'off by 0.362' })
  expect(groups[1]?.finds[0]?.key).toBe('D')
})

it('finds by the equation however it is spaced, and says what became of a run', () => {
  expect(find('u_t=u_xx', from)[0]?.finds).toHaveLength(1)
  expect(find('decay', from)[0]?.finds[0]?.aside).toBe('diverged')
})

it('does not list what has a key only', () => {
  expect(find('search', from)).toEqual([])
})
