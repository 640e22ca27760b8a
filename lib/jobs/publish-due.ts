/** Every minute: drafts that were to publish themselves by now. */
import "server-only";
import { systemViewer } from "@/lib/auth/viewer";
import { log } from "@/lib/core/log";
import { publishDue } from "@/lib/knowledge/schedule";

const viewer = systemViewer("publish-due");

export async function publishPlanned(): Promise<void> {
  const { published, returned } = await publishDue(viewer);
  if (published + returned > 0) log().info({ published, returned }, "published what was planned");
}
