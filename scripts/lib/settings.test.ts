import { describe, expect, it } from "vitest";
import { readSettings } from "./settings.mjs";

const secret = "s".repeat(32);
const production = {
  NODE_ENV: "production",
  DATABASE_URL: "postgres://u:p@db/baton",
  AUTH_SECRET: secret,
};

describe("readSettings", () => {
  it("is a demo on this machine alone when nothing is set", () => {
    expect(readSettings({})).toMatchObject({
      mode: "demo",
      demo: true,
      port: 3000,
      host: "127.0.0.1",
      appUrl: "http://localhost:3000",
      databaseUrl: undefined,
      authSecret: undefined,
    });
  });

  it("is production, without a demo and for every network, when told so", () => {
    expect(readSettings({ ...production, PORT: "8080", APP_URL: "https://help.example.com/" })).toMatchObject(
      {
        mode: "production",
        demo: false,
        port: 8080,
        host: "0.0.0.0",
        appUrl: "https://help.example.com",
        authSecret: secret,
      },
    );
  });

  it("takes an empty variable for an unset one", () => {
    expect(readSettings({ PORT: "", HOST: "", DATABASE_URL: "", APP_URL: "", AUTH_SECRET: "" })).toEqual(
      readSettings({}),
    );
  });

  it.each([
    [{ PORT: "abc" }, /PORT must be/],
    [{ PORT: "0" }, /PORT must be/],
    [{ PORT: "65536" }, /PORT must be/],
    [{ PORT: "30.5" }, /PORT must be/],
    [{ NODE_ENV: "production" }, /DATABASE_URL and AUTH_SECRET must be set/],
    [{ ...production, AUTH_SECRET: "" }, /^AUTH_SECRET must be set/],
    [{ ...production, AUTH_SECRET: "short" }, /at least 32/],
    [{ ...production, DATABASE_URL: undefined }, /^DATABASE_URL must be set/],
    [{ ...production, BATON_DEMO: "1" }, /BATON_DEMO cannot be 1/],
    [{ ...production, BATON_MODE: "demo" }, /BATON_MODE cannot be demo/],
    [{ BATON_MODE: "production" }, /must be set in production/],
    [{ BATON_DEMO: "yes" }, /BATON_DEMO must be 0 or 1/],
    [{ DATABASE_URL: "mysql://u:hunter2@h/d" }, /DATABASE_URL must look like/],
    [{ APP_URL: "ftp://x" }, /APP_URL must look like/],
  ])("refuses %j in one line without secrets", (env, message) => {
    expect(() => readSettings(env)).toThrow(message);
    expect(() => readSettings(env)).not.toThrow(/hunter2|\n/);
  });
});
