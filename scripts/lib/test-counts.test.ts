import { describe, expect, it } from "vitest";
import { closingLine, countPlaywright, countVitest } from "./test-counts.mjs";

describe("counting tests", () => {
  it("reads Vitest's report", () => {
    const report = { numPassedTests: 10, numFailedTests: 2, numFailedTestSuites: 1 };
    expect(countVitest(report)).toEqual({ passed: 10, failed: 2 });
  });

  it("counts a test file that could not be loaded", () => {
    const report = { numPassedTests: 10, numFailedTests: 0, numFailedTestSuites: 1 };
    expect(countVitest(report)).toEqual({ passed: 10, failed: 1 });
  });

  it("reads Playwright's report, and takes neither flakiness nor an error outside a test for a pass", () => {
    const stats = { expected: 5, unexpected: 1, flaky: 1 };
    expect(countPlaywright({ stats, errors: [{}] })).toEqual({ passed: 5, failed: 3 });
  });

  it("closes with one line", () => {
    expect(closingLine({ passed: 3, failed: 0 })).toBe("3 passed, 0 failed");
  });
});
