import { mkdirSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { buffer } from "node:stream/consumers";
import { afterAll, expect, it } from "vitest";
import { openArchive, sourceOf } from "@/lib/imports/archive";
import { packFolder } from "./pack-folder";

const folder = mkdtempSync(join(tmpdir(), "baton-pack-"));
afterAll(() => rmSync(folder, { recursive: true, force: true }));

it("packs what an import reads, follows no link, and leaves the rest", async () => {
  mkdirSync(join(folder, "guides", "img"), { recursive: true });
  mkdirSync(join(folder, "node_modules"));
  writeFileSync(join(folder, "guides", "one.md"), "# One");
  writeFileSync(join(folder, "guides", "img", "x.png"), "png");
  writeFileSync(join(folder, "run.exe"), "no");
  writeFileSync(join(folder, ".secret.md"), "no");
  writeFileSync(join(folder, "node_modules", "readme.md"), "no");
  symlinkSync("/etc/passwd", join(folder, "passwd.md"));
  const { zip, files, left } = packFolder(folder);
  const archive = await openArchive(sourceOf(await buffer(zip)));
  expect(archive.entries.map(({ path }) => path).sort()).toEqual(["guides/img/x.png", "guides/one.md"]);
  expect([files, left]).toEqual([2, ["passwd.md"]]);
});
