import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { type Act, type Holding, pass } from "./lifecycle";

const held = (over: Partial<Holding> = {}): Holding => ({
  ownerKind: "assistant",
  ownerId: null,
  status: "open",
  epoch: 3,
  episode: 1,
  awaitingReply: false,
  ...over,
});
const alex = "alex";
const sam = "sam";

describe("the handover table", () => {
  it("starts a turn when the customer writes to the assistant, and ends the run before it", () => {
    expect(pass(held(), { type: "customerWrites" })).toMatchObject({
      ok: true,
      startsTurn: true,
      endsRun: true,
      next: { epoch: 3 },
    });
  });

  it.each(["queue", "agent"] as const)("starts no turn when the customer writes to the %s", (ownerKind) => {
    const ownerId = ownerKind === "agent" ? alex : null;
    expect(pass(held({ ownerKind, ownerId }), { type: "customerWrites" })).toMatchObject({
      ok: true,
      startsTurn: false,
    });
  });

  it("lets exactly one of two claims win", () => {
    const first = pass(held({ ownerKind: "queue" }), { type: "claim", agentId: alex });
    if (!first.ok) throw new Error("the first claim was refused");
    const second = pass({ ...held(), ...first.next }, { type: "claim", agentId: sam });
    expect(second).toEqual({ ok: false, because: "held_by_other" });
  });

  it("treats a public reply by staff as a takeover", () => {
    expect(pass(held(), { type: "staffReplies", agentId: alex })).toMatchObject({
      ok: true,
      event: "conversation.taken_over",
      endsRun: true,
      next: { ownerKind: "agent", ownerId: alex, epoch: 4 },
    });
  });

  it("keeps the epoch when the owner replies again", () => {
    const mine = held({ ownerKind: "agent", ownerId: alex });
    expect(pass(mine, { type: "staffReplies", agentId: alex })).toMatchObject({
      ok: true,
      event: null,
      next: { epoch: 3 },
    });
  });

  it("hands back only what one holds, and runs a turn only for an unanswered customer or an instruction", () => {
    const mine = held({ ownerKind: "agent", ownerId: alex });
    expect(pass(mine, { type: "handBack", agentId: sam, wantsTurn: true })).toEqual({
      ok: false,
      because: "not_yours",
    });
    expect(pass(mine, { type: "handBack", agentId: alex, wantsTurn: false })).toMatchObject({
      startsTurn: false,
    });
    expect(pass(mine, { type: "handBack", agentId: alex, wantsTurn: true })).toMatchObject({
      startsTurn: true,
    });
    expect(
      pass({ ...mine, awaitingReply: true }, { type: "handBack", agentId: alex, wantsTurn: false }),
    ).toMatchObject({
      startsTurn: true,
    });
  });

  it("reopens as a new episode with who had it last", () => {
    const done = held({ ownerKind: "agent", ownerId: alex, status: "resolved", episode: 2 });
    expect(pass(done, { type: "customerWrites" })).toMatchObject({
      event: "conversation.reopened",
      startsTurn: false,
      next: { ownerKind: "agent", ownerId: alex, status: "open", episode: 3, epoch: 4 },
    });
  });

  it("reopens in the queue when the agent who had it has left", () => {
    const done = held({ ownerKind: "agent", ownerId: alex, status: "resolved" });
    expect(pass(done, { type: "customerWrites", holderLeft: true })).toMatchObject({
      event: "conversation.reopened",
      next: { ownerKind: "queue", ownerId: null, status: "open", episode: 2, epoch: 4 },
    });
  });

  it("requeues what an agent has left unanswered, and nothing else", () => {
    const unanswered = held({ ownerKind: "agent", ownerId: alex, awaitingReply: true });
    expect(pass(unanswered, { type: "requeue" })).toMatchObject({
      event: "conversation.requeued",
      endsRun: true,
      startsTurn: false,
      next: { ownerKind: "queue", ownerId: null, epoch: 4 },
    });
    for (const other of [
      held({ awaitingReply: true }),
      held({ ownerKind: "queue", awaitingReply: true }),
      { ...unanswered, awaitingReply: false },
      { ...unanswered, status: "resolved" as const },
    ])
      expect(pass(other, { type: "requeue" })).toMatchObject({ ok: false });
  });

  it("refuses to escalate what a person already has", () => {
    expect(pass(held({ ownerKind: "agent", ownerId: alex }), { type: "escalate" })).toMatchObject({
      ok: false,
    });
  });
});

describe("for every state and act", () => {
  const holding = fc.record({
    ownerKind: fc.constantFrom("assistant" as const, "queue" as const, "agent" as const),
    who: fc.constantFrom(alex, sam),
    status: fc.constantFrom("open" as const, "pending" as const, "resolved" as const),
    epoch: fc.nat({ max: 1000 }),
    episode: fc.integer({ min: 1, max: 9 }),
    awaitingReply: fc.boolean(),
  });
  const agentId = fc.constantFrom(alex, sam);
  const act: fc.Arbitrary<Act> = fc.oneof(
    fc.constantFrom<Act>(
      { type: "customerWrites" },
      { type: "escalate" },
      { type: "cancelWaiting" },
      { type: "requeue" },
      { type: "resolve" },
    ),
    fc.record({
      type: fc.constantFrom(
        "takeOver" as const,
        "claim" as const,
        "staffReplies" as const,
        "release" as const,
      ),
      agentId,
    }),
    fc.record({ type: fc.constant("handBack" as const), agentId, wantsTurn: fc.boolean() }),
  );

  it("grows the epoch with every change of owner, names an agent exactly when one owns it, and never shrinks", () => {
    fc.assert(
      fc.property(holding, act, ({ who, ...rest }, what) => {
        const before: Holding = { ...rest, ownerId: rest.ownerKind === "agent" ? who : null };
        const result = pass(before, what);
        if (!result.ok) return;
        const { next } = result;
        const ownerChanged = next.ownerKind !== before.ownerKind || next.ownerId !== before.ownerId;
        expect(next.epoch).toBeGreaterThanOrEqual(before.epoch);
        if (ownerChanged) expect(next.epoch).toBe(before.epoch + 1);
        if (ownerChanged) expect(result.endsRun).toBe(true);
        expect(next.ownerKind === "agent").toBe(next.ownerId !== null);
        if (result.startsTurn) expect(next.ownerKind).toBe("assistant");
      }),
    );
  });
});
