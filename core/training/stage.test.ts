import { expect, test } from 'vitest'
import { Session } from './session.ts'
import { small } from './testing/problems.ts'

/** Every stage that a run goes through, as it is said. */
function stages(settings: object): (string | undefined)[] {
  const session = new Session(small(settings))
  const all = [session.stage]
  while (session.status === 'ready') {
    session.advance(1)
    if (session.stage !== all.at(-1)) all.push(session.stage)
  }
  return all
}

test('an automatic run says what it tries: the network, windows of time, attempt after attempt', () => {
  const all = stages({ training: { optimizer: 'auto', iterations: 400 }, network: { hidden: [2] } })
  expect(all[0]).toBe('Gauss-Newton')
  expect(all[1]).toBe('Window 1, time 0 to 0.25 of 2')
  expect(all.at(-1)).toBeUndefined()
})

test('restarts are counted', () => {
  expect(stages({ training: { optimizer: 'lbfgs', iterations: 90, restarts: 2 } })).toEqual([
    'L-BFGS',
    'L-BFGS, attempt 2',
    'L-BFGS, attempt 3',
    undefined
  ])
})

test('one fit has no stages', () => {
  expect(stages({ training: { optimizer: 'adam', iterations: 5 } })).toEqual([undefined])
})
