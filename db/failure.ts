/** How the database fails: which errors mean that it cannot be used now, whatever was asked of it. */

/**
 * The database cannot be reached, does not answer in time, or is busy beyond measure. What was not committed will
 * not be: nothing more is sent. Only a COMMIT that was on its way when a connection went silent may still be done,
 * so whoever tries again must do so with the same ids.
 */
export class DatabaseUnavailable extends Error {
  override readonly name = "DatabaseUnavailable";
  /** By name: Next has several copies of this module in one process, and they share one pool. */
  static override [Symbol.hasInstance](value: unknown): boolean {
    return value instanceof Error && value.name === "DatabaseUnavailable";
  }
}

/** Of the socket, of postgres.js, and classes of SQLSTATE (https://www.postgresql.org/docs/18/errcodes-appendix.html). */
const socketCodes =
  /^(ECONN\w+|ENOTFOUND|EAI_AGAIN|ETIMEDOUT|EHOST\w+|ENET\w+|EPIPE|ENOENT|CONNECT_TIMEOUT|CONNECTION_\w+)$/;
const unavailableStates = [
  /^08/, // connection exception
  /^28/, // refused sign-in: a rotated password is the operator's matter, not the customer's
  /^3D000$/, // no such database
  /^53/, // out of connections, memory or disk
  /^57P/, // shut down, starting, crashed
  /^57014$/, // statement timeout
  /^55P03$/, // lock timeout
  /^40(001|P01)$/, // deadlock
  /^25(006|P03)$/, // a standby after a failover; idle in a transaction for too long
];

/** Whether trying again later, unchanged, makes sense. */
export function isUnavailable(error: unknown): boolean {
  const code = sqlState(error);
  if (error instanceof DatabaseUnavailable) return true;
  return (
    code !== undefined && (socketCodes.test(code) || unavailableStates.some((state) => state.test(code)))
  );
}

/** The SQLSTATE or socket code of a failed query, through Drizzle's wrapper. */
export function sqlState(error: unknown): string | undefined {
  for (let e = error; e instanceof Error; e = e.cause) {
    const code = (e as { code?: unknown }).code;
    if (typeof code === "string") return code;
  }
  return undefined;
}
