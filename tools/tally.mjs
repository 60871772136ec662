/**
 * What came of a run of tests. Whatever did not pass has failed: a skipped test protects nobody.
 *
 * @typedef {{ passed: number, failed: number }} Tally
 */

/**
 * Counts a report of Vitest's JSON reporter. A file that could not be loaded counts as one failed test.
 *
 * @param {{ testResults: { status: string, assertionResults: { status: string }[] }[] }} report
 * @returns {Tally}
 */
export function tallyVitest(report) {
  const results = report.testResults.flatMap((file) => file.assertionResults);
  const passed = results.filter((result) => result.status === 'passed').length;
  const notLoaded = report.testResults.filter(
    (file) => file.status === 'failed' && !file.assertionResults.some((r) => r.status === 'failed'),
  ).length;
  return { passed, failed: results.length - passed + notLoaded };
}

/**
 * Counts a report of Playwright's JSON reporter. An error outside of any test counts as one failed test.
 *
 * @param {{ stats: { expected: number, unexpected: number, flaky: number, skipped: number }, errors: unknown[] }} report
 * @returns {Tally}
 */
export function tallyPlaywright({ stats, errors }) {
  return {
    passed: stats.expected,
    failed: stats.unexpected + stats.flaky + stats.skipped + errors.length,
  };
}

/**
 * Judges one runner: if it found nothing, left no report, or failed without saying at which test, that is one
 * failure more.
 *
 * @param {Tally | undefined} tally
 * @param {number | null} exitCode
 * @returns {Tally}
 */
export function judgeRunner(tally, exitCode) {
  if (tally === undefined || tally.passed + tally.failed === 0) return { passed: 0, failed: 1 };
  return exitCode !== 0 && tally.failed === 0 ? { ...tally, failed: 1 } : tally;
}

/**
 * @param {Tally[]} tallies
 * @returns {Tally}
 */
export function sum(tallies) {
  return {
    passed: tallies.reduce((total, tally) => total + tally.passed, 0),
    failed: tallies.reduce((total, tally) => total + tally.failed, 0),
  };
}
