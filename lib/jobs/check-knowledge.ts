/** After each publication: conflicts with other articles, gaps that it closes, and every search case. Safe to repeat. */
import "server-only";
import { z } from "zod";
import { systemViewer } from "@/lib/auth/viewer";
import { checkArticle, checkCases } from "@/lib/checks/commands";
import { log } from "@/lib/core/log";

const viewer = systemViewer("check-knowledge");
const payloadShape = z.object({ articleId: z.uuid() });

export async function checkPublished(payload: unknown): Promise<void> {
  await checkArticle(viewer, payloadShape.parse(payload).articleId);
}

export async function checkAllCases(): Promise<void> {
  const { checked, failing } = await checkCases(viewer);
  if (checked > 0) log().info({ checked, failing }, "tried the search cases");
}
