/** The environment: what `.env.example` tells, and what a start refuses (the rest is in scripts/lib/settings.test.ts). */
import { describe, expect, it } from "vitest";
import { envNames, parseEnv } from "@/lib/core/env";
import { parseEnvFile } from "../scripts/lib/env-file.mjs";
import { projectFiles, readProjectFile } from "./support/project-files";

/** Read by other files than lib/core/env.ts, and by which. */
const elsewhere: Record<string, string> = {
  DATABASE_PASSWORD: "compose.yaml",
  DATABASE_ADMIN_PASSWORD: "compose.yaml",
  PUBLISHED_PORT: "compose.yaml",
  TEST_DATABASE_URL: "tests/support/database-template.ts",
  PLAYWRIGHT_CHROMIUM_EXECUTABLE_PATH: "playwright.config.ts",
  E2E_PORT_BUILTIN: "e2e/support/ports.mjs",
  E2E_PORT_OPENAI: "e2e/support/ports.mjs",
  E2E_PORT_COMPATIBLE: "e2e/support/ports.mjs",
  E2E_PORT_FAKE_OPENAI: "e2e/support/ports.mjs",
};

const lines = readProjectFile(".env.example").split("\n");
const variable = /^#([A-Z][A-Z0-9_]*)=(.*)$/;
const named = lines.flatMap((line) => variable.exec(line)?.[1] ?? []);
const good = { DATABASE_URL: "postgres://u:p@h/d", AUTH_SECRET: "s".repeat(32) };

describe(".env.example", () => {
  it("names every variable, in the order of lib/core/env.ts, then those read elsewhere", () => {
    expect(named).toEqual([...envNames, ...Object.keys(elsewhere)]);
    for (const [name, file] of Object.entries(elsewhere)) expect(readProjectFile(file)).toContain(name);
  });

  it("explains each of them right above it, or above its group", () => {
    for (const [at, line] of lines.entries()) {
      if (!variable.test(line)) continue;
      const above = lines[at - 1] ?? "";
      expect(above, line).toMatch(/^# .{10,}|^#E2E_/);
    }
  });

  it("sets nothing as it stands, and is read by the start script when its lines are switched on", () => {
    expect(parseEnvFile(lines.join("\n"))).toEqual({});
    const on = parseEnvFile(lines.map((line) => line.replace(variable, "$1=$2")).join("\n"));
    expect(Object.keys(on)).toEqual(named);
    const values = { ...on, BATON_MODE: "demo", AUTH_SECRET: good.AUTH_SECRET };
    expect(parseEnv(values).DATABASE_URL).toBe(on.DATABASE_URL);
  });
});

describe("the environment", () => {
  it("is read by the product in one place", () => {
    // Of Next's own making: what the bundler replaces, and what exists before any module of ours.
    const own = ["lib/core/env.ts", "lib/core/build.ts", "instrumentation.ts", "next.config.ts", "proxy.ts"];
    const readers = projectFiles("{app,components,db,lib}/**/*.{ts,tsx}", "*.ts").filter(
      (file) => /process\.env/.test(readProjectFile(file)) && !/\.(test|config)\.ts$/.test(file),
    );
    expect(readers.filter((file) => !own.includes(file))).toEqual([]);
  });

  it("takes an empty variable for an unset one", () => {
    expect(parseEnv({ ...good, MODEL_NAME: "", PORT: "" })).toEqual(parseEnv(good));
  });

  it.each([
    [{ DATABASE_URL: "" }, "DATABASE_URL is required"],
    [{ DATABASE_URL: "mysql://u:hunter2@h/d" }, "DATABASE_URL must start with"],
    [{ DATABASE_POOL_MAX: "1" }, "DATABASE_POOL_MAX"],
    [{ AUTH_SECRET: "" }, "AUTH_SECRET is required"],
    [{ AUTH_SECRET: "hunter2" }, "AUTH_SECRET must have at least 32"],
    [{ BATON_MODE: "staging" }, "BATON_MODE"],
    [{ BATON_DEMO: "1", BATON_MODE: "production" }, "BATON_DEMO cannot be 1"],
    [{ BATON_DEMO: "yes" }, "BATON_DEMO"],
    [{ APP_URL: "ftp://hunter2.example.com" }, "APP_URL"],
    [{ PORT: "0" }, "PORT"],
    [{ TRUSTED_PROXIES: "-1" }, "TRUSTED_PROXIES"],
    [{ MODEL_PROVIDER: "hunter2" }, "MODEL_PROVIDER"],
    [{ MODEL_PROVIDER: "openai" }, "OPENAI_API_KEY is required"],
    [{ MODEL_PROVIDER: "compatible", MODEL_NAME: "m" }, "OPENAI_BASE_URL is required"],
    [{ MODEL_PROVIDER: "compatible", OPENAI_BASE_URL: "http://h/v1" }, "MODEL_NAME is required"],
    [{ SMTP_URL: "hunter2@mail" }, "SMTP_URL must start with"],
    [{ SUPPORT_HOURS: "hunter2" }, "SUPPORT_HOURS must look like"],
    [{ FIRST_REPLY_TARGET_MINUTES: "0" }, "FIRST_REPLY_TARGET_MINUTES"],
    [{ REQUEUE_AFTER_MINUTES: "-1" }, "REQUEUE_AFTER_MINUTES"],
    [{ LIMIT_FACTOR: "0" }, "LIMIT_FACTOR"],
    [{ LOG_LEVEL: "loud" }, "LOG_LEVEL"],
    [{ DEMO_PASSWORD: "hunter2" }, "DEMO_PASSWORD"],
  ])("refuses %j in one line that names the variable and not its value", (bad, message) => {
    const parse = () => parseEnv({ ...good, ...bad });
    expect(parse).toThrow(`Bad environment: ${message}`);
    expect(parse).not.toThrow(/hunter2|\n/);
  });
});
