/** What became of each message that met a fault of the model: ended, told, booked, marked, and the next one answered. */
import { say } from "../../../scripts/lib/say.mjs";
import type { Cluster } from "./cluster";
import type { Instance } from "./instance";
import { type ModelCase, WHOLE } from "./model-cases";
import { atMost, type Measure } from "./report";
import { type Entry, isTold, readThreads } from "./run-checks";

const TOLD_MS = 30_000;
/** For an answer that comes slowly, but comes: the product's limit, and the time to say that it passed. */
export const SLOW_TOLD_MS = 100_000;
export type Lane = {
  name: string;
  instance: Instance;
  fallback: boolean;
  quick: ModelCase[];
  slow: ModelCase[];
};

export type Told = {
  lane: Lane;
  of: ModelCase;
  conversationId: string;
  ms: number;
  isOver: boolean;
  next: string;
};

type RunRow = {
  conversationId: string;
  state: string;
  isBooked: boolean;
  errorCode: string | null;
  fallbackFrom: string | null;
  messageSeq: number;
};

export async function judgeTold(cluster: Cluster, told: readonly Told[]): Promise<Measure[]> {
  const { sql } = cluster.database;
  const ids = told.map(({ conversationId }) => conversationId);
  const threads = await readThreads(sql, ids);
  const runs = await sql<RunRow[]>`
    select conversation_id as "conversationId", state, usage is not null as "isBooked", error_code as "errorCode",
           fallback_from as "fallbackFrom", message_seq as "messageSeq"
      from runs where conversation_id = any(${ids}::uuid[]) order by created_at`;
  const seqs = new Map(
    (
      await sql<{ id: string; seq: number }[]>`
        select id, seq from messages where conversation_id = any(${ids}::uuid[]) and author_kind = 'customer'`
    ).map(({ id, seq }) => [id, seq]),
  );
  const counts = {
    open: 0,
    late: 0,
    untold: 0,
    unbooked: 0,
    mute: 0,
    whole: 0,
    unmarked: 0,
    garbled: 0,
    feigned: 0,
  };
  const find = (what: keyof typeof counts, { lane, of, ms }: Told, run?: RunRow) => {
    counts[what]++;
    say(`${what}: ${lane.name} ${of.text} (${ms} ms) ${run ? `${run.state} ${run.errorCode ?? ""}` : ""}`);
  };
  for (const each of told) {
    const { of, lane, conversationId, ms, isOver, next } = each;
    const thread = threads.get(conversationId) ?? [];
    const nextSeq = seqs.get(next) ?? Number.POSITIVE_INFINITY;
    const mine = runs.filter((row) => row.conversationId === conversationId);
    const [run] = mine;
    const first = thread.filter(({ seq }) => seq < nextSeq);
    const later = thread.filter(({ seq }) => seq >= nextSeq);
    const answer = first.find(({ authorKind, kind }) => authorKind === "assistant" && kind === "message");
    if (!run || mine.some(({ state }) => state === "queued" || state === "running")) find("open", each, run);
    if (!isOver || ms > (of.word === "drip" ? SLOW_TOLD_MS : TOLD_MS)) find("late", each, run);
    if (!isTold(first)) find("untold", each, run);
    if (!run?.isBooked) find("unbooked", each, run);
    if (next && !isAnswered(later, first)) find("mute", each, mine.at(-1));
    if (of.isWhole && !answer?.text.includes(WHOLE)) find("whole", each, run);
    if (first.some(({ text }) => /[\uFFFD\0]/.test(text))) find("garbled", each, run);
    if (!of.isFailure || !run) continue;
    // Nothing may pass for an answer of the model when there was none.
    if (run.state === "completed" && !lane.fallback) find("feigned", each, run);
    if (run.state === "completed" && lane.fallback && !(answer?.fallback && run.fallbackFrom))
      find("unmarked", each, run);
    if (run.state !== "completed" && !first.some(({ kind }) => kind === "notice"))
      find("unmarked", each, run);
  }
  return [
    atMost("models.runs_without_end", counts.open, 0),
    atMost("models.told_too_late", counts.late, 0),
    atMost("models.customers_not_told", counts.untold, 0),
    atMost("models.runs_without_usage", counts.unbooked, 0),
    atMost("models.next_message_unanswered", counts.mute, 0),
    atMost("models.good_answers_lost", counts.whole, 0),
    atMost("models.answers_with_broken_letters", counts.garbled, 0),
    atMost("models.failures_shown_as_answers", counts.feigned, 0),
    atMost("models.fallbacks_or_failures_not_marked", counts.unmarked, 0),
  ];
}

/** By the assistant; or by a person, when the one before went to the queue. */
function isAnswered(later: readonly Entry[], first: readonly Entry[]): boolean {
  if (first.some(({ kind }) => kind === "handover")) return later.length > 0;
  return later.some(
    ({ authorKind, kind, incomplete }) => authorKind === "assistant" && kind === "message" && !incomplete,
  );
}
