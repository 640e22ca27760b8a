/** What docs/architecture.md forbids or demands of every file, where no lint rule can say it. */
import { describe, expect, it } from "vitest";
import { projectFiles, readProjectFile } from "./support/project-files";

const product = projectFiles("{app,components,db,lib}/**/*.{ts,tsx}", "*.ts").filter(
  (file) => !/\.test\.tsx?$|\.d\.ts$/.test(file),
);
const library = product.filter((file) => file.startsWith("lib/"));
const tests = projectFiles("{app,components,db,lib,scripts,tests}/**/*.test.{ts,tsx}", "e2e/**/*.{ts,mjs}");

const holders = (files: string[], pattern: RegExp) =>
  files.filter((file) => pattern.test(readProjectFile(file)));

describe("folders", () => {
  it("are named for what they hold, never for what is left over", () => {
    const leftovers = /(^|\/)(utils?|helpers?|services?|types|common|shared|misc|repositories)(\/|$)/;
    const folders = projectFiles("{app,bench,components,db,docs,e2e,lib,scripts,tests}/**");
    expect(folders.filter((path) => leftovers.test(path))).toEqual([]);
  });

  it("have no barrels", () => {
    // Drizzle wants one object with all tables.
    const allowed = ["db/schema/index.ts"];
    const barrels = projectFiles("{app,components,db,lib,tests}/**/index.{ts,tsx}").filter((file) => {
      const statements = readProjectFile(file).match(/^(?:import|export|const|function|await)\b.*$/gm) ?? [];
      return statements.every((line) => /^(import|export (\*|\{|type \{))/.test(line));
    });
    expect(barrels).toEqual(allowed);
  });
});

/** A module's imports of values: `import type` and `export type` leave nothing at run time. */
function importsOf(file: string): string[] {
  const statements = readProjectFile(file).matchAll(
    /^(?:import|export)\s+(?!type\b)(?:[^;"']*?\sfrom\s+)?["']([^"']+)["']/gm,
  );
  return [...statements].flatMap(([, from]) => from ?? []);
}

const isServer = (file: string) => importsOf(file)[0] === "server-only";

describe("lib", () => {
  /** What a pure file may import besides other pure files: calculation, no input or output. */
  const calculation = [
    "zod",
    "uuid",
    "unified",
    "remark-parse",
    "remark-gfm",
    "mdast-util-to-string",
    "github-slugger",
  ];
  /** Neither pure nor of a React server: scripts and the start of the process use them, too. */
  const ofTheProcess: Record<string, string[]> = { "lib/core/log.ts": ["pino"] };

  it('begins with import "server-only", but for pure files', () => {
    const found = library.filter((file) => !isServer(file)).flatMap((file) => impurities(file));
    expect(found).toEqual([]);
  });

  function impurities(file: string): string[] {
    return importsOf(file).flatMap((from) => {
      if (calculation.includes(from) || ofTheProcess[file]?.includes(from)) return [];
      const target = from.startsWith("@/")
        ? from.slice(2)
        : from.startsWith(".")
          ? new URL(from, `file:///${file}`).pathname.slice(1)
          : null;
      const path =
        target && library.find((other) => other === `${target}.ts` || other === `${target}/index.ts`);
      return path && !isServer(path) ? [] : [`${file} imports ${from}`];
    });
  }

  it("says in a header what each file is for", () => {
    const silent = library.filter((file) => !/^(import "server-only";\n)?\/\*\*/.test(readProjectFile(file)));
    expect(silent).toEqual([]);
  });
});

describe("the product", () => {
  it.each([
    ["SQL from text", /\bsql\.raw\b|\.unsafe\(/],
    ["HTML from text", /dangerouslySetInnerHTML|\.innerHTML\b|insertAdjacentHTML/],
    ["server actions", /^\s*["']use server["']/m],
    ["cached components", /^\s*["']use cache["']/m],
    ["code from text", /\beval\(|new Function\(/],
    ["things left for later", /\bTODO\b|\bFIXME\b|\bXXX\b/],
  ])("has no %s", (_, pattern) => {
    expect(product.length).toBeGreaterThan(150);
    expect(holders(product, pattern)).toEqual([]);
  });

  it("knows nothing of tests", () => {
    expect(holders(product, /\bvitest\b|@playwright\/|process\.env\.(VITEST|CI|TEST_)/)).toEqual(
      projectFiles("{playwright,vitest}.config.ts"),
    );
  });
});

describe("the tests", () => {
  it.each([
    ["are skipped or run alone", /\b(?:test|it|describe)\.(?:skip|only|fixme|todo|skipIf|runIf|fails?)\b/],
    ["wait for a time to pass", /waitForTimeout|setTimeout\(\s*(?:resolve|done|r)\b/],
    ["are tried again until they pass", /\bretr(?:y|ies):\s*[1-9]|\.retry\(/],
  ])("none of them %s", (_, pattern) => {
    expect(tests.length).toBeGreaterThan(20);
    expect(
      holders(
        tests.filter((file) => file !== "tests/conventions.test.ts"),
        pattern,
      ),
    ).toEqual([]);
  });

  it("are run once by the browser's runner", () => {
    expect(readProjectFile("playwright.config.ts")).toMatch(/^ {2}retries: 0,$/m);
  });
});
