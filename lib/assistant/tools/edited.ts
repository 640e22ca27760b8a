/** Arguments that a member of staff wants instead of the model's: they have to fit the tool, or nothing is decided. */
import "server-only";
import { toolsForTurn } from "@/lib/assistant/agent";
import { AppError } from "@/lib/core/errors";

/** Throws `invalid` with the first thing that does not fit. */
export async function checkEdited(tool: string, args: Record<string, unknown>): Promise<void> {
  const found = (await toolsForTurn()).find(({ name }) => name === tool);
  if (!found) throw new AppError("conflict", "This tool does not exist any more.");
  const problem = found.problemWith(args);
  if (problem) throw new AppError("invalid", problem);
}
