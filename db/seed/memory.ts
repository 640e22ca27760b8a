/** What is remembered about the demo's customers: what each resolved conversation came to, and what some have said. */
import type { memoryFacts } from "@/db/schema/memory";
import { type Said, whatWasSolved } from "@/lib/memory/episode";
import { EXPIRY_DAYS } from "@/lib/memory/policy";
import type { FactKind } from "@/lib/memory/schema";
import { idOf } from "./random";
import type { Thread } from "./scene";

export type FactRow = typeof memoryFacts.$inferInsert;

/** Of one customer; a few tell more than a long list. */
const PROBLEMS = 4;
const DAY = 86_400_000;

type Told = { email: string; daysAgo: number; kind: FactKind; about: string; text: string };

const told: readonly Told[] = [
  {
    email: "casey@example.com",
    daysAgo: 41,
    kind: "preference",
    about: "tone",
    text: "Prefers short answers, steps as a list.",
  },
  {
    email: "casey@example.com",
    daysAgo: 41,
    kind: "profile",
    about: "desk",
    text: "Works at a Tarn standing desk that is shared with a partner.",
  },
  {
    email: "casey@example.com",
    daysAgo: 12,
    kind: "note",
    about: "deliveries",
    text: "Is at home for deliveries on Tuesdays and Thursdays only.",
  },
  { email: "jordan@example.com", daysAgo: 30, kind: "preference", about: "name", text: "Goes by Jo." },
  {
    email: "jordan@example.com",
    daysAgo: 30,
    kind: "profile",
    about: "role",
    text: "Orders furniture for the whole studio in Berlin.",
  },
  {
    email: "annika.solberg@example.org",
    daysAgo: 8,
    kind: "preference",
    about: "contact_method",
    text: "Reads e-mail in the evening; nothing is urgent before then.",
  },
];

/** `threads` with their messages in order. */
export function factsFrom(threads: readonly Thread[], now: Date): FactRow[] {
  const solved = threads
    .flatMap((thread) => problemOf(thread))
    .sort((one, other) => createdAt(other) - createdAt(one));
  const perCustomer = new Map<string, number>();
  const recent = solved.filter(({ customerId }) => {
    const n = (perCustomer.get(customerId) ?? 0) + 1;
    perCustomer.set(customerId, n);
    return n <= PROBLEMS;
  });
  return [...told.map((fact) => rowOf(fact, threads, now)), ...recent];
}

const createdAt = (row: FactRow) => row.createdAt?.getTime() ?? 0;

function problemOf({ conversation, messages, tickets }: Thread): FactRow[] {
  if (conversation.status !== "resolved" || !conversation.resolvedAt) return [];
  const said = messages.flatMap((message): Said[] =>
    (message.kind ?? "message") !== "message" || message.authorKind === "system"
      ? []
      : [
          {
            from: message.authorKind,
            text: message.text,
            isBacked: (message.citations ?? []).length + (message.receipts ?? []).length > 0,
          },
        ],
  );
  const numbers = tickets.flatMap(({ number }) => (number === undefined ? [] : [number]));
  const found = whatWasSolved(said, numbers.slice(0, 3));
  if (!found) return [];
  const about = `episode:${conversation.id}:1`;
  return [
    {
      id: idOf(`fact:${about}`),
      customerId: conversation.customerId,
      kind: "problem",
      about,
      ...found,
      conversationId: conversation.id,
      writtenBy: "system",
      ...times("problem", conversation.resolvedAt),
    },
  ];
}

function rowOf({ email, daysAgo, kind, about, text }: Told, threads: readonly Thread[], now: Date): FactRow {
  const customerId = idOf(`user:${email}`);
  const at = new Date(now.getTime() - daysAgo * DAY);
  // Said in the conversation that was the last one then.
  const source = threads
    .filter(({ conversation }) => conversation.customerId === customerId)
    .filter(({ conversation }) => (conversation.createdAt ?? now) <= at)
    .sort((one, other) => started(other) - started(one))[0];
  return {
    id: idOf(`fact:${email}:${kind}:${about}`),
    customerId,
    kind,
    about,
    text,
    conversationId: source?.conversation.id ?? null,
    writtenBy: "assistant",
    ...times(kind, at),
  };
}

const started = ({ conversation }: Thread) => conversation.createdAt?.getTime() ?? 0;

const times = (kind: FactKind, at: Date) => ({
  createdAt: at,
  updatedAt: at,
  expiresAt: new Date(at.getTime() + EXPIRY_DAYS[kind] * DAY),
});
