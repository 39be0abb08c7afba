import { describe, expect, it } from 'vitest'
import { playwrightTally, settle, sum, summary, vitestTally } from '../../scripts/tally.ts'

const vitest = { numPassedTests: 7, numFailedTests: 1, numPendingTests: 2, numTodoTests: 0 }

describe("the test run's sum", () => {
  it('counts a file that could not be loaded as a failure', () => {
    const testResults = [
      { status: 'failed', assertionResults: [] },
      { status: 'failed', assertionResults: [{}] }
    ]
    expect(vitestTally({ ...vitest, testResults })).toEqual({ passed: 7, failed: 2, skipped: 2 })
  })

  it('counts a flaky test and an error outside any test as failures', () => {
    const stats = { expected: 3, unexpected: 1, flaky: 1, skipped: 0 }
    expect(playwrightTally({ stats, errors: ['global set-up'] })).toEqual({ passed: 3, failed: 3, skipped: 0 })
  })

  it('makes a failure of a crash that named no test, and of a part that ran none', () => {
    expect(settle({ passed: 5, failed: 0, skipped: 0 }, 1).failed).toBe(1)
    expect(settle({ passed: 5, failed: 0, skipped: 0 }, null).failed).toBe(1)
    expect(settle({ passed: 0, failed: 0, skipped: 0 }, 0).failed).toBe(1)
    expect(settle({ passed: 5, failed: 0, skipped: 0 }, 0).failed).toBe(0)
    expect(settle({ passed: 5, failed: 2, skipped: 0 }, 1).failed).toBe(2)
  })

  it('ends in one plain line', () => {
    const total = sum([
      { passed: 5, failed: 0, skipped: 0 },
      { passed: 2, failed: 1, skipped: 0 }
    ])
    expect(summary(total)).toBe('7 passed, 1 failed\n')
    expect(summary({ ...total, skipped: 3 })).toBe('3 skipped\n7 passed, 1 failed\n')
  })
})
