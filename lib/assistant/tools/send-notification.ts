/** Sends the customer, and nobody else, a copy of something they asked for. */
import "server-only";
import { z } from "zod";
import { notify } from "@/lib/notifications/commands";
import { methods, notifyInput } from "@/lib/notifications/schema";
import { defineTool, ToolFailure, WRITE_MS } from "./define";
import { shaped } from "./results";

const result = z.object({ sent: z.boolean(), method: z.enum(methods) });

export const sendNotification = defineTool({
  name: "send_notification",
  description: "Send the customer a message outside this conversation, when they ask for it.",
  parameters: z.object({
    message: z.string().min(1).max(2_000).describe("Plain text, complete in itself"),
    method: z.enum(methods).describe("email unless the customer prefers in_app"),
  }),
  timeoutMs: WRITE_MS,
  async work(viewer, { message, method }, call) {
    const checked = notifyInput.safeParse({
      userId: viewer.customerId,
      method,
      subject: "From your conversation with support",
      body: message,
    });
    if (!checked.success) throw new ToolFailure("The message is empty or too long.");
    const sent = await notify(viewer, checked.data, call);
    return shaped(result, { sent: true, method: sent.method });
  },
});
