import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { dirname, join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { isBuilt, sourceStamp, stampFile } from "./build.mjs";

let root: string;
const write = (path: string, text: string) => {
  mkdirSync(dirname(join(root, path)), { recursive: true });
  writeFileSync(join(root, path), text);
};

beforeEach(() => {
  root = mkdtempSync(join(tmpdir(), "baton-build-"));
  write("app/page.tsx", "one");
  write("lib/core/env.ts", "env");
  write("package-lock.json", "{}");
  write("next.config.ts", "config");
});
afterEach(() => rmSync(root, { recursive: true, force: true }));

describe("sourceStamp", () => {
  it.each([
    "app/page.tsx",
    "lib/core/new.ts",
    "package-lock.json",
    "next.config.ts",
    "proxy.ts",
    "public/x.svg",
    "new-folder/a.ts",
  ])("changes with %s", (path) => {
    const before = sourceStamp(root);
    write(path, "changed");
    expect(sourceStamp(root)).not.toBe(before);
  });

  it.each([
    "lib/core/env.test.ts",
    "e2e/chat.spec.ts",
    "docs/operations.md",
    "README.md",
    "node_modules/x/i.js",
    ".next/x",
    "tsconfig.tsbuildinfo",
    "next-env.d.ts",
  ])("does not change with %s", (path) => {
    const before = sourceStamp(root);
    write(path, "changed");
    expect(sourceStamp(root)).toBe(before);
  });

  it("tells a moved line between two files from the same text", () => {
    write("app/a.ts", "x");
    write("app/b.ts", "yz");
    const before = sourceStamp(root);
    write("app/a.ts", "xy");
    write("app/b.ts", "z");
    expect(sourceStamp(root)).not.toBe(before);
  });
});

describe("isBuilt", () => {
  it("believes only a finished build of these sources", () => {
    expect(isBuilt(root)).toBe(false);
    write(".next/BUILD_ID", "id");
    expect(isBuilt(root)).toBe(false);
    writeFileSync(stampFile(root), sourceStamp(root));
    expect(isBuilt(root)).toBe(true);
    write("app/page.tsx", "two");
    expect(isBuilt(root)).toBe(false);
  });
});
