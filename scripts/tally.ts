/** What one part of the test run came to. */
export interface Tally {
  passed: number
  failed: number
  skipped: number
}

interface VitestReport {
  numPassedTests: number
  numFailedTests: number
  numPendingTests: number
  numTodoTests: number
  testResults: readonly { status: string; assertionResults: readonly unknown[] }[]
}

interface PlaywrightReport {
  stats: { expected: number; unexpected: number; flaky: number; skipped: number }
  errors: readonly unknown[]
}

/** Reads Vitest's JSON report. A file that could not even be loaded has no tests and counts as one failure. */
export function vitestTally(report: VitestReport): Tally {
  const unloaded = report.testResults.filter(({ status, assertionResults }) => status === 'failed' && assertionResults.length === 0).length
  return {
    passed: report.numPassedTests,
    failed: report.numFailedTests + unloaded,
    skipped: report.numPendingTests + report.numTodoTests
  }
}

/** Reads Playwright's JSON report. A flaky test passed at a second try, which is a failure here; so is an error outside any test. */
export function playwrightTally({ stats, errors }: PlaywrightReport): Tally {
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length, skipped: stats.skipped }
}

/** A part that ended badly without naming a failed test (a crash, an unhandled error), or that ran nothing, still failed. */
export function settle(tally: Tally, exitCode: number | null): Tally {
  const silent = tally.failed === 0 && (exitCode !== 0 || tally.passed === 0)
  return silent ? { ...tally, failed: 1 } : tally
}

export function sum(tallies: readonly Tally[]): Tally {
  return tallies.reduce((a, b) => ({ passed: a.passed + b.passed, failed: a.failed + b.failed, skipped: a.skipped + b.skipped }), {
    passed: 0,
    failed: 0,
    skipped: 0
  })
}

/** The run's last line, alone on its line, as CI and people read it; a line on skipped tests goes before it when there are any. */
export function summary({ passed, failed, skipped }: Tally): string {
  const note = skipped > 0 ? `${skipped} skipped\n` : ''
  return `${note}${passed} passed, ${failed} failed\n`
}
