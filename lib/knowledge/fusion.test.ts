import fc from "fast-check";
import { describe, expect, it } from "vitest";
import { fuse, fusedConfidence } from "./fusion";

/** Passages by their names: "a1" and "a2" are of article "a". */
const words = (...found: [string, number][]) =>
  found.map(([id, score]) => ({ id, articleId: id.slice(0, 1), score }));
const meaning = (...found: [string, number][]) =>
  found.map(([id, similarity]) => ({ id, articleId: id.slice(0, 1), similarity }));

describe("fuse", () => {
  it("lets meaning decide between what the words find about alike, and not against what they are sure of", () => {
    const near = meaning(["b", 0.6], ["a", 0.5], ["z", 0.4]);
    expect(fuse(words(["a", 1.08], ["b", 1]), near)[0]).toBe("b");
    expect(fuse(words(["a", 1.3], ["b", 1]), near)[0]).toBe("a");
  });

  it("puts what is only near behind what both find", () => {
    expect(fuse(words(["a", 0.8]), meaning(["x", 0.9], ["a", 0.8], ["y", 0.2]))).toEqual(["a", "x", "y"]);
  });

  it("believes in an article of which the words find one passage and the meaning another", () => {
    const near = meaning(["b2", 0.6], ["z", 0.4]);
    expect(fuse(words(["a1", 1.1], ["b1", 1]), near)[0]).toBe("b1");
    expect(fuse(words(["a1", 1.3], ["b1", 1]), near)[0]).toBe("a1");
  });

  it("believes more in an article that is near in several passages", () => {
    const near = meaning(["a1", 0.6], ["b1", 0.6], ["b2", 0.5], ["z", 0.4]);
    expect(fuse(words(["a1", 1], ["b1", 1]), near)[0]).toBe("b1");
  });

  it("does not ask how similar a model calls texts, only how they lie to each other", () => {
    const found = words(["a", 1.1], ["b", 1]);
    expect(fuse(found, meaning(["b", 0.9], ["c", 0.89], ["a", 0.88]))).toEqual(
      fuse(found, meaning(["b", 0.3], ["c", 0.2], ["a", 0.1])),
    );
  });

  it("is the ranking of one when the other finds nothing, or calls all alike", () => {
    expect(fuse(words(["b", 2], ["a", 1]), [])).toEqual(["b", "a"]);
    expect(fuse([], meaning(["x", 0.5], ["y", 0.4]))).toEqual(["x", "y"]);
    expect(fuse(words(["b", 1], ["a", 1]), meaning(["a", 0.5], ["b", 0.5]))).toEqual(["b", "a"]);
  });

  it("keeps everything once", () => {
    const list = fc.uniqueArray(
      fc.tuple(fc.stringMatching(/^[a-h]$/), fc.double({ min: 0, max: 1, noNaN: true })),
      {
        maxLength: 8,
        selector: ([id]) => id,
      },
    );
    fc.assert(
      fc.property(list, list, (found, near) => {
        const falling = (all: [string, number][]) => [...all].sort((a, b) => b[1] - a[1]);
        const order = fuse(words(...falling(found)), meaning(...falling(near)));
        expect(order.sort()).toEqual([...new Set([...found, ...near].map(([id]) => id))].sort());
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
