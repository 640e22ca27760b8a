/**
 * The structured update by which a large model keeps the dialogue: topic, intent, request. It writes nothing but the
 * turn's own state, so it needs no approval and counts against no limit.
 */
import "server-only";
import { tool } from "@openai/agents-core";
import { type Note, noteInput } from "./conversation/notes";
import type { AssistantTool, ToolContext } from "./tools/define";

export const NOTE_CONVERSATION = "note_conversation";

export function noteConversation(take: (note: Note) => void): AssistantTool {
  const made = tool({
    name: NOTE_CONVERSATION,
    description:
      "Keep track of the conversation: what the message is about and wants, and where a request stands that needs details or a yes. Call it once, together with your other calls or before you answer. The customer does not see it.",
    parameters: noteInput as typeof noteInput,
    errorFunction: () => JSON.stringify({ error: "The note was not understood. Go on without it." }),
    execute: (input) => {
      take(input as Note);
      return JSON.stringify({ noted: true });
    },
  }) as unknown as AssistantTool;
  return Object.assign(made, {
    admission: async (_context: ToolContext, _callId: string, input: unknown) => ({
      kind: "go" as const,
      args: input as Record<string, unknown>,
      by: null,
      edited: false,
    }),
  });
}
