/**
 * Who holds the baton, and how it passes: the handover table as one pure function. The same rule decides
 * inside the transaction and greys out the button. Owner, status and epoch are three separate things.
 */

export type OwnerKind = "assistant" | "queue" | "agent";
export type Status = "open" | "pending" | "resolved";

/** What the rules need to know about a conversation. */
export type Holding = {
  ownerKind: OwnerKind;
  ownerId: string | null;
  status: Status;
  epoch: number;
  episode: number;
  /** A public message of the customer has no answer after it. */
  awaitingReply: boolean;
};

export type Act =
  /** `holderLeft`: the agent who had it when it was resolved is no longer on the team. */
  | { type: "customerWrites"; holderLeft?: boolean }
  | { type: "escalate" }
  | { type: "cancelWaiting" }
  | { type: "takeOver"; agentId: string }
  | { type: "claim"; agentId: string }
  | { type: "staffReplies"; agentId: string }
  | { type: "release"; agentId: string }
  /** The agent has left a message unanswered for too long; whether that is so, the sweep decides. */
  | { type: "requeue" }
  | { type: "handBack"; agentId: string; wantsTurn: boolean }
  | { type: "resolve" };

export type ConversationEvent =
  | "conversation.reopened"
  | "conversation.escalated"
  | "conversation.waiting_cancelled"
  | "conversation.taken_over"
  | "conversation.claimed"
  | "conversation.released"
  | "conversation.requeued"
  | "conversation.handed_back"
  | "conversation.resolved";

export type Passed = {
  ok: true;
  next: Pick<Holding, "ownerKind" | "ownerId" | "status" | "epoch" | "episode">;
  /** Null when nothing about the holding changed. */
  event: ConversationEvent | null;
  /** The live run, if any, must end in the same transaction. */
  endsRun: boolean;
  /** A turn of the assistant starts after this. */
  startsTurn: boolean;
};
export type Refused = {
  ok: false;
  because:
    | "held_by_other"
    | "not_waiting"
    | "already_waiting"
    | "already_yours"
    | "not_yours"
    | "nothing_unanswered"
    | "resolved";
};

const refuse = (because: Refused["because"]): Refused => ({ ok: false, because });

/** Applies one act. Never mutates; a refusal changes nothing. */
export function pass(held: Holding, act: Act): Passed | Refused {
  const same = {
    ownerKind: held.ownerKind,
    ownerId: held.ownerId,
    status: held.status,
    epoch: held.epoch,
    episode: held.episode,
  };
  const to = (
    ownerKind: OwnerKind,
    ownerId: string | null,
    event: ConversationEvent,
    rest: Partial<Pick<Passed, "startsTurn">> & { status?: Status; episode?: number } = {},
  ): Passed => ({
    ok: true,
    next: {
      ownerKind,
      ownerId,
      status: rest.status ?? "open",
      epoch: held.epoch + 1,
      episode: rest.episode ?? held.episode,
    },
    event,
    endsRun: true,
    startsTurn: rest.startsTurn ?? false,
  });

  switch (act.type) {
    case "customerWrites": {
      const startsTurn = held.ownerKind === "assistant";
      if (held.status === "resolved") {
        const toQueue = held.ownerKind === "agent" && act.holderLeft === true;
        return to(
          toQueue ? "queue" : held.ownerKind,
          toQueue ? null : held.ownerId,
          "conversation.reopened",
          {
            episode: held.episode + 1,
            startsTurn,
          },
        );
      }
      return { ok: true, next: { ...same, status: "open" }, event: null, endsRun: startsTurn, startsTurn };
    }
    case "escalate":
      if (held.status === "resolved") return refuse("resolved");
      if (held.ownerKind === "queue") return refuse("already_waiting");
      if (held.ownerKind !== "assistant") return refuse("held_by_other");
      return to("queue", null, "conversation.escalated");
    case "cancelWaiting":
      if (held.status === "resolved") return refuse("resolved");
      if (held.ownerKind === "agent") return refuse("held_by_other");
      if (held.ownerKind !== "queue") return refuse("not_waiting");
      return to("assistant", null, "conversation.waiting_cancelled");
    case "takeOver":
      if (held.ownerKind === "agent" && held.ownerId === act.agentId && held.status !== "resolved")
        return refuse("already_yours");
      return to("agent", act.agentId, "conversation.taken_over");
    case "claim":
      if (held.status === "resolved") return refuse("resolved");
      if (held.ownerKind === "agent" && held.ownerId === act.agentId) return refuse("already_yours");
      if (held.ownerKind === "agent") return refuse("held_by_other");
      if (held.ownerKind !== "queue") return refuse("not_waiting");
      return to("agent", act.agentId, "conversation.claimed");
    case "staffReplies":
      // A public reply is a takeover: two voices never answer one customer.
      if (held.ownerKind === "agent" && held.ownerId === act.agentId && held.status !== "resolved")
        return {
          ok: true,
          next: { ...same, status: "pending" },
          event: null,
          endsRun: false,
          startsTurn: false,
        };
      return to("agent", act.agentId, "conversation.taken_over", { status: "pending" });
    case "release":
      if (held.ownerKind !== "agent" || held.ownerId !== act.agentId) return refuse("not_yours");
      if (held.status === "resolved") return refuse("resolved");
      return to("queue", null, "conversation.released");
    case "requeue":
      if (held.status === "resolved") return refuse("resolved");
      if (held.ownerKind !== "agent" || !held.awaitingReply) return refuse("nothing_unanswered");
      return to("queue", null, "conversation.requeued");
    case "handBack":
      if (held.ownerKind !== "agent" || held.ownerId !== act.agentId) return refuse("not_yours");
      if (held.status === "resolved") return refuse("resolved");
      return to("assistant", null, "conversation.handed_back", {
        status: held.status,
        startsTurn: held.awaitingReply || act.wantsTurn,
      });
    case "resolve":
      if (held.status === "resolved") return refuse("resolved");
      return {
        // Epoch grows although the owner stays: a run that is still speaking must not outlive the end.
        ok: true,
        next: { ...same, status: "resolved", epoch: held.epoch + 1 },
        event: "conversation.resolved",
        endsRun: true,
        startsTurn: false,
      };
  }
}

/** What the person who was refused is told: who has it now, `holder` being the agent's name if it is an agent. */
export function refusalText(
  because: Refused["because"],
  { ownerKind, holder }: { ownerKind: OwnerKind; holder: string | null },
): string {
  switch (because) {
    case "held_by_other":
      if (ownerKind === "assistant") return "The assistant has this conversation.";
      return `${holder ?? "Somebody else"} already has this conversation.`;
    case "not_waiting":
      return "The assistant has this conversation; it is not waiting for a person.";
    case "already_waiting":
      return "This conversation is already waiting for a person.";
    case "already_yours":
      return "You already have this conversation.";
    case "not_yours":
      if (ownerKind === "agent") return `${holder ?? "Somebody else"} has this conversation, not you.`;
      return ownerKind === "queue"
        ? "This conversation is waiting in the queue; you do not have it."
        : "The assistant has this conversation, not you.";
    case "nothing_unanswered":
      return "Nobody has left this conversation unanswered.";
    case "resolved":
      return "This conversation is resolved. A new message opens it again.";
  }
}
