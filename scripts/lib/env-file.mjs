// @ts-check
/** Reads `.env`: NAME=value lines, as the settings that the real environment does not already have. */
import { existsSync, readFileSync } from "node:fs";
import { PlainError } from "./say.mjs";

/**
 * @param {string} text
 * @returns {Record<string, string>}
 */
export function parseEnvFile(text) {
  /** @type {Record<string, string>} */
  const found = {};
  for (const [index, raw] of text
    .replace(/^\uFEFF/, "")
    .split(/\r?\n/)
    .entries()) {
    const line = raw.trim();
    if (line === "" || line.startsWith("#")) continue;
    const match = /^(?:export\s+)?([A-Za-z_][A-Za-z0-9_]*)\s*=\s*(.*)$/.exec(line);
    // The value is not repeated in the message: it may be a secret.
    if (!match?.[1]) throw new PlainError(`.env line ${index + 1} is not NAME=value`);
    found[match[1]] = readValue(match[2] ?? "", index + 1);
  }
  return found;
}

/**
 * @param {string} text what follows the equals sign
 * @param {number} line
 */
function readValue(text, line) {
  const quote = text[0];
  if (quote !== '"' && quote !== "'") return text.replace(/(^|\s)#.*$/, "").trim();
  const closed = quote === '"' ? /^"((?:[^"\\]|\\.)*)"\s*(#.*)?$/ : /^'([^']*)'\s*(#.*)?$/;
  const value = closed.exec(text)?.[1];
  if (value === undefined) throw new PlainError(`.env line ${line} has a quote that is not closed`);
  return quote === "'" ? value : value.replace(/\\(.)/g, (_, char) => (char === "n" ? "\n" : char));
}

/**
 * The environment with `.env` under it: what is exported wins.
 * @param {string} file
 * @param {Record<string, string | undefined>} environment
 * @returns {Record<string, string | undefined>}
 */
export function withEnvFile(file, environment) {
  if (!existsSync(file)) return { ...environment };
  return { ...parseEnvFile(readFileSync(file, "utf8")), ...environment };
}
