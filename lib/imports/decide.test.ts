import { describe, expect, it } from "vitest";
import { decide, type Standing } from "./decide";

const standing: Standing = {
  source: { contentHash: "old", writtenHash: "as-left" },
  article: { hash: "as-left", draft: "none", title: "Returns" },
  incomingHash: "new",
  isSame: false,
  publishes: false,
};
type Article = NonNullable<Standing["article"]>;
const act = (change: Partial<Standing>) => decide({ ...standing, ...change }).act;

describe("an import", () => {
  it("creates what is not there, also when what it made was deleted here", () => {
    expect(act({ source: null, article: null })).toBe("create");
    expect(act({ article: null })).toBe("create");
  });

  it("leaves alone what the source has not changed, whatever was done here since", () => {
    expect(act({ incomingHash: "old" })).toBe("unchanged");
    expect(act({ incomingHash: "old", article: { hash: "edited", draft: "draft", title: "" } })).toBe(
      "unchanged",
    );
  });

  it("updates what it left and nobody has touched, draft or not", () => {
    expect(act({})).toBe("update");
    expect(act({ article: { hash: "as-left", draft: "draft", title: "" } })).toBe("update");
  });

  it("publishes the draft that it left, when it is asked to this time", () => {
    const waiting: Article = { hash: "as-left", draft: "draft", title: "" };
    expect(act({ incomingHash: "old", article: waiting })).toBe("unchanged");
    expect(act({ incomingHash: "old", article: waiting, publishes: true })).toBe("update");
    expect(act({ incomingHash: "old", article: { ...waiting, hash: "edited" }, publishes: true })).toBe(
      "unchanged",
    );
  });

  it("lets what waits for a review wait on, whatever it is asked", () => {
    const reviewed: Article = { hash: "as-left", draft: "in_review", title: "" };
    for (const publishes of [false, true]) {
      expect(act({ incomingHash: "old", article: reviewed, publishes })).toBe("unchanged");
      expect(act({ article: reviewed, publishes })).toBe("keep");
    }
  });

  it("never writes over what was edited here", () => {
    expect(act({ article: { hash: "edited", draft: "none", title: "" } })).toBe("keep");
    expect(act({ article: { hash: "edited", draft: "draft", title: "" } })).toBe("skip");
    expect(act({ source: null })).toBe("keep");
    expect(act({ source: null, article: { hash: "x", draft: "draft", title: "" } })).toBe("skip");
  });

  it("knows its own words again, when they stand here already", () => {
    expect(act({ source: null, isSame: true })).toBe("unchanged");
    expect(act({ isSame: true, article: { hash: "edited", draft: "draft", title: "" } })).toBe("unchanged");
  });
});
