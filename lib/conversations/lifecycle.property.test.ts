/** The handover table under any sequence of acts, whoever does them. */
import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Act, type Holding, pass, refusalText } from "./lifecycle";

const agent = fc.constantFrom("alex", "sam", "priya");
const act: fc.Arbitrary<Act> = fc.oneof(
  fc.record({ type: fc.constant("customerWrites" as const), holderLeft: fc.boolean() }),
  fc.constantFrom<Act>(
    { type: "escalate" },
    { type: "cancelWaiting" },
    { type: "requeue" },
    { type: "resolve" },
  ),
  fc.record({
    type: fc.constantFrom("takeOver" as const, "claim" as const, "staffReplies" as const, "release" as const),
    agentId: agent,
  }),
  fc.record({ type: fc.constant("handBack" as const), agentId: agent, wantsTurn: fc.boolean() }),
);

const start: Holding = {
  ownerKind: "assistant",
  ownerId: null,
  status: "open",
  epoch: 1,
  episode: 1,
  awaitingReply: false,
};

/** What the commands write besides: an open question begins with a message and ends with an answer. */
const awaits = (held: Holding, done: Act): boolean => {
  if (done.type === "customerWrites" || done.type === "escalate") return true;
  return done.type === "staffReplies" || done.type === "resolve" || done.type === "cancelWaiting"
    ? false
    : held.awaitingReply;
};

function walk(
  acts: readonly Act[],
  look: (before: Holding, act: Act, result: ReturnType<typeof pass>) => void,
) {
  let held = start;
  for (const each of acts) {
    const before = Object.freeze({ ...held });
    const result = pass(before, each);
    look(before, each, result);
    if (result.ok) held = { ...before, ...result.next, awaitingReply: awaits(before, each) };
  }
}

const acts = fc.array(act, { maxLength: 60 });
const always = (look: Parameters<typeof walk>[1]) =>
  fc.assert(
    fc.property(acts, (sequence) => walk(sequence, look)),
    { numRuns: 2_000 },
  );
const ownerOf = ({ ownerKind, ownerId }: Pick<Holding, "ownerKind" | "ownerId">) => `${ownerKind} ${ownerId}`;

describe("any sequence of acts", () => {
  it("keeps the shape of an owner: an agent has a name, the others have none", () => {
    always((_, __, result) => {
      if (result.ok) expect(result.next.ownerKind === "agent").toBe(result.next.ownerId !== null);
    });
  });

  it("grows the epoch by one with every event of the table, and never without", () => {
    always((before, _, result) => {
      if (!result.ok) return;
      expect(result.next.epoch).toBe(before.epoch + (result.event ? 1 : 0));
      if (ownerOf(before) !== ownerOf(result.next)) expect(result.event).not.toBeNull();
    });
  });

  it("ends the live run with every change of owner", () => {
    always((before, _, result) => {
      if (result.ok && ownerOf(before) !== ownerOf(result.next)) expect(result.endsRun).toBe(true);
    });
  });

  it("starts a turn only for the assistant, only in an open conversation", () => {
    always((_, __, result) => {
      if (result.ok && result.startsTurn)
        expect([result.next.ownerKind, result.next.status === "resolved"]).toEqual(["assistant", false]);
    });
  });

  it("gives the assistant a conversation of people only when a person says so", () => {
    always((before, done, result) => {
      if (result.ok && before.ownerKind !== "assistant" && result.next.ownerKind === "assistant")
        expect(["cancelWaiting", "handBack"]).toContain(done.type);
    });
  });

  it("takes a conversation from an agent only by themselves, by a colleague, or for their silence", () => {
    always((before, done, result) => {
      if (!result.ok || before.ownerKind !== "agent" || before.ownerId === result.next.ownerId) return;
      const byOwner = "agentId" in done && done.agentId === before.ownerId;
      const silent = done.type === "requeue" && before.awaitingReply;
      const left = done.type === "customerWrites" && done.holderLeft && before.status === "resolved";
      expect(byOwner || done.type === "takeOver" || done.type === "staffReplies" || silent || left).toBe(
        true,
      );
    });
  });

  it("begins an episode only by writing into a resolved conversation", () => {
    always((before, done, result) => {
      if (!result.ok) return;
      const reopens = before.status === "resolved" && done.type === "customerWrites";
      expect(result.next.episode).toBe(before.episode + (reopens ? 1 : 0));
    });
  });

  it("changes nothing when it refuses, and says why in a sentence that names who has it", () => {
    always((before, _, result) => {
      // `before` is frozen: a rule that wrote to it would throw.
      if (result.ok) return;
      expect(Object.keys(result).sort()).toEqual(["because", "ok"]);
      const said = refusalText(result.because, { ownerKind: before.ownerKind, holder: before.ownerId });
      expect(said).toMatch(/\.$/);
      const isLost = result.because === "held_by_other" || result.because === "not_yours";
      const who = before.ownerId ?? (before.ownerKind === "queue" ? "queue" : "assistant");
      if (isLost) expect(said).toContain(who);
    });
  });
});
