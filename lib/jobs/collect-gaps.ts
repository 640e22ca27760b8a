/** Every two minutes, and when asked: questions that the knowledge base did not answer are collected and grouped. */
import "server-only";
import { systemViewer } from "@/lib/auth/viewer";
import { log } from "@/lib/core/log";
import { collectQuestions } from "@/lib/gaps/collect";
import { placeQuestions } from "@/lib/gaps/place";

const viewer = systemViewer("collect-gaps");

export async function collectGaps(): Promise<void> {
  const collected = await collectQuestions(viewer);
  const placed = await placeQuestions(viewer);
  if (collected + placed > 0) log().info({ collected, placed }, "collected questions without an answer");
}
