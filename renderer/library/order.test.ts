import { expect, it } from 'vitest'
import { FAKE_PROBLEMS } from '../testing/fake/problems.ts'
import { runOf } from '../testing/fake/runs.ts'
import { entryOfRun } from './entries.ts'
import { inOrder } from './order.ts'

const [decay, deep, logistic, poisson] = FAKE_PROBLEMS.map((problem, n) =>
  entryOfRun(runOf(problem, n, { pinned: n === 3, seconds: 10 - n }))
)
if (!decay || !deep || !logistic || !poisson) throw new Error('the fixtures are gone')
const unknown = { ...deep, key: 'x', error: null, seconds: Number.NaN }
const never = () => ''

it('keeps pinned ones in front of every order', () => {
  expect(inOrder([decay, deep, logistic, poisson], 'error', never)).toEqual([poisson, logistic, deep, decay])
  expect(inOrder([decay, poisson], 'name', never)).toEqual([poisson, decay])
})

it('puts what has no error or no time last', () => {
  expect(inOrder([unknown, decay], 'error', never)).toEqual([decay, unknown])
  expect(inOrder([unknown, logistic, decay], 'time', never)).toEqual([logistic, decay, unknown])
})

it('counts a new run as looked at, and what was looked at since as newer', () => {
  // The fixtures are made 97 s apart, the first the newest.
  expect(inOrder([deep, decay, logistic], 'opened', never)).toEqual([decay, deep, logistic])
  expect(inOrder([deep, decay, logistic], 'opened', (id) => (id === logistic.id ? '2027-01-01T00:00:00Z' : ''))).toEqual([
    logistic,
    decay,
    deep
  ])
})
