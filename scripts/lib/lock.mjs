// @ts-check
/**
 * A file that one process at a time owns. It names its owner by process id and start time, so that the file
 * of a killed owner is recognised and taken over, even when its id now belongs to another process.
 */
import { randomUUID } from "node:crypto";
import { linkSync, mkdirSync, readFileSync, rmdirSync, rmSync, statSync, writeFileSync } from "node:fs";
import { dirname } from "node:path";
import { isAlive, pause, startTime } from "./processes.mjs";
import { PlainError } from "./say.mjs";

/** @typedef {{ pid: number, started: string | undefined, note: string }} Owner */

/**
 * @param {string} file
 * @param {string} [note] what another process is told about the owner, e.g. its address
 * @returns {Promise<{ release: () => void, tookOver: boolean, owner?: undefined } | { release?: undefined, owner: Owner }>}
 *   either the lock, and whether its last owner was killed; or who has it
 */
export async function takeLock(file, note = "") {
  const draft = `${file}.${randomUUID()}`;
  const mine = JSON.stringify({ pid: process.pid, started: startTime(process.pid), note });
  writeDraft(draft, mine);
  let tookOver = false;
  try {
    for (;;) {
      if (linked(draft, file)) return { release: () => releaseLock(file, mine), tookOver };
      const text = readText(file);
      if (text === undefined) continue;
      const owner = parseOwner(text);
      if (owner && isOwnerAlive(owner)) return { owner };
      tookOver = true;
      await removeStale(file, text);
    }
  } finally {
    rmSync(draft, { force: true });
  }
}

/**
 * Takes the lock, waiting for its owner to finish.
 * @param {string} file
 * @param {(owner: Owner) => void} [onWait] called once, if there is somebody to wait for
 */
export async function waitForLock(file, onWait) {
  let told = false;
  for (;;) {
    const { release, owner } = await takeLock(file);
    if (release) return release;
    if (!told) onWait?.(owner);
    told = true;
    await pause(300);
  }
}

/** @param {Owner} owner */
export function isOwnerAlive(owner) {
  return isAlive(owner.pid) && startTime(owner.pid) === owner.started;
}

/**
 * @param {string} draft
 * @param {string} text
 */
function writeDraft(draft, text) {
  const folder = dirname(draft);
  try {
    mkdirSync(folder, { recursive: true });
    writeFileSync(draft, text, { mode: 0o600 });
  } catch (error) {
    const reason = error instanceof Error && "code" in error ? String(error.code) : "unknown reason";
    throw new PlainError(`the folder ${folder} cannot be written to (${reason})`);
  }
}

/** The whole content appears at once, and only if there was no lock.
 * @param {string} draft
 * @param {string} file */
function linked(draft, file) {
  try {
    linkSync(draft, file);
    return true;
  } catch (error) {
    if (error instanceof Error && "code" in error && error.code === "EEXIST") return false;
    throw error;
  }
}

/**
 * Only one process may remove a stale lock, and only the one it judged: otherwise the second remover would
 * delete the lock that the first has just taken.
 * @param {string} file
 * @param {string} text
 */
async function removeStale(file, text) {
  const door = `${file}.breaking`;
  try {
    mkdirSync(door);
  } catch {
    if ((statSync(door, { throwIfNoEntry: false })?.mtimeMs ?? 0) < Date.now() - 10_000) rmdirSync(door);
    await pause(20);
    return;
  }
  if (readText(file) === text) rmSync(file, { force: true });
  rmdirSync(door);
}

/**
 * @param {string} file
 * @param {string} mine
 */
function releaseLock(file, mine) {
  if (readText(file) === mine) rmSync(file, { force: true });
}

/** @param {string} file */
function readText(file) {
  try {
    return readFileSync(file, "utf8");
  } catch {
    return undefined;
  }
}

/**
 * @param {string} text
 * @returns {Owner | undefined} undefined when the file is not one of ours or is damaged
 */
function parseOwner(text) {
  try {
    const { pid, started, note } = JSON.parse(text);
    return Number.isInteger(pid) ? { pid, started, note: String(note ?? "") } : undefined;
  } catch {
    return undefined;
  }
}
