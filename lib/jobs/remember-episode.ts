/** Remembers what a resolved episode was about. Safe to repeat: each episode is remembered once. */
import "server-only";
import { z } from "zod";
import { systemViewer } from "@/lib/auth/viewer";
import { rememberEpisode } from "@/lib/memory/commands";

const viewer = systemViewer("remember-episode");
const payloadShape = z.object({
  conversationId: z.uuid(),
  episode: z.number().int(),
  from: z.number().int(),
  to: z.number().int(),
});

export async function rememberResolved(payload: unknown): Promise<void> {
  await rememberEpisode(viewer, payloadShape.parse(payload));
}
