// @ts-check
/**
 * How this start is meant, from the environment alone: mode, address, database. Wrong combinations end here,
 * before anything is installed or started. The rest of the environment is judged by lib/core/env.ts.
 */
import { dataFolder } from "./paths.mjs";
import { readPort } from "./port.mjs";
import { PlainError } from "./say.mjs";

/**
 * @typedef {object} Settings
 * @property {"demo" | "production"} mode
 * @property {boolean} demo whether the demo company is wanted
 * @property {number} port
 * @property {string} host
 * @property {string} appUrl
 * @property {string} dataFolder
 * @property {string | undefined} databaseUrl undefined: the embedded database
 * @property {string | undefined} authSecret undefined: one is made and kept in the data folder
 */

/**
 * @param {Record<string, string | undefined>} env
 * @returns {Settings}
 */
export function readSettings(env) {
  const production = env.NODE_ENV === "production" || env.BATON_MODE === "production";
  if (production && env.BATON_MODE === "demo") {
    throw new PlainError("BATON_MODE cannot be demo when NODE_ENV is production");
  }
  if (env.BATON_DEMO && env.BATON_DEMO !== "0" && env.BATON_DEMO !== "1") {
    throw new PlainError("BATON_DEMO must be 0 or 1");
  }
  const port = readPort("PORT", env.PORT, 3000);
  const databaseUrl = readDatabaseUrl(env.DATABASE_URL);
  if (production) requireForProduction(env);
  if (env.AUTH_SECRET && env.AUTH_SECRET.length < 32) {
    throw new PlainError("AUTH_SECRET must have at least 32 characters");
  }
  return {
    mode: production ? "production" : "demo",
    demo: !production && env.BATON_DEMO !== "0",
    port,
    host: env.HOST || (production ? "0.0.0.0" : "127.0.0.1"),
    appUrl: readAppUrl(env.APP_URL, port),
    dataFolder: dataFolder(env),
    databaseUrl,
    authSecret: env.AUTH_SECRET || undefined,
  };
}

/** @param {Record<string, string | undefined>} env */
function requireForProduction(env) {
  const missing = ["DATABASE_URL", "AUTH_SECRET"].filter((name) => !env[name]);
  if (missing.length > 0) throw new PlainError(`${missing.join(" and ")} must be set in production`);
  if (env.BATON_DEMO === "1") {
    throw new PlainError("BATON_DEMO cannot be 1 in production: demo accounts have public passwords");
  }
}

/** @param {string | undefined} value */
function readDatabaseUrl(value) {
  if (!value) return undefined;
  if (!/^postgres(ql)?:\/\//.test(value) || !URL.canParse(value)) {
    throw new PlainError("DATABASE_URL must look like postgres://user:password@host:5432/database");
  }
  return value;
}

/**
 * @param {string | undefined} value
 * @param {number} port
 */
function readAppUrl(value, port) {
  if (!value) return `http://localhost:${port}`;
  if (!/^https?:\/\//.test(value) || !URL.canParse(value)) {
    throw new PlainError(`APP_URL must look like https://support.example.com, not "${value}"`);
  }
  return value.replace(/\/+$/, "");
}
