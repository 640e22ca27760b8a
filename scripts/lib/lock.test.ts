import { spawnSync } from "node:child_process";
import { existsSync, mkdirSync, mkdtempSync, readdirSync, rmSync, utimesSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterEach, beforeEach, describe, expect, it } from "vitest";
import { takeLock } from "./lock.mjs";
import { startTime } from "./processes.mjs";

let folder: string;
let file: string;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), "baton-lock-"));
  file = join(folder, "lock");
});
afterEach(() => rmSync(folder, { recursive: true, force: true }));

describe("takeLock", () => {
  it("gives the lock to one, tells the other who has it, and frees it", async () => {
    const first = await takeLock(file, "http://localhost:3000");
    expect(first).toMatchObject({ tookOver: false });
    const second = await takeLock(file);
    expect(second.owner).toMatchObject({ pid: process.pid, note: "http://localhost:3000" });
    first.release?.();
    expect((await takeLock(file)).release).toBeTypeOf("function");
    expect(readdirSync(folder)).toEqual(["lock"]);
  });

  it("takes over from a process that is dead", async () => {
    const { pid } = spawnSync(process.execPath, ["--version"]);
    writeFileSync(file, JSON.stringify({ pid, started: "1", note: "" }));
    expect(await takeLock(file)).toMatchObject({ tookOver: true });
  });

  it("takes over when the owner's id belongs to a later process", async () => {
    writeFileSync(file, JSON.stringify({ pid: process.pid, started: "not our start time", note: "" }));
    expect(await takeLock(file)).toMatchObject({ tookOver: true });
  });

  it("respects a living owner", async () => {
    const owner = { pid: process.ppid, started: startTime(process.ppid), note: "elsewhere" };
    writeFileSync(file, JSON.stringify(owner));
    expect((await takeLock(file)).owner).toEqual(owner);
  });

  it.each(["", "{", '{"pid":"x"}'])("takes over a damaged lock %j", async (text) => {
    writeFileSync(file, text);
    expect(await takeLock(file)).toMatchObject({ tookOver: true });
  });

  it("gets past a process that was killed while taking over", async () => {
    writeFileSync(file, "");
    mkdirSync(`${file}.breaking`);
    utimesSync(`${file}.breaking`, 0, 0);
    expect(await takeLock(file)).toMatchObject({ tookOver: true });
    expect(existsSync(`${file}.breaking`)).toBe(false);
  });

  it("has one winner among many that find a stale lock", async () => {
    writeFileSync(file, JSON.stringify({ pid: process.pid, started: "stale", note: "" }));
    const outcomes = await Promise.all(Array.from({ length: 20 }, () => takeLock(file)));
    expect(outcomes.filter(({ release }) => release)).toHaveLength(1);
  });
});
