import { signedIn } from "@/lib/auth/narrow";
import { route } from "@/lib/core/route";
import { openEventStream } from "@/lib/realtime/event-stream";
import { STREAM_HEADERS } from "@/lib/realtime/streams";

export const GET = route(
  {
    method: "GET",
    path: "/events",
    tag: "Events",
    summary: "What changes, as server-sent events; resumes from Last-Event-ID",
    permission: "event.read",
    responses: { 200: "text/event-stream: change, typing, presence, cursor, reset, bye" },
  },
  async ({ viewer, request }) =>
    new Response(openEventStream(signedIn(viewer), request.headers.get("last-event-id")), {
      headers: STREAM_HEADERS,
    }),
);
