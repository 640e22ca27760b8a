/** Passes the conversation to the queue. The act and what the customer reads about it are one code path. */
import "server-only";
import { z } from "zod";
import { escalate } from "@/lib/conversations/escalate";
import { escalationReasons, urgencies } from "@/lib/conversations/schema";
import { defineTool, WRITE_MS } from "./define";
import { line, shaped } from "./results";

const result = z.object({ queued: z.literal(true), message: line(2_000) });

export const escalateToHuman = defineTool({
  name: "escalate_to_human",
  description:
    "Pass the conversation to a person of the team. From then on you are silent. The customer is told by the message this returns.",
  parameters: z.object({
    reason: z.enum(escalationReasons),
    urgency: z.enum(urgencies).describe("medium unless there is a reason"),
    summary: z
      .string()
      .max(400)
      .nullable()
      .describe("The question in one line, for the person who takes over"),
  }),
  timeoutMs: WRITE_MS,
  async work(viewer, { reason, urgency, summary }) {
    const { message } = await escalate(viewer, { reason, urgency, summary: summary?.trim() || null });
    return shaped(result, { queued: true, message });
  },
});
