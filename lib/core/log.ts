/**
 * JSON lines on stdout. Callers pass ids and counts, never message text, e-mail addresses or secrets;
 * the redaction list is a second line of defence, not a licence.
 */
import pino from "pino";
import { env } from "@/lib/core/env";

let root: pino.Logger | undefined;

export function log(): pino.Logger {
  root ??= pino({
    level: env().LOG_LEVEL,
    base: { app: "baton" },
    formatters: { level: (level) => ({ level }) },
    timestamp: pino.stdTimeFunctions.isoTime,
    redact: [
      "password",
      "*.password",
      "cookie",
      "*.cookie",
      "authorization",
      "*.authorization",
      "text",
      "*.text",
    ],
    serializers: { err: describeError },
  });
  return root;
}

/** Name, message and stack of an error and of its causes; SQL parameters and bodies stay out. */
function describeError(error: unknown): Record<string, unknown> {
  if (!(error instanceof Error)) return { type: typeof error };
  const code = (error as { code?: unknown }).code;
  const isQuery = error.name === "DrizzleQueryError" || error.message.startsWith("Failed query");
  return {
    type: error.name,
    code,
    message: isQuery ? "query failed" : error.message,
    stack: isQuery ? undefined : error.stack,
    cause: error.cause === undefined ? undefined : describeError(error.cause),
  };
}
