/** One step of an import. Safe to repeat: each item is written once, and the next step begins where the last ended. */
import "server-only";
import { z } from "zod";
import { systemViewer } from "@/lib/auth/viewer";
import { abandonImport, workImport } from "@/lib/imports/work";

const viewer = systemViewer("import-articles");
const payloadShape = z.object({ importId: z.uuid() });

/** Milliseconds of a step at most; the worker is given longer to stop. */
const DEADLINE = 16_000;

export async function importArticles(
  payload: unknown,
  { isLastAttempt, signal }: { isLastAttempt: boolean; signal?: AbortSignal | undefined },
): Promise<void> {
  const { importId } = payloadShape.parse(payload);
  const deadline = AbortSignal.timeout(DEADLINE);
  try {
    await workImport(viewer, importId, { signal: signal ? AbortSignal.any([signal, deadline]) : deadline });
  } catch (error) {
    if (isLastAttempt) await abandonImport(viewer, importId);
    throw error;
  }
}
