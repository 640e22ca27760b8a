import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { intentFigures } from "./intent-figures";
import { readExamples, UnreadableError } from "./intent-lines";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "baton-intents-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

const file = (text: string) => {
  const path = join(folder, "set.jsonl");
  writeFileSync(path, text);
  return path;
};

describe("readExamples", () => {
  it("reads one object a line, whatever ends the lines", () => {
    const text = '\uFEFF{"text":"a","intent":"x","id":1}\r\n\n{"text":"","intent":"y"}';
    expect(readExamples(file(text))).toEqual([
      { text: "a", intent: "x" },
      { text: "", intent: "y" },
    ]);
  });

  it.each(["secret", '{"text":1,"intent":"x"}', '{"text":"secret"}', '{"text":"a","intent":""}', "[]"])(
    "names the line of %s without repeating it",
    (line) => {
      const path = file(`{"text":"a","intent":"x"}\n${line}\n`);
      expect(() => readExamples(path)).toThrow(/^\S+, line 2: is not JSON of the form/);
      expect(() => readExamples(path)).not.toThrow(/secret/);
    },
  );

  it("says which file is not there", () => {
    expect(() => readExamples(join(folder, "absent"))).toThrow(UnreadableError);
    expect(() => readExamples(folder)).toThrow(/cannot be read \(EISDIR\)/);
  });
});

describe("intentFigures", () => {
  const judged = (expected: string, intent: string, inside: number, ms: number) => ({
    expected,
    reading: { intent, inside, isOutside: intent === "none" },
    ms,
  });
  const all = [
    judged("a", "a", 0.9, 1),
    judged("b", "a", 0.8, 2),
    judged("b", "none", 0.2, 3),
    judged("none", "none", 0.1, 4),
    judged("none", "b", 0.5, 5),
  ];

  it("counts what was kept, caught and told apart", () => {
    expect(intentFigures(all, "none")).toEqual({
      accuracy: 0.4,
      inScope: 3,
      inScopeAccuracy: 0.3333,
      outOfScope: 2,
      outOfScopeRecall: 0.5,
      auroc: 0.8333,
      p50Ms: 3,
      p95Ms: 5,
    });
  });

  it("counts plainly when nothing is out of scope", () => {
    expect(intentFigures(all.slice(0, 2))).toEqual({ accuracy: 0.5, p50Ms: 2, p95Ms: 2 });
  });
});
