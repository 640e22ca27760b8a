/** Turns whatever was thrown into problem details (RFC 9457): calm words, a code, a request id, no internals. */
import "server-only";
import { DatabaseUnavailable, sqlState } from "@/db/client";
import { AppError, statusOf } from "@/lib/core/errors";
import { log } from "@/lib/core/log";

export const PROBLEM_TYPE = "application/problem+json";

export function toAppError(error: unknown): AppError | null {
  if (error instanceof AppError) return error;
  if (error instanceof DatabaseUnavailable)
    return new AppError(
      "unavailable",
      "Baton cannot reach its database right now. Nothing was lost; try again shortly.",
      {
        cause: error,
        retryAfter: 2,
      },
    );
  // Two writers made the same thing at the same moment: the second one is told, nothing is overwritten.
  if (sqlState(error) === "23505") return new AppError("conflict", "This already exists.", { cause: error });
  return null;
}

export function problem(error: unknown, requestId: string): Response {
  const known = toAppError(error);
  if (!known || known.code === "unavailable") log().error({ requestId, err: error }, "request failed");
  const status = known ? statusOf[known.code] : 500;
  const headers = new Headers({
    "content-type": PROBLEM_TYPE,
    "cache-control": "private, no-store",
    "x-request-id": requestId,
  });
  if (known?.retryAfter) headers.set("retry-after", String(known.retryAfter));
  const body = {
    type: "about:blank",
    title: known?.message ?? "Something went wrong.",
    status,
    code: known?.code ?? "internal",
    requestId,
    ...(known?.fields ? { fields: known.fields } : {}),
  };
  return new Response(JSON.stringify(body), { status, headers });
}
