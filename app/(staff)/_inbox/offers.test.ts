import { describe, expect, it } from "vitest";
import type { ConversationView } from "@/lib/conversations/schema";
import { caution, mayDo, wayToOwn } from "./offers";

type Held = Pick<ConversationView, "owner" | "status" | "epoch" | "episode" | "awaitingReply">;

const held = (owner: ConversationView["owner"], rest: Partial<Held> = {}): Held => ({
  owner,
  status: "open",
  epoch: 1,
  episode: 1,
  awaitingReply: false,
  ...rest,
});
const assistant = { kind: "assistant", name: null, isMe: false } as const;
const queue = { kind: "queue", name: null, isMe: false } as const;
const me = { kind: "agent", name: "Alex", isMe: true } as const;
const sam = { kind: "agent", name: "Sam", isMe: false } as const;

describe("offers", () => {
  it("claims from the queue, takes over from the assistant and from a colleague, and not from oneself", () => {
    expect(wayToOwn(held(queue))).toBe("claim");
    expect(wayToOwn(held(assistant))).toBe("takeover");
    expect(wayToOwn(held(sam))).toBe("takeover");
    expect(wayToOwn(held(me))).toBeNull();
    expect(wayToOwn(held(me, { status: "resolved" }))).toBe("takeover");
  });
  it("hands back and releases only what the reader holds", () => {
    for (const command of ["handback", "release"] as const) {
      expect(mayDo(held(me), command)).toBe(true);
      expect(mayDo(held(sam), command)).toBe(false);
      expect(mayDo(held(me, { status: "resolved" }), command)).toBe(false);
    }
  });
  it("asks before a colleague loses the conversation", () => {
    expect(caution(held(sam), "takeover", "")).toContain("Sam is helping");
    expect(caution(held(assistant), "takeover", "")).toBeNull();
  });
  it("asks before an unanswered conversation is resolved or a draft is left behind", () => {
    expect(caution(held(me, { awaitingReply: true }), "resolve", "")).toContain("no answer yet");
    expect(caution(held(me), "resolve", "Dear Casey")).toContain("not sent");
    expect(caution(held(me), "resolve", "  ")).toBeNull();
  });
});
