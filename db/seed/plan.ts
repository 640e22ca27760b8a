/** Which conversations the demo has: who writes, about what, when, and how far each has come. */
import { dialogues } from "./dialogues";
import type { Dialogue, Line } from "./dialogues/script";
import { customers, type SeedCustomer } from "./people";
import type { Random } from "./random";
import { timesOf } from "./timing";

export type Standing = "resolved" | "queue" | "agent" | "assistant";
export type Plan = {
  dialogue: Dialogue;
  customer: SeedCustomer;
  agentEmail: string;
  standing: Standing;
  lines: Line[];
  times: number[];
  start: Date;
  /** What becomes of its ticket, where the demo depends on it. */
  ticket?: "open" | "closed";
};

const MINUTE = 60_000;
const DAY = 86_400_000;
const RESOLVED = 272;

/** Work in progress: how many, with whom, and how many minutes ago the last line was. */
const live: { standing: Standing; agent?: string; count: number; ago: [number, number] }[] = [
  { standing: "queue", count: 9, ago: [1, 48] },
  { standing: "agent", agent: "alex@baton.example", count: 5, ago: [1, 70] },
  { standing: "agent", agent: "sam@baton.example", count: 4, ago: [2, 90] },
  { standing: "agent", agent: "priya@baton.example", count: 3, ago: [10, 400] },
  { standing: "agent", agent: "tomasz@baton.example", count: 2, ago: [30, 1_500] },
  { standing: "assistant", count: 12, ago: [1, 240] },
];

/** The two customers that visitors sign in as have the same past in every demo. */
const told: {
  email: string;
  dialogue: string;
  daysAgo: number;
  agent: string;
  ticket?: "open" | "closed";
}[] = [
  {
    email: "casey@example.com",
    dialogue: "damaged-desk",
    daysAgo: 47,
    agent: "alex@baton.example",
    ticket: "closed",
  },
  { email: "casey@example.com", dialogue: "e02-reset", daysAgo: 21, agent: "alex@baton.example" },
  {
    email: "casey@example.com",
    dialogue: "sinking-chair",
    daysAgo: 4,
    agent: "sam@baton.example",
    ticket: "open",
  },
  { email: "jordan@example.com", dialogue: "monitor-arm", daysAgo: 33, agent: "sam@baton.example" },
  {
    email: "jordan@example.com",
    dialogue: "volume-quote",
    daysAgo: 9,
    agent: "sam@baton.example",
    ticket: "closed",
  },
];

export function planConversations(now: Date, random: Random): Plan[] {
  const plans = told.map((story) => {
    const dialogue = dialogues.find((d) => d.key === story.dialogue);
    const customer = customers.find((c) => c.email === story.email);
    if (!dialogue || !customer) throw new Error(`nobody tells ${story.dialogue}`);
    const lines = withTicket(dialogue.lines);
    const times = timesOf(lines, random);
    const start = new Date(now.getTime() - story.daysAgo * DAY - random.between(60, 300) * MINUTE);
    return {
      ...story,
      agentEmail: story.agent,
      dialogue,
      customer,
      standing: "resolved" as const,
      lines,
      times,
      start,
    };
  });
  const cast = new Cast(random);
  return [
    ...plans,
    ...Array.from({ length: RESOLVED }, () => planResolved(now, cast, random)),
    ...live.flatMap((group) => Array.from({ length: group.count }, () => planLive(group, now, cast, random))),
  ].sort((one, other) => one.start.getTime() - other.start.getTime());
}

function planResolved(now: Date, cast: Cast, random: Random): Plan {
  const { dialogue, customer } = cast.choose(() => true, false);
  const lines = withTicket(dialogue.lines);
  const times = timesOf(lines, random);
  const needsPeople = lines.some((line) => line.do === "claim" || line.do === "takeOver");
  const agentEmail = random.weighted([
    ["alex@baton.example", 6],
    ["sam@baton.example", 6],
    ["priya@baton.example", 4],
    ["tomasz@baton.example", 4],
    ["morgan@baton.example", 1],
  ]);
  return {
    dialogue,
    customer,
    agentEmail,
    standing: "resolved",
    lines,
    times,
    start: daytime(now, times, needsPeople, random),
  };
}

function planLive(group: (typeof live)[number], now: Date, cast: Cast, random: Random): Plan {
  const { standing, agent = "alex@baton.example", ago } = group;
  const { dialogue, customer } = cast.choose((d) => cut(d.lines, standing, random) !== null, true);
  const part = cut(dialogue.lines, standing, random) ?? dialogue.lines;
  const lines = withTicket(part);
  const times = timesOf(lines, random);
  const end = now.getTime() - random.between(ago[0] * 60, ago[1] * 60) * 1_000;
  return {
    dialogue,
    customer,
    agentEmail: agent,
    standing,
    lines,
    times,
    start: new Date(end - (times.at(-1) ?? 0)),
  };
}

/** The beginning of a dialogue up to where the conversation stands now; null when it never stands there. */
function cut(lines: readonly Line[], standing: Standing, random: Random): Line[] | null {
  const handed = lines.findIndex((line) => line.do === "escalate" || line.do === "takeOver");
  if (standing === "queue") return lines[handed]?.do === "escalate" ? lines.slice(0, handed + 1) : null;
  if (standing === "agent") {
    const reply = lines.findIndex((line, n) => n > handed && line.do === "say" && line.by === "agent");
    if (handed < 0 || reply < 0) return null;
    const next = lines[reply + 1];
    const answered = next?.do === "say" && next.by === "customer" && random.chance(0.5);
    return lines.slice(0, answered ? reply + 2 : reply + 1);
  }
  const before = handed < 0 ? lines : lines.slice(0, handed);
  const first = before.findIndex((line) => line.do === "answer");
  // An answer that announces a person is no place to stop.
  return first < 0 || first + 1 >= before.length ? null : before.slice(0, first + 1);
}

/** Whatever goes to the queue is tracked: a ticket is opened where the dialogue itself opens none. */
function withTicket(lines: readonly Line[]): Line[] {
  const at = lines.findIndex((line) => line.do === "escalate");
  const escalation = lines[at];
  if (escalation?.do !== "escalate" || lines.some((line) => line.do === "ticket")) return [...lines];
  const { question, nextStep, reason } = escalation;
  const opened: Line = {
    do: "ticket",
    by: "assistant",
    subject: question.replace(/\.$/, ""),
    description: `${question} ${nextStep}`,
    tags: ["handover", reason.replaceAll("_", "-")],
  };
  return [...lines.slice(0, at), opened, ...lines.slice(at)];
}

/** Sometime in the last 90 days at an hour when people write; with people in it, not on a Sunday. */
function daytime(now: Date, times: readonly number[], needsPeople: boolean, random: Random): Date {
  const start = new Date(now.getTime() - (0.4 + 89 * random.next() ** 1.2) * DAY);
  const hour = random.weighted([
    [7, 2],
    [8, 4],
    [9, 6],
    [10, 6],
    [11, 5],
    [12, 4],
    [13, 5],
    [14, 5],
    [15, 5],
    [16, 4],
    [17, 3],
    [18, 2],
    [needsPeople ? 10 : 20, 2],
    [needsPeople ? 14 : 22, 1],
  ]);
  start.setUTCHours(hour, random.between(0, 59), random.between(0, 59), 0);
  if (needsPeople && start.getUTCDay() === 0) start.setTime(start.getTime() - DAY);
  const latest = now.getTime() - (times.at(-1) ?? 0) - random.between(30, 900) * MINUTE;
  return start.getTime() > latest ? new Date(latest) : start;
}

/** Who says what: no customer has the same story twice or two conversations at once, and no story runs twice now. */
class Cast {
  private readonly used = new Set<string>();
  private readonly busy = new Set<string>();
  private readonly people = customers.filter((c) => !c.signsIn);
  private readonly random: Random;

  constructor(random: Random) {
    this.random = random;
  }

  choose(
    suits: (dialogue: Dialogue) => boolean,
    isLive: boolean,
  ): { dialogue: Dialogue; customer: SeedCustomer } {
    for (let attempt = 0; attempt < 5_000; attempt++) {
      const dialogue = this.random.weighted(dialogues.map((d) => [d, weightOf(d)] as const));
      const customer = this.random.pick(this.people);
      const key = `${customer.email} ${dialogue.key}`;
      if (!suits(dialogue) || !mayTell(customer, dialogue) || this.used.has(key)) continue;
      if (isLive && (this.busy.has(customer.email) || this.busy.has(dialogue.key))) continue;
      this.used.add(key);
      if (isLive) this.busy.add(customer.email).add(dialogue.key);
      return { dialogue, customer };
    }
    throw new Error("the demo has too few customers for its conversations");
  }
}

/** Stories with a ticket come up more often, so that the ticket lists have something to show. */
const weightOf = (d: Dialogue): number =>
  (d.weight ?? 1) * (d.lines.some((line) => line.do === "ticket" || line.do === "escalate") ? 5 : 1);

function mayTell(customer: SeedCustomer, { only }: Dialogue): boolean {
  if (only === "plus" || only === "basic") return customer.plan === only;
  return only !== "organization" || customer.organization !== null;
}
