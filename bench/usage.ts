/** What a process has used, from /proc: CPU of all its threads, and resident memory. Linux only. */
import { readdirSync, readFileSync } from "node:fs";

/** Linux counts CPU time in hundredths of a second for user space, whatever the kernel's own clock. */
const MS_PER_TICK = 10;

/** The fields of /proc/PID/stat after the name, which may hold anything; null when the process is gone. */
function statOf(pid: number | string): string[] | null {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, "utf8");
    return stat.slice(stat.lastIndexOf(")") + 2).split(" ");
  } catch {
    return null;
  }
}

const ticks = (stat: readonly string[], from: number, to: number) =>
  stat.slice(from, to).reduce((sum, field) => sum + Number(field), 0);

/** CPU milliseconds of a process, user and system, threads included. */
export function cpuMs(pid: number): number {
  const stat = statOf(pid);
  return stat ? ticks(stat, 11, 13) * MS_PER_TICK : Number.NaN;
}

/** CPU milliseconds of a process with all its children, those that have ended included. */
export function cpuMsOfFamily(pid: number): number {
  const own = statOf(pid);
  if (!own) return Number.NaN;
  const children = readdirSync("/proc").flatMap((entry) => {
    const stat = /^\d+$/.test(entry) ? statOf(entry) : null;
    return stat && Number(stat[1]) === pid ? ticks(stat, 11, 13) : [];
  });
  return (ticks(own, 11, 15) + children.reduce((sum, each) => sum + each, 0)) * MS_PER_TICK;
}

export function residentMiB(pid: number): number {
  const line = /^VmRSS:\s+(\d+) kB$/m.exec(readFileSync(`/proc/${pid}/status`, "utf8"));
  return Number(line?.[1]) / 1_024;
}
