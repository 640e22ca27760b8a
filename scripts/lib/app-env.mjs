// @ts-check
/** The environment that the application runs with, made from ours and what was found out at the start. */
import { randomBytes } from "node:crypto";
import { existsSync, mkdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { writePrivate } from "./private-file.mjs";
import { PlainError } from "./say.mjs";
import { importTypeScript } from "./typescript-module.mjs";

/** The name of the company that db/seed makes; db/seed/company.ts tells the rest. */
const DEMO_COMPANY = "Elmfjord";

/** @typedef {Record<string, string | undefined>} Environment */

/**
 * @param {Environment} env ours, with `.env`
 * @param {import("./settings.mjs").Settings} settings
 * @param {{ databaseUrl: string, authSecret: string, dev: boolean }} found
 * @returns {Environment}
 */
export function appEnvironment(env, settings, { databaseUrl, authSecret, dev }) {
  return {
    ...env,
    NODE_ENV: dev ? "development" : "production",
    NEXT_TELEMETRY_DISABLED: "1",
    BATON_MODE: settings.mode,
    BATON_DEMO: settings.demo ? "1" : "0",
    BATON_DATA_DIR: settings.dataFolder,
    COMPANY_NAME: env.COMPANY_NAME || (settings.demo ? DEMO_COMPANY : undefined),
    // Nobody is on duty in a demo: what its people have in hand would wander off while a visitor looks around.
    REQUEUE_AFTER_MINUTES: env.REQUEUE_AFTER_MINUTES || (settings.demo ? "0" : undefined),
    FIRST_REPLY_TARGET_MINUTES: env.FIRST_REPLY_TARGET_MINUTES || (settings.demo ? "10080" : undefined),
    HOST: settings.host,
    PORT: String(settings.port),
    APP_URL: settings.appUrl,
    AUTH_URL: settings.appUrl,
    DATABASE_URL: databaseUrl,
    AUTH_SECRET: authSecret,
  };
}

/**
 * Lets the application's own check judge the environment before anything is started with it.
 * @param {Environment} env
 */
export async function requireGoodEnvironment(env) {
  const { parseEnv } = await importTypeScript("lib/core/env.ts");
  try {
    return parseEnv(env);
  } catch (error) {
    throw new PlainError(error instanceof Error ? error.message : "the environment is not valid");
  }
}

/**
 * The secret that signs sessions outside production: made once and kept, so that a restart signs nobody out.
 * @param {string} folder
 */
export function keptSecret(folder) {
  mkdirSync(folder, { recursive: true });
  const file = join(folder, "auth-secret");
  if (existsSync(file)) return readFileSync(file, "utf8").trim();
  const secret = randomBytes(32).toString("hex");
  writePrivate(file, secret);
  return secret;
}
