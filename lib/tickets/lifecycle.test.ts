import { describe, expect, it } from "vitest";
import { changeableFields, judgePatch, nextStatuses, refusalText } from "./lifecycle";
import { patchInput, statuses, ticketNumberOf } from "./schema";

const note = { text: "x", audience: "staff" } as const;
const comment = { text: "x", audience: "everyone" } as const;

describe("who may change what about a ticket", () => {
  it("lets customers and their assistant close and reopen, and nobody else's work be undone", () => {
    for (const holder of ["customer", "assistant"] as const) {
      expect(nextStatuses(holder, "open")).toEqual(["closed"]);
      expect(nextStatuses(holder, "resolved")).toEqual(["open", "closed"]);
      expect(judgePatch(holder, "open", { status: "resolved" })).toEqual({
        ok: false,
        because: "wrong_status",
      });
      expect(judgePatch(holder, "open", { assigneeId: null })).toEqual({ ok: false, because: "not_allowed" });
      expect(judgePatch(holder, "open", { comment: note })).toEqual({ ok: false, because: "not_allowed" });
    }
    expect(judgePatch("assistant", "open", { priority: "high" })).toEqual({ ok: true, status: "open" });
    expect(judgePatch("customer", "open", { priority: "high" })).toEqual({
      ok: false,
      because: "not_allowed",
    });
  });

  it("gives visitors nothing", () => {
    expect(changeableFields("visitor")).toEqual([]);
  });

  it("lets a closed ticket be reopened and nothing else", () => {
    for (const holder of ["customer", "assistant", "agent", "manager"] as const) {
      expect(nextStatuses(holder, "closed")).toEqual(["open"]);
      expect(judgePatch(holder, "closed", { comment })).toEqual({ ok: false, because: "closed" });
      expect(judgePatch(holder, "closed", { comment, status: "open" })).toEqual({ ok: true, status: "open" });
    }
    expect(judgePatch("agent", "closed", { status: "pending" })).toEqual({ ok: false, because: "closed" });
    expect(judgePatch("agent", "closed", { comment: note })).toEqual({ ok: true, status: "closed" });
  });

  it("opens a ticket again when its customer answers, not when the team does", () => {
    for (const from of ["pending", "resolved"] as const) {
      expect(judgePatch("customer", from, { comment })).toEqual({ ok: true, status: "open" });
      expect(judgePatch("agent", from, { comment })).toEqual({ ok: true, status: from });
    }
    expect(judgePatch("customer", "pending", { comment, status: "closed" })).toEqual({
      ok: true,
      status: "closed",
    });
  });

  it("takes the status that a ticket already has as no change", () => {
    for (const holder of ["customer", "agent"] as const)
      for (const status of statuses)
        expect(judgePatch(holder, status, { status })).toEqual({ ok: true, status });
  });

  it("has a sentence for every refusal", () => {
    for (const because of ["not_allowed", "wrong_status", "closed"] as const)
      expect(refusalText(because)).toMatch(/\.$/);
  });
});

describe("what is written", () => {
  it("must change something, and nothing unknown", () => {
    expect(patchInput.safeParse({}).success).toBe(false);
    expect(patchInput.safeParse({ customerId: "x" }).success).toBe(false);
    expect(patchInput.parse({ tags: ["VIP", " vip ", "late"] })).toEqual({ tags: ["vip", "late"] });
  });

  it("reads a number with or without its sign", () => {
    expect(["#1042", "1042", " # 1042 "].map(ticketNumberOf)).toEqual([1042, 1042, 1042]);
    expect(["10 42", "desk", "#", "1042a", "12345678901"].map(ticketNumberOf)).toEqual([
      null,
      null,
      null,
      null,
      null,
    ]);
  });
});
