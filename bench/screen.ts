/**
 * From a commit to another viewer's screen: somebody writes at one instance, somebody else watches at the other. The
 * database's own commit time is compared with the arrival in this process; both read the same clock.
 */
import { randomUUID } from "node:crypto";
import { withClient } from "../scripts/lib/postgres-bootstrap.mjs";
import { follow, messageOf, type Person, post, signIn, signUp, startConversation } from "./customers";
import { percentile, table } from "./figures";
import { ask } from "./replies";
import { demoPassword, onStage, type Server, type Stage, type Wire } from "./stage";

export type ScreenOptions = { wire: Wire; messages: number; profile?: string | undefined };

/** Answers that are watched; each is some dozen batches. */
const ANSWERS = 20;
/** Milliseconds between two messages, more or less: a live conversation, not a load test. */
const PAUSE_MS = 40;

export async function screen(options: ScreenOptions): Promise<void> {
  await onStage({ ...options, instances: 2 }, async (stage) => {
    const [here, there] = stage.baton as [Server, Server];
    const [customer] = (await signUp(here.url, 1)) as [Person];
    const agent = await signIn(there.url, "alex@baton.example", demoPassword);
    const events = await watchMessages(stage, customer, agent, options.messages);
    const answers = await watchAnswers(stage, customer, agent);
    const row = (title: string, samples: readonly number[]) => [
      title,
      String(samples.length),
      percentile(samples, 0.5).toFixed(1),
      percentile(samples, 0.95).toFixed(1),
    ];
    process.stdout.write(
      `\nfrom the commit at one instance to a viewer at another, ms\n${table([
        ["", "samples", "p50", "p95"],
        row("a message: the event is heard", events.heard),
        row("a message: its text is read", events.read),
        row("an answer's words, as they stream", answers),
      ])}`,
    );
  });
}

/** A customer's messages to a person: the agent's page hears the event and reads the message. */
async function watchMessages(stage: Stage, customer: Person, agent: Person, count: number) {
  const id = await startConversation(customer, { person: true });
  const heard = new Map<string, number>();
  const read = new Map<string, number>();
  let seen = 1;
  const close = await follow(agent, "/api/v1/events", (name, data) => {
    const event = JSON.parse(data) as { type?: string; conversationId?: string; subjectId?: string };
    if (name !== "change" || event.conversationId !== id || event.type !== "message.posted") return;
    if (event.subjectId) heard.set(event.subjectId, clock());
    void readOn();
  });
  const readOn = async () => {
    const path = `/api/v1/conversations/${id}/messages?after=${seen}`;
    const answer = await fetch(agent.base + path, { headers: { cookie: agent.cookie } });
    const { items } = (await answer.json()) as { items: { id: string; seq: number }[] };
    for (const item of items) {
      if (!read.has(item.id)) read.set(item.id, clock());
      seen = Math.max(seen, item.seq);
    }
  };
  const ids = Array.from({ length: count }, () => randomUUID());
  for (const message of ids) {
    await post(customer, `/api/v1/conversations/${id}/messages`, { id: message, text: "Is anybody there?" });
    await new Promise((resolve) => setTimeout(resolve, PAUSE_MS));
  }
  await new Promise((resolve) => setTimeout(resolve, 2_000));
  close();
  const committed = await commitTimes(stage, id);
  const late = (arrived: ReadonlyMap<string, number>) =>
    ids.map((message) => (arrived.get(message) ?? Number.NaN) - (committed.get(message) ?? Number.NaN));
  return { heard: whole(late(heard)), read: whole(late(read)) };
}

/** Answers that stream from one instance, watched by an agent at the other. */
async function watchAnswers(stage: Stage, customer: Person, agent: Person): Promise<number[]> {
  const samples: number[] = [];
  for (let n = 0; n < ANSWERS; n++) {
    const id = await startConversation(customer);
    const asked = ask(messageOf(customer, id, "When does my parcel arrive?"));
    const arrived = await followAnswer(agent, id);
    await asked;
    const batches = await batchesOf(stage, id);
    // What was there before the watcher came says nothing about the way to the screen.
    const came = arrived[0]?.end ?? Number.NaN;
    for (const { end, at } of batches.filter((batch) => batch.end > came))
      samples.push((arrived.find((part) => part.end >= end)?.at ?? Number.NaN) - at);
  }
  return whole(samples);
}

type Part = { end: number; at: number };

/** Opens the conversation's stream as soon as there is one; resolves at its end with what came when. */
async function followAnswer(viewer: Person, id: string): Promise<Part[]> {
  const parts: Part[] = [];
  for (;;) {
    const opened = performance.now();
    const answer = await fetch(`${viewer.base}/api/v1/conversations/${id}/stream`, {
      headers: { cookie: viewer.cookie },
    });
    if (answer.status !== 200 || !answer.body) {
      if (performance.now() - opened > 5_000) throw new Error("no answer began");
      continue;
    }
    let [text, rest] = [0, ""];
    const decoder = new TextDecoder();
    const reader = answer.body.getReader();
    for (;;) {
      const { done, value } = await reader.read();
      if (done) break;
      const at = clock();
      const lines = (rest + decoder.decode(value, { stream: true })).split("\n");
      rest = lines.pop() ?? "";
      for (const line of lines) {
        if (!line.startsWith("data: {")) continue;
        const chunk = JSON.parse(line.slice(6)) as { type: string; delta?: string };
        const delta = chunk.type === "text-delta" ? (chunk.delta?.length ?? 0) : 0;
        text += delta;
        if (delta > 0) parts.push({ end: text, at });
      }
    }
    return parts;
  }
}

const clock = (): number => performance.timeOrigin + performance.now();

function whole(samples: readonly number[]): number[] {
  if (samples.length === 0 || samples.some(Number.isNaN))
    throw new Error("something never reached the screen");
  return [...samples];
}

/** When each message of a conversation was committed, in milliseconds. */
async function commitTimes(stage: Stage, id: string): Promise<Map<string, number>> {
  const rows = await withClient(
    stage.postgres.adminUrl,
    (sql) => sql<{ id: string; at: number }[]>`
      select id, extract(epoch from pg_xact_commit_timestamp(xmin))::float8 * 1000 as at
        from messages where conversation_id = ${id}`,
  );
  return new Map(rows.map((row) => [row.id, row.at]));
}

/** The batches of a conversation's run: how much text there was after each, and when it was committed. */
async function batchesOf(stage: Stage, id: string): Promise<{ end: number; at: number }[]> {
  const rows = await withClient(
    stage.postgres.adminUrl,
    (sql) => sql<{ chunks: { type: string; delta?: string }[]; at: number }[]>`
      select c.chunks, extract(epoch from pg_xact_commit_timestamp(c.xmin))::float8 * 1000 as at
        from run_chunks c join runs r on r.id = c.run_id where r.conversation_id = ${id} order by c.n`,
  );
  let end = 0;
  return rows.flatMap(({ chunks, at }) => {
    const before = end;
    for (const chunk of chunks) if (chunk.type === "text-delta") end += chunk.delta?.length ?? 0;
    return end > before ? [{ end, at }] : [];
  });
}
