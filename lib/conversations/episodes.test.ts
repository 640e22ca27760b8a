import { describe, expect, it } from "vitest";
import { episodeFacts } from "./episodes";

const earlier = {
  episode: 1,
  resolvedAt: "2026-05-01T10:00:00.000Z",
  resolution: "confirmed",
  subject: "Desk",
  question: "My desk wobbles",
  outcome: "Tighten the left screw.",
  tickets: [1042],
} as const;

describe("what the assistant is told of earlier episodes", () => {
  it("is nothing when there are none", () => {
    expect(episodeFacts([])).toEqual([]);
  });

  it("is a line for each, and that it is over", () => {
    expect(
      episodeFacts([
        { ...earlier, tickets: [...earlier.tickets] },
        { ...earlier, episode: 2, resolution: "assumed", question: null, outcome: null, tickets: [] },
      ]),
    ).toEqual([
      expect.stringContaining("has been opened again"),
      'Earlier, resolved on 2026-05-01 (the customer said so): asked "My desk wobbles". Last answer "Tighten the left screw.". Tickets #1042.',
      'Earlier, resolved on 2026-05-01 (nobody objected): about "Desk". Nothing was answered.',
    ]);
  });

  it("keeps what people wrote inside its quotation marks, and short", () => {
    const [, line = ""] = episodeFacts([
      {
        ...earlier,
        question: `${"x".repeat(78)}".`,
        outcome: "y".repeat(96),
        tickets: [1, 2, 3, 4, 5].map((n) => 9_990 + n),
      },
    ]);
    expect(line.match(/"/g)).toHaveLength(4);
    expect(line.length).toBeLessThanOrEqual(300);
  });
});
