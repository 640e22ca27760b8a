/**
 * Finds what must not be: lost, doubled, altered, reordered, late. Pure functions over what clients saw and what the
 * database holds; `checker.test.ts` shows that each of them finds its fault when there is one.
 */

export type SentMessage = {
  conversationId: string;
  id: string;
  text: string;
  /** The client got a 2xx. */
  accepted: boolean;
};
export type StoredMessage = { conversationId: string; id: string; seq: number; text: string };

export type MessageFindings = {
  /** Sent and never stored, accepted or not: a client repeats until it is accepted. */
  lost: number;
  /** Accepted and not there: the worst kind of lost. */
  acceptedMissing: number;
  /** Stored more than once, under whatever id. Texts must be unique among what was sent. */
  doubled: number;
  /** Stored with another text than was sent. */
  altered: number;
  /** Pairs of one conversation that are stored in another order than they were sent in, one after the other. */
  reordered: number;
};

/** `sent`: in the order of sending, each conversation's messages by one sender, the next after the one before. */
export function checkMessages(
  sent: readonly SentMessage[],
  stored: readonly StoredMessage[],
): MessageFindings {
  const rows = groupBy(stored, ({ conversationId }) => conversationId);
  const found: MessageFindings = { lost: 0, acceptedMissing: 0, doubled: 0, altered: 0, reordered: 0 };
  for (const [conversationId, messages] of groupBy(sent, (each) => each.conversationId)) {
    const here = rows.get(conversationId) ?? [];
    const byId = groupBy(here, ({ id }) => id);
    const byText = groupBy(here, ({ text }) => text);
    let last = Number.NEGATIVE_INFINITY;
    for (const message of messages) {
      const same = byId.get(message.id) ?? [];
      const alike = byText.get(message.text) ?? [];
      found.doubled += Math.max(0, Math.max(same.length, alike.length) - 1);
      const row = same[0];
      if (!row) {
        // Under another id it is there all the same, but nobody could know that a repeat is one.
        if (alike.length === 0) {
          found.lost++;
          if (message.accepted) found.acceptedMissing++;
        } else found.altered++;
        continue;
      }
      if (row.text !== message.text) found.altered++;
      if (row.seq < last) found.reordered++;
      last = Math.max(last, row.seq);
    }
  }
  return found;
}

/** Numbers that are missing or given twice between 1 and each conversation's last one. */
export function checkNumbers(
  conversations: readonly { id: string; seq: number }[],
  given: readonly { conversationId: string; seq: number }[],
): { gaps: number; twice: number } {
  const rows = groupBy(given, ({ conversationId }) => conversationId);
  let gaps = 0;
  let twice = 0;
  for (const { id, seq } of conversations) {
    const numbers = (rows.get(id) ?? []).map((row) => row.seq);
    const once = new Set(numbers);
    twice += numbers.length - once.size;
    for (let n = 1; n <= seq; n++) if (!once.has(n)) gaps++;
    for (const n of once) if (n > seq || n < 1) gaps++;
  }
  return { gaps, twice };
}

export type ViewFindings = { inversions: number; missing: number; unknown: number; shownTwice: number };

/** One viewer's list, in the order in which it was shown, against what is stored. */
export function checkView(
  shown: readonly { id: string; seq: number }[],
  stored: readonly { id: string; seq: number }[],
): ViewFindings {
  const numbers = new Map(stored.map(({ id, seq }) => [id, seq]));
  const seen = new Set(shown.map(({ id }) => id));
  let inversions = 0;
  for (let n = 1; n < shown.length; n++) {
    const [before, after] = [shown[n - 1], shown[n]];
    if (before && after && after.seq < before.seq) inversions++;
  }
  return {
    inversions,
    missing: stored.filter(({ id }) => !seen.has(id)).length,
    unknown: shown.filter(({ id, seq }) => numbers.get(id) !== seq).length,
    shownTwice: shown.length - seen.size,
  };
}

/** Times in microseconds of the database's clock, as text would order wrongly and floats would round. */
export type Takeover = { conversationId: string; seq: number; committedAt: bigint };
/** Anything of the assistant that was committed: a batch of text, a message, an event, a tool's effect. */
export type AssistantWrite = {
  conversationId: string;
  committedAt: bigint;
  /** Null for what has no place in the thread. */
  seq: number | null;
};

/** What the assistant wrote after the takeover had committed; there must be nothing. */
export function checkSilence(
  takeovers: readonly Takeover[],
  writes: readonly AssistantWrite[],
): AssistantWrite[] {
  const taken = new Map(takeovers.map((takeover) => [takeover.conversationId, takeover]));
  return writes.filter((write) => {
    const takeover = taken.get(write.conversationId);
    if (!takeover) return false;
    return write.committedAt > takeover.committedAt || (write.seq !== null && write.seq > takeover.seq);
  });
}

/**
 * Whether a reader saw a word that was not stored: what was shown must be a beginning of what is. `shown` and `stored`
 * are the texts since the last restart of the run.
 */
export const sawUnstored = (shown: string, stored: string): boolean => !stored.startsWith(shown);

export type ClaimAttempt = {
  conversationId: string;
  agentId: string;
  agentName: string;
  status: number;
  /** What the refusal says. */
  told: string;
  /** Milliseconds on one clock. */
  askedAt: number;
  answeredAt: number;
};

export type ClaimFindings = {
  oneWinner: number;
  /** The database names another owner than the winner, or tells of more claims than one. */
  wrongOwner: number;
  /** Losers whose refusal does not say who won. */
  unnamed: number;
  unanswered: number;
  /** Contests in which somebody asked before anybody was answered. */
  contested: number;
};

export function checkClaims(
  attempts: readonly ClaimAttempt[],
  owners: readonly { id: string; owner: string | null; claims: number }[],
): ClaimFindings {
  const held = new Map(owners.map((row) => [row.id, row]));
  const found: ClaimFindings = { oneWinner: 0, wrongOwner: 0, unnamed: 0, unanswered: 0, contested: 0 };
  for (const [conversationId, here] of groupBy(attempts, (attempt) => attempt.conversationId)) {
    const winners = here.filter(({ status }) => status === 200);
    const [winner] = winners;
    if (winners.length === 1) found.oneWinner++;
    const row = held.get(conversationId);
    if (!winner || row?.owner !== winner.agentId || row.claims !== 1) found.wrongOwner++;
    for (const { status, told } of here) {
      if (status === 409) found.unnamed += winner && told.includes(winner.agentName) ? 0 : 1;
      else if (status !== 200) found.unanswered++;
    }
    const firstAnswer = Math.min(...here.map(({ answeredAt }) => answeredAt));
    if (here.filter(({ askedAt }) => askedAt < firstAnswer).length > 1) found.contested++;
  }
  return found;
}

export type RunRow = { id: string; state: string; endedAt: Date | null };

export type RunFindings = {
  /** Still queued or running. */
  live: number;
  /** In a terminal state without the time of it, or with that time and not in one. */
  unsettled: number;
  /** Streams that ended with no last word, with more than one, or with another than the run's state calls for. */
  wrongClosing: number;
};

const live = ["queued", "running"];
const closingOf: Record<string, string> = { completed: "finish", failed: "error" };

/** Every run has exactly one end, and every reader who stayed to the end was told that one. */
export function checkEndings(
  runs: readonly RunRow[],
  logs: readonly { runId: string | null; state: "open" | "ended" | "broken"; closings: readonly string[] }[],
): RunFindings {
  const states = new Map(runs.map(({ id, state }) => [id, state]));
  const stayed = logs.filter((log) => log.state === "ended");
  return {
    live: runs.filter(({ state }) => live.includes(state)).length,
    unsettled: runs.filter(({ state, endedAt }) => live.includes(state) === (endedAt !== null)).length,
    wrongClosing: stayed.filter(({ runId, closings }) => {
      const state = runId === null ? undefined : states.get(runId);
      const expected = state === undefined ? undefined : (closingOf[state] ?? "abort");
      return closings.length !== 1 || (expected !== undefined && closings[0] !== expected);
    }).length,
  };
}

/** How many effects there are beyond one for each key: a tool's work must be done once, however often it is replayed. */
export function repeatedEffects(keys: readonly string[]): number {
  return keys.length - new Set(keys).size;
}

function groupBy<T>(all: readonly T[], keyOf: (each: T) => string): Map<string, T[]> {
  const groups = new Map<string, T[]>();
  for (const each of all) {
    const key = keyOf(each);
    const group = groups.get(key);
    if (group) group.push(each);
    else groups.set(key, [each]);
  }
  return groups;
}
