import { readiness } from "@/lib/operations/health";

/** `live`: the process answers. `ready`: it also reaches its database and is not shutting down. */
export async function GET(
  _request: Request,
  context: { params: Promise<{ check: string }> },
): Promise<Response> {
  const { check } = await context.params;
  if (check === "live") return answer("ok", 200);
  if (check !== "ready") return answer("unknown check", 404);
  const status = await readiness();
  return answer(status, status === "ok" ? 200 : 503);
}

const answer = (text: string, status: number) =>
  Response.json({ status: text }, { status, headers: { "cache-control": "no-store" } });
