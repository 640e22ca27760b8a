import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fuse, fusedConfidence } from "./fusion";

describe("fuse", () => {
  it("puts first what both find, then what one puts high", () => {
    expect(fuse(["a", "b", "c"], ["c", "d"])).toEqual(["c", "a", "b", "d"]);
  });

  it("is the ranking by words when there is no other", () => {
    expect(fuse(["b", "a"], [])).toEqual(["b", "a"]);
    expect(fuse([], ["x", "y"])).toEqual(["x", "y"]);
  });

  it("keeps everything once, and never lets a lower place overtake within one list", () => {
    const ids = fc.uniqueArray(fc.stringMatching(/^[a-h]$/), { maxLength: 8 });
    fc.assert(
      fc.property(ids, (words) => {
        expect(fuse(words, words)).toEqual(words);
      }),
    );
    fc.assert(
      fc.property(ids, ids, (words, meaning) => {
        expect(fuse(words, meaning).sort()).toEqual([...new Set([...words, ...meaning])].sort());
      }),
    );
  });
});

describe("fusedConfidence", () => {
  it("believes in a passage that is nearest and stands out", () => {
    expect(fusedConfidence(0.2, true, [0.7, 0.4, 0.4])).toBe(0.5);
    expect(fusedConfidence(0.8, true, [0.7, 0.4, 0.4])).toBe(0.8);
  });

  it("believes the words otherwise", () => {
    expect(fusedConfidence(0.2, false, [0.7, 0.4, 0.4])).toBe(0.2);
    expect(fusedConfidence(0.2, true, [0.7, 0.68, 0.65])).toBe(0.2);
    expect(fusedConfidence(0.2, true, [])).toBe(0.2);
    expect(fusedConfidence(0.2, true, [0.9])).toBe(0.2);
  });
});
