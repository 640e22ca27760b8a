import { describe, expect, it } from "vitest";
import { judgeRefund, REFUND_DAYS, type RefundOrder, refundable } from "./rules";
import { centsOf } from "./schema";

const now = new Date("2026-11-22T12:00:00Z");
const daysAgo = (days: number, seconds = 0) => new Date(now.getTime() - days * 86_400_000 - seconds * 1_000);
const order = (given: Partial<RefundOrder> = {}): RefundOrder => ({
  number: "EF-1",
  status: "delivered",
  totalCents: 10_000,
  currency: "EUR",
  deliveredAt: daysAgo(1),
  ...given,
});

describe("what can be refunded of an order", () => {
  it("is what was paid and not given back, until the last moment of the thirtieth day", () => {
    expect(refundable(order(), 2_500, now)).toEqual({
      ok: true,
      maxCents: 7_500,
      until: daysAgo(1 - REFUND_DAYS),
    });
    expect(refundable(order({ deliveredAt: daysAgo(REFUND_DAYS) }), 0, now).ok).toBe(true);
    expect(refundable(order({ deliveredAt: daysAgo(REFUND_DAYS, 1) }), 0, now)).toEqual({
      ok: false,
      because: "too_late",
    });
    expect(refundable(order(), 9_999, now)).toMatchObject({ ok: true, maxCents: 1 });
    expect(refundable(order(), 10_000, now)).toEqual({ ok: false, because: "nothing_left" });
  });

  it.each([
    ["placed", true],
    ["packed", false],
    ["shipped", false],
    ["delivered", true],
    ["cancelled", true],
    ["returned", true],
  ] as const)("depends on where it is: %s, %s", (status, allowed) => {
    const deliveredAt = status === "delivered" ? daysAgo(2) : null;
    expect(refundable(order({ status, deliveredAt }), 0, now).ok).toBe(allowed);
  });

  it("is nothing when nobody knows when it was delivered", () => {
    expect(refundable(order({ deliveredAt: null }), 0, now).ok).toBe(false);
  });
});

describe("a refund that is asked for", () => {
  it.each([
    [null, 4_000, { ok: true, amountCents: 6_000 }],
    [6_000, 4_000, { ok: true, amountCents: 6_000 }],
    [1, 0, { ok: true, amountCents: 1 }],
  ])("of %s after %s is granted", (amount, refunded, expected) => {
    expect(judgeRefund(order(), refunded, amount, now)).toEqual(expected);
  });

  it.each([
    [6_001, 4_000, /At most €60\.00 of order EF-1/],
    [0, 0, /more than zero/],
    [-5, 0, /more than zero/],
    [0.5, 0, /more than zero/],
    [null, 10_000, /in full already/],
  ])("of %s after %s is refused in words", (amount, refunded, words) => {
    const verdict = judgeRefund(order(), refunded, amount, now);
    expect(verdict.ok ? "" : verdict.text).toMatch(words);
  });

  it("reads an amount as a person writes it, in whole cents", () => {
    expect([centsOf(49.9), centsOf(0.29), centsOf(1_234.56), centsOf(-1)]).toEqual([
      4_990, 29, 123_456, -100,
    ]);
    expect([centsOf(1.005), centsOf(Number.NaN), centsOf(Number.POSITIVE_INFINITY), centsOf(1e300)]).toEqual([
      null,
      null,
      null,
      null,
    ]);
  });
});
