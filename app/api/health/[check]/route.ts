import { ping } from "@/db/client";
import { isDraining } from "@/lib/realtime/streams";

/** `live`: the process answers. `ready`: it also reaches its database and is not shutting down. */
export async function GET(
  _request: Request,
  context: { params: Promise<{ check: string }> },
): Promise<Response> {
  const { check } = await context.params;
  const headers = { "cache-control": "no-store" };
  if (check === "live") return Response.json({ status: "ok" }, { headers });
  if (check !== "ready") return Response.json({ status: "unknown check" }, { status: 404, headers });
  if (isDraining()) return Response.json({ status: "stopping" }, { status: 503, headers });
  try {
    await ping();
    return Response.json({ status: "ok" }, { headers });
  } catch {
    return Response.json({ status: "database unreachable" }, { status: 503, headers });
  }
}
