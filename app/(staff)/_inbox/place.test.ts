import { describe, expect, it } from "vitest";
import { byNeed, keepPlace, stepFrom } from "./place";

const row = (id: string, text = id) => ({ id, text });

describe("keepPlace", () => {
  it("keeps the order that is shown and takes the new contents", () => {
    const placed = keepPlace(["a", "b"], [row("b", "new b"), row("a", "new a")], new Map());
    expect(placed.rows).toEqual([
      { row: row("a", "new a"), left: false },
      { row: row("b", "new b"), left: false },
    ]);
    expect(placed.arrived).toBe(0);
  });
  it("lets new rows wait and keeps rows that have left", () => {
    const placed = keepPlace(["a", "b"], [row("c"), row("a")], new Map([["b", row("b", "last b")]]));
    expect(placed.rows).toEqual([
      { row: row("a"), left: false },
      { row: row("b", "last b"), left: true },
    ]);
    expect(placed.arrived).toBe(1);
  });
});

describe("byNeed", () => {
  const entry = (urgency: "low" | "medium" | "high" | "urgent", waitingSince: string | null) => ({
    urgency,
    waitingSince,
    lastMessageAt: "2026-11-22T12:00:00.000Z",
  });
  it("puts urgency before waiting, and the longest wait before the shorter", () => {
    const late = entry("medium", "2026-11-22T11:00:00.000Z");
    const early = entry("medium", "2026-11-22T10:00:00.000Z");
    const urgent = entry("urgent", "2026-11-22T11:59:00.000Z");
    expect([late, early, urgent].sort(byNeed)).toEqual([urgent, early, late]);
  });
});

describe("stepFrom", () => {
  it("starts at the near end and stops at the far one", () => {
    expect(stepFrom(["a", "b"], null, 1)).toBe("a");
    expect(stepFrom(["a", "b"], null, -1)).toBe("b");
    expect(stepFrom(["a", "b"], "b", 1)).toBe("b");
    expect(stepFrom(["a", "b"], "a", 1)).toBe("b");
    expect(stepFrom([], "a", 1)).toBeNull();
  });
});
