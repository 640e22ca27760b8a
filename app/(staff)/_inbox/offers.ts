/**
 * What the reader may do with a conversation now, by the same rule that decides in the transaction. Pure.
 * Whether a command is worth a question first is decided here too.
 */
import { type Act, type Holding, pass } from "@/lib/conversations/lifecycle";
import type { ConversationView } from "@/lib/conversations/schema";

export type Command = "takeover" | "claim" | "release" | "handback" | "resolve";

const ME = "me";

type Held = Pick<ConversationView, "owner" | "status" | "epoch" | "episode" | "awaitingReply">;

const holding = (conversation: Held): Holding => ({
  ownerKind: conversation.owner.kind,
  ownerId: conversation.owner.kind !== "agent" ? null : conversation.owner.isMe ? ME : "other",
  status: conversation.status,
  epoch: conversation.epoch,
  episode: conversation.episode,
  awaitingReply: conversation.awaitingReply,
});

const acts: Record<Command, Act> = {
  takeover: { type: "takeOver", agentId: ME },
  claim: { type: "claim", agentId: ME },
  release: { type: "release", agentId: ME },
  handback: { type: "handBack", agentId: ME, wantsTurn: false },
  resolve: { type: "resolve" },
};

export function mayDo(conversation: Held, command: Command): boolean {
  return pass(holding(conversation), acts[command]).ok;
}

/** The command that makes the reader the owner, or null when they are. From the queue that is a claim. */
export function wayToOwn(conversation: Held): "takeover" | "claim" | null {
  if (mayDo(conversation, "claim")) return "claim";
  return mayDo(conversation, "takeover") ? "takeover" : null;
}

/** Says what would be lost or disturbed; null when the command can simply be done. */
export function caution(conversation: Held, command: Command, draft: string): string | null {
  const { owner } = conversation;
  const name = owner.name ?? "A colleague";
  if (command === "takeover" && owner.kind === "agent" && !owner.isMe && conversation.status !== "resolved")
    return `${name} is helping this customer now. They lose the conversation and are told that you have it.`;
  if (command !== "resolve" && command !== "handback" && command !== "release") return null;
  const losses: string[] = [];
  if (command === "resolve") {
    if (owner.kind === "agent" && !owner.isMe) losses.push(`${name} is still helping this customer.`);
    if (conversation.awaitingReply) losses.push("The customer's last message has no answer yet.");
  }
  if (command !== "handback" && draft.trim() !== "")
    losses.push("Your reply is not sent; its text is kept here.");
  if (losses.length === 0) return null;
  const after =
    command === "resolve"
      ? "The customer can open it again by writing."
      : "The conversation goes back to its place in the queue.";
  return [...losses, after].join(" ");
}
