// @ts-check
/** The block that a start ends with: where it runs, who can sign in, which model answers. */
import { importTypeScript } from "./typescript-module.mjs";

/** @typedef {{ name: string, email: string, role?: string, signsIn: boolean }} Person */

/**
 * @param {Record<string, string | undefined>} env the application's environment, checked
 * @param {import("./settings.mjs").Settings} settings
 */
export async function welcome(env, settings) {
  const lines = ["", `  Baton is running at ${settings.appUrl}`];
  if (settings.demo) {
    /** @type {{ staff?: Person[], customers?: Person[] }} */
    const { staff = [], customers = [] } = await importTypeScript("db/seed/people.ts");
    const { DEMO_PASSWORD } = (await importTypeScript("lib/core/env.ts")).parseEnv(env);
    const people = [...customers, ...staff].filter((person) => person.signsIn);
    lines.push("", `  Demo accounts (password ${DEMO_PASSWORD})`);
    for (const { email, role } of people) lines.push(`    ${email.padEnd(24)} ${role ?? "customer"}`);
  }
  lines.push("", `  Model: ${modelLine(env)}`, "  Stop with Ctrl-C", "");
  return lines.join("\n");
}

/** @param {Record<string, string | undefined>} env */
export function modelLine(env) {
  const name = env.MODEL_NAME ? ` (${env.MODEL_NAME})` : "";
  if (env.MODEL_PROVIDER === "openai") return `openai${name}`;
  if (env.MODEL_PROVIDER === "compatible") return `compatible${name} at ${hostOf(env.OPENAI_BASE_URL)}`;
  return "builtin, no API key needed (set MODEL_PROVIDER and OPENAI_API_KEY for a large model)";
}

/** Only the host: an address may carry a key.
 * @param {string | undefined} url */
function hostOf(url) {
  return url && URL.canParse(url) ? new URL(url).host : "an address that is not set";
}
