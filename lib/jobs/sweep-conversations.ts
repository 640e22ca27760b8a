/** Every minute: conversations that nobody answers, waits that take too long, and agents not yet told of a result. */
import "server-only";
import { systemViewer } from "@/lib/auth/viewer";
import { sweepInstructions } from "@/lib/conversations/instruction";
import { sweepConversations } from "@/lib/conversations/sweep";
import { log } from "@/lib/core/log";

const viewer = systemViewer("conversation-sweep");

export async function sweepWaiting(): Promise<void> {
  const { requeued, told } = await sweepConversations(viewer);
  const instructors = await sweepInstructions(viewer);
  if (requeued + told + instructors > 0) log().info({ requeued, told, instructors }, "swept conversations");
}
