// @ts-check
/** Questions about processes that are not ours: alive, since when, doing what. */
import { execFileSync } from "node:child_process";
import { readFileSync } from "node:fs";

/** @param {number} pid */
export function isAlive(pid) {
  try {
    process.kill(pid, 0);
  } catch (error) {
    return error instanceof Error && "code" in error && error.code === "EPERM" && !isZombie(pid);
  }
  return !isZombie(pid);
}

/**
 * When a process started, in the system's own notation: tells a process from a later one with the same id.
 * @param {number} pid
 * @returns {string | undefined} undefined when there is no such process
 */
export function startTime(pid) {
  if (process.platform === "linux") return statFields(pid)?.[19];
  try {
    return execFileSync("ps", ["-o", "lstart=", "-p", String(pid)], { encoding: "utf8" }).trim() || undefined;
  } catch {
    return undefined;
  }
}

/**
 * @param {number} pid
 * @returns {string | undefined} undefined where the system does not tell
 */
export function parentOf(pid) {
  return statFields(pid)?.[1];
}

/** @param {number} pid */
export function isShell(pid) {
  try {
    return /^(sh|dash|bash|ash)$/.test(readFileSync(`/proc/${pid}/comm`, "utf8").trim());
  } catch {
    return false;
  }
}

/** A zombie has ended; only its parent has not noticed yet.
 * @param {number} pid */
function isZombie(pid) {
  return process.platform === "linux" && statFields(pid)?.[0] === "Z";
}

/** The fields of /proc/PID/stat from "state" on; the name before it may hold spaces and brackets.
 * @param {number} pid */
function statFields(pid) {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  } catch {
    return undefined;
  }
}

/** @param {number} milliseconds */
export const pause = (milliseconds) => new Promise((done) => setTimeout(done, milliseconds));

/**
 * Waits for a process to end, at most so long. Leaves no timer behind that would keep us alive.
 * @param {Promise<unknown>} ended
 * @param {number} milliseconds
 * @returns {Promise<boolean>} whether it ended
 */
export async function endsWithin(ended, milliseconds) {
  /** @type {NodeJS.Timeout | undefined} */
  let timer;
  const late = new Promise((done) => {
    timer = setTimeout(() => done(false), milliseconds);
  });
  try {
    return (await Promise.race([ended.then(() => true), late])) === true;
  } finally {
    clearTimeout(timer);
  }
}
