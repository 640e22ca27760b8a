/** When each line of a dialogue happens, in milliseconds after its start. */
import type { Line } from "./dialogues/script";
import type { Random } from "./random";

const SECOND = 1_000;
const MINUTE = 60 * SECOND;
const HOUR = 60 * MINUTE;

/** Gaps before a line: people read and type, the assistant takes seconds, agents take minutes. */
function gapBefore(line: Line, previous: Line | undefined, random: Random): number {
  const afterAnswer = previous?.do === "answer";
  switch (line.do) {
    case "say":
      if (line.by === "note") return random.between(60, 240) * SECOND;
      if (line.by === "agent") return random.between(50, 260) * SECOND;
      if (previous === undefined) return 4 * SECOND;
      if (previous.do === "handBack") return random.between(10, 90) * MINUTE;
      return afterAnswer ? random.between(20, 200) * SECOND : random.between(40, 900) * SECOND;
    case "answer":
      return random.between(2_600, 8_400);
    case "escalate":
      return afterAnswer ? random.between(600, 2_000) : random.between(2_000, 6_000);
    case "claim":
      return (
        random.weighted([
          [random.between(40, 300), 6],
          [random.between(300, 900), 3],
          [random.between(900, 5_400), 1],
        ]) * SECOND
      );
    case "takeOver":
      return random.between(8, 70) * MINUTE;
    case "handBack":
      return random.between(40, 150) * SECOND;
    case "ticket":
      return line.by === "assistant" ? random.between(1_200, 2_400) : random.between(40, 120) * SECOND;
    case "resolve":
      return line.as === "confirmed" ? random.between(20, 400) * SECOND : random.between(24, 60) * HOUR;
  }
}

export function timesOf(lines: readonly Line[], random: Random): number[] {
  let at = 0;
  return lines.map((line, n) => {
    at += gapBefore(line, lines[n - 1], random);
    return at;
  });
}
