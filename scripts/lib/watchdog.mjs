// @ts-check
/**
 * Ends a child process when we die, even by SIGKILL: a shell waits on a pipe from us, and the end of
 * that pipe, which the kernel closes for us, makes it signal the child.
 */
import { spawn } from "node:child_process";

/**
 * @param {number} pid the process to end; negative for a whole process group
 * @param {{ signal?: "INT" | "TERM" | "KILL", graceSeconds?: number, uid?: number, gid?: number }} [options]
 *   `graceSeconds`: SIGKILL follows after that long; never if absent
 * @returns {() => void} dismisses the watchdog; call it once the child has ended
 */
export function watchOver(pid, { signal = "TERM", graceSeconds, uid, gid } = {}) {
  const after = graceSeconds === undefined ? "" : `; sleep ${graceSeconds}; kill -s KILL -- $0 2>/dev/null`;
  const script = `trap "" INT TERM HUP; read x; kill -s ${signal} -- $0 2>/dev/null${after}`;
  const dog = spawn("/bin/sh", ["-c", script, String(pid)], {
    detached: true,
    stdio: ["pipe", "ignore", "ignore"],
    cwd: "/",
    ...(uid === undefined ? {} : { uid, gid }),
  });
  dog.on("error", () => {});
  dog.stdin?.on("error", () => {});
  dog.unref();
  // The pipe must not keep us alive either.
  /** @type {{ unref?: () => void } | null} */ (dog.stdin)?.unref?.();
  // SIGKILL first: ending its input would make it signal a process id that may belong to someone else by then.
  return () => void dog.kill("SIGKILL");
}
