/** Time to the first token and CPU of one reply: the model alone, the bare route and Baton, in the same run. */
import { median, percentile, ratios, spread, table } from "./figures";
import { answerOf, usualPace } from "./model-server/answer";
import { runLoad } from "./replies";
import { onStage, type Stage, type Wire } from "./stage";
import { type Target, targetsOf } from "./targets";
import { cpuMs, cpuMsOfFamily } from "./usage";

export type ChatOptions = {
  wire: Wire;
  rounds: number;
  clients: number;
  replies: number;
  profile?: string | undefined;
};

type Round = { first50: number; first95: number; total50: number; cpu: number; databaseCpu: number };

/** Milliseconds from the first request to the last token at the model's own pace. */
export const replyMs = usualPace.firstTokenMs + (usualPace.tokens * 1_000) / usualPace.perSecond;

export async function chat(options: ChatOptions): Promise<void> {
  await onStage(options, async (stage) => {
    const targets = await targetsOf(stage, options.wire, options.clients);
    const found = new Map(targets.map(({ name }) => [name, [] as Round[]]));
    // The first round warms up and is not counted.
    for (let round = 0; round <= options.rounds; round++) {
      for (let turn = 0; turn < targets.length; turn++) {
        const target = targets[(round + turn) % targets.length] as Target;
        const figures = await playRound(stage, target, options);
        if (round > 0) found.get(target.name)?.push(figures);
      }
    }
    report(found, options);
  });
}

async function playRound(stage: Stage, target: Target, { clients, replies }: ChatOptions): Promise<Round> {
  await target.prepare();
  const before = { cpu: cpuMs(target.server.pid), database: cpuMsOfFamily(stage.postgres.pid) };
  const all = await runLoad({
    clients,
    repliesEach: replies,
    askOf: target.askOf,
    spreadMs: replyMs,
    expected: answerOf(usualPace.tokens),
  });
  const first = all.map((reply) => reply.firstMs);
  return {
    first50: percentile(first, 0.5),
    first95: percentile(first, 0.95),
    total50: percentile(
      all.map((reply) => reply.totalMs),
      0.5,
    ),
    cpu: (cpuMs(target.server.pid) - before.cpu) / all.length,
    databaseCpu: (cpuMsOfFamily(stage.postgres.pid) - before.database) / all.length,
  };
}

function report(found: ReadonlyMap<string, Round[]>, options: ChatOptions): void {
  const { wire, clients, replies, rounds } = options;
  const column = (name: string, key: keyof Round) => (found.get(name) ?? []).map((round) => round[key]);
  const columns = [
    ["first token p50 ms", "first50"],
    ["p95 ms", "first95"],
    ["whole p50 ms", "total50"],
    ["CPU ms/reply", "cpu"],
    ["PostgreSQL's", "databaseCpu"],
  ] as const;
  const rows = [...found.keys()].map((name) => [
    name,
    ...columns.map(([, key]) =>
      name !== "baton" && key === "databaseCpu" ? "-" : spread(column(name, key), key === "total50" ? 0 : 1),
    ),
  ]);
  process.stdout.write(
    `\n${wire} wire, ${clients} clients, ${replies} replies each, ${rounds} rounds: median [min..max]\n` +
      table([["", ...columns.map(([title]) => title)], ...rows]),
  );
  const against = (base: string, name: string, key: keyof Round) =>
    spread(ratios(column(name, key), column(base, key)), 2);
  process.stdout.write(
    `\nratios, taken within a round\n${table([
      ["", "first token p50", "first token p95", "CPU"],
      ...[
        ["bare", "model"],
        ["baton", "model"],
        ["baton", "bare"],
      ].map(([name = "", base = ""]) => [
        `${name} / ${base}`,
        against(base, name, "first50"),
        against(base, name, "first95"),
        base === "model" ? "-" : against(base, name, "cpu"),
      ]),
    ])}`,
  );
  verdict(
    "first token p50, baton / bare",
    median(ratios(column("baton", "first50"), column("bare", "first50"))),
    1.2,
  );
  verdict("CPU per reply, baton / bare", median(ratios(column("baton", "cpu"), column("bare", "cpu"))), 1.5);
}

function verdict(what: string, value: number, limit: number): void {
  const word = value <= limit ? "reached" : "missed";
  process.stdout.write(`aim: ${what} <= ${limit}: ${value.toFixed(2)} (${word})\n`);
}
