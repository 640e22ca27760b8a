/** How many answers one instance streams at once before the first token comes late, and what an open one weighs. */

import { replyMs } from "./chat";
import { median, percentile, slope, spread, table } from "./figures";
import { answerOf, usualPace } from "./model-server/answer";
import { type Load, runLoad } from "./replies";
import { onStage, type Stage, setPace, type Wire } from "./stage";
import { type Target, targetsOf } from "./targets";
import { cpuMs, residentMiB } from "./usage";

export type StreamsOptions = { wire: Wire; rounds: number; profile?: string | undefined };

const levels = [5, 10, 20, 40, 80] as const;
/** Replies that each client asks for, one after the other, in one round. */
const WAVES = 3;
/** Open at once when memory is read; 12 seconds of words, so that all are open when it is. */
const held = [0, 40, 80, 120] as const;
const heldPace = { firstTokenMs: 50, tokens: 60, perSecond: 5 };

type Level = { first95: number[]; perSecond: number[]; cpu: number[] };

export async function streams(options: StreamsOptions): Promise<void> {
  await onStage(options, async (stage) => {
    const all = await targetsOf(stage, options.wire, Math.max(...levels, ...held));
    const targets = all.filter(({ name }) => name !== "model");
    const found = new Map(targets.map(({ name }) => [name, levels.map(newLevel)]));
    for (const target of targets) await play(target, 20);
    for (let round = 0; round < options.rounds; round++)
      for (const [index, clients] of levels.entries())
        for (let turn = 0; turn < targets.length; turn++) {
          const target = targets[(round + index + turn) % targets.length] as Target;
          const level = found.get(target.name)?.[index];
          if (level) await measure(target, clients, level);
        }
    for (const target of targets) reportLevels(target.name, found.get(target.name) ?? []);
    for (const target of targets) await weigh(stage, target);
  });
}

const newLevel = (): Level => ({ first95: [], perSecond: [], cpu: [] });

async function play(target: Target, clients: number) {
  await target.prepare();
  const load: Load = {
    clients,
    repliesEach: WAVES,
    askOf: target.askOf,
    spreadMs: replyMs,
    expected: answerOf(usualPace.tokens),
  };
  return runLoad(load);
}

async function measure(target: Target, clients: number, level: Level): Promise<void> {
  const before = cpuMs(target.server.pid);
  const started = performance.now();
  const replies = await play(target, clients);
  level.first95.push(
    percentile(
      replies.map((reply) => reply.firstMs),
      0.95,
    ),
  );
  level.perSecond.push((replies.length * 1_000) / (performance.now() - started));
  level.cpu.push((cpuMs(target.server.pid) - before) / replies.length);
}

function reportLevels(name: string, found: readonly Level[]): void {
  const least = median(found[0]?.first95 ?? []);
  const times = found.map(({ first95 }) => median(first95) / least);
  const firstLate = times.findIndex((ratio) => ratio >= 2);
  const last = levels[(firstLate < 0 ? levels.length : firstLate) - 1];
  process.stdout.write(
    `\n${name}\n${table([
      ["open streams", "first token p95 ms", "to 5 streams", "replies/s", "CPU ms/reply"],
      ...found.map((level, index) => [
        String(levels[index]),
        spread(level.first95, 0),
        (times[index] ?? Number.NaN).toFixed(2),
        median(level.perSecond).toFixed(1),
        spread(level.cpu),
      ]),
    ])}p95 has not doubled at ${last} streams${firstLate < 0 ? " (the most that were tried)" : ""}\n`,
  );
}

/** Holds streams open and reads the memory; the line through the points leaves out what the process has anyway. */
async function weigh({ model }: Stage, target: Target): Promise<void> {
  await setPace(model, heldPace);
  const points: [number, number][] = [];
  for (const clients of held) {
    if (clients > 0) await target.prepare();
    const open = clients > 0 ? holdOpen(target, clients) : Promise.resolve();
    await new Promise((resolve) => setTimeout(resolve, 9_000));
    points.push([clients, residentMiB(target.server.pid)]);
    await open;
  }
  await setPace(model, usualPace);
  const shown = points.map(([clients, mib]) => `${clients}: ${mib.toFixed(0)}`).join(", ");
  process.stdout.write(
    `${target.name}: ${(slope(points) * 1_024).toFixed(0)} KiB per open stream (resident MiB at ${shown})\n`,
  );
}

async function holdOpen(target: Target, clients: number): Promise<void> {
  await runLoad({
    clients,
    repliesEach: 1,
    askOf: target.askOf,
    spreadMs: 2_000,
    expected: answerOf(heldPace.tokens),
  });
}
