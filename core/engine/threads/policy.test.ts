import { expect, test } from 'vitest'
import { Policy } from './policy.ts'

/** Takes steps for so many milliseconds; returns the share of them taken together. */
function train(policy: Policy, clock: { now: number }, milliseconds: number, alone: number, together: number): number {
  let [steps, both] = [0, 0]
  for (const end = clock.now + milliseconds; clock.now < end; steps++) {
    const isTogether = policy.together(clock.now)
    const from = clock.now
    clock.now += isTogether ? together : alone
    policy.took(from, clock.now)
    if (isTogether) both++
  }
  return both / steps
}

test('a long run of long steps goes on together where that is quicker', () => {
  const [policy, clock] = [new Policy(), { now: 0 }]
  expect(train(policy, clock, 200, 1, 0.55)).toBe(0)
  expect(train(policy, clock, 5000, 1, 0.55)).toBeGreaterThan(0.95)
})

test('on a busy machine steps are taken alone, but for a few that look whether it still is', () => {
  const [policy, clock] = [new Policy(), { now: 0 }]
  const share = train(policy, clock, 10_000, 1, 1.4)
  expect(share).toBeGreaterThan(0)
  expect(share).toBeLessThan(0.01)
  expect(train(policy, clock, 5000, 1, 0.55)).toBeGreaterThan(0.8)
})

test('short steps never ask for a second thread', () => {
  const [policy, clock] = [new Policy(), { now: 0 }]
  expect(train(policy, clock, 2000, 0.05, 0.01)).toBe(0)
  expect(policy.wanted).toBe(false)
})
