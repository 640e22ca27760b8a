/** Every day: owners of articles that were to be looked over by now. */
import "server-only";
import { systemViewer } from "@/lib/auth/viewer";
import { log } from "@/lib/core/log";
import { remindOfReviews } from "@/lib/knowledge/upkeep";

const viewer = systemViewer("review-reminders");

export async function remindOwners(): Promise<void> {
  const articles = await remindOfReviews(viewer);
  if (articles > 0) log().info({ articles }, "reminded of reviews");
}
