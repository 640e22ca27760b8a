/** Unpacking what the browser brings with it. */
import { execFileSync } from "node:child_process";
import { mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { brotliCompressSync } from "node:zlib";
import { afterEach, beforeEach, expect, it } from "vitest";
import { extract } from "./chromium-package.mjs";

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "baton-unpack-"));
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

it("unpacks an archive whose padding tar does not read to its end", async () => {
  writeFileSync(join(folder, "library.so"), "a library");
  const tar = execFileSync("tar", ["-c", "-C", folder, "library.so"]);
  const archive = join(folder, "libraries.tar.br");
  writeFileSync(archive, brotliCompressSync(Buffer.concat([tar, Buffer.alloc(8_000_000)])));
  const into = mkdtempSync(join(folder, "into-"));
  await extract(archive, into);
  expect(readdirSync(into)).toEqual(["library.so"]);
  expect(readFileSync(join(into, "library.so"), "utf8")).toBe("a library");
});
