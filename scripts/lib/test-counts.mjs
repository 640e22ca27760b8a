// @ts-check
/** How many tests passed and failed, from the reports that Vitest and Playwright write. */

/** @typedef {{ passed: number, failed: number }} Counts */

/**
 * @param {{ numPassedTests: number, numFailedTests: number, numFailedTestSuites?: number }} report Vitest's JSON
 * @returns {Counts}
 */
export function countVitest({ numPassedTests, numFailedTests, numFailedTestSuites = 0 }) {
  // A file that cannot even be loaded has no tests, and is a failure all the same.
  return { passed: numPassedTests, failed: numFailedTests > 0 ? numFailedTests : numFailedTestSuites };
}

/**
 * @param {{ stats: { expected: number, unexpected: number, flaky: number }, errors?: unknown[] }} report Playwright's JSON
 * @returns {Counts}
 */
export function countPlaywright({ stats, errors = [] }) {
  return { passed: stats.expected, failed: stats.unexpected + stats.flaky + errors.length };
}

/** @param {Counts} counts */
export function closingLine({ passed, failed }) {
  return `${passed} passed, ${failed} failed`;
}
