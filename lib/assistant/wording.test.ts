/** What passes for a line of a model. */
import { describe, expect, it } from "vitest";
import { acceptableLine } from "./wording";

describe("a line", () => {
  it.each([
    ['"Late parcel"', "Late parcel"],
    ["  Ärger mit der Rechnung  ", "Ärger mit der Rechnung"],
    ["# Late", null],
    ["ab", null],
    ["pay to 4111 1111 1111 1111", null],
  ])("%j becomes %j", (text, line) => {
    expect(acceptableLine(text, 60)).toBe(line);
  });
});
