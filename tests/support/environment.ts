/** The settings every test runs with, whatever the developer's own environment says. */
export const testEnvironment = {
  AUTH_SECRET: "test-secret-that-is-long-enough-and-never-used-elsewhere",
  APP_URL: "http://127.0.0.1:3000",
  AUTH_URL: "http://127.0.0.1:3000",
  LOG_LEVEL: "silent",
} as const;
