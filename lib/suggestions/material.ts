/** What a suggestion is made of: the question, what people answered, and the article that is nearest. Parts of commands. */
import "server-only";
import { sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import type { Viewer } from "@/lib/auth/viewer";
import { questionOf } from "@/lib/gaps/question";
import { searchArticlesIn } from "@/lib/knowledge/search";
import { type Said, usableWords } from "./assemble";

/** Messages of a conversation that are read, and conversations of a gap. */
const MESSAGES = 30;
const CONVERSATIONS = 8;

export type Material = {
  question: string;
  language: string;
  said: Said[];
  /** Of everybody in the conversation. */
  names: string[];
  conversationId: string | null;
  customerId: string | null;
};

type Thread = { said: Said[]; names: string[] };

/** What was said from a message on, in public; the names of those who said it, and the customer's. */
async function threadFrom(tx: Tx, conversationId: string, seq: number): Promise<Thread> {
  const rows = await tx.execute<Said & { name: string }>(sql`
    select author_kind as "from", left(text, 4000) as text, author_name as name from messages
     where conversation_id = ${conversationId} and kind = 'message' and author_kind <> 'system' and seq >= ${seq}
     order by seq limit ${MESSAGES}`);
  const names = rows.filter(({ from }) => from !== "assistant").map(({ name }) => name);
  return { said: rows.map(({ from, text }) => ({ from, text })), names: [...new Set(names)] };
}

/** Of a gap: its title, and of its newest conversations the one in which people answered most. Null for an empty gap. */
export async function materialOfGap(tx: Tx, gapId: string): Promise<Material | null> {
  const [title] = await tx.execute<{ text: string; language: string }>(sql`
    select q.text, q.language from gaps g
      join gap_questions q on q.id = coalesce(g.title_question_id,
           (select id from gap_questions where gap_id = g.id order by asked_at desc limit 1))
     where g.id = ${gapId}`);
  if (!title) return null;
  const asked = await tx.execute<{ conversationId: string; customerId: string; seq: number }>(sql`
    select conversation_id as "conversationId", customer_id as "customerId", message_seq as seq from gap_questions
     where gap_id = ${gapId} and conversation_id is not null order by asked_at desc, id limit ${CONVERSATIONS}`);
  let best: { thread: Thread; words: number; of: (typeof asked)[number] } | null = null;
  for (const of of asked) {
    const thread = await threadFrom(tx, of.conversationId, of.seq);
    const words = usableWords(thread.said, thread.names);
    if (words > (best?.words ?? 0)) best = { thread, words, of };
  }
  const { text, language } = title;
  return {
    question: text.charAt(0).toUpperCase() + text.slice(1),
    language,
    said: best?.thread.said ?? [],
    names: best?.thread.names ?? [],
    conversationId: best?.of.conversationId ?? null,
    customerId: best?.of.customerId ?? null,
  };
}

/** Of one conversation: what was asked before a person answered first. Null when the customer has asked nothing. */
export async function materialOfConversation(tx: Tx, conversationId: string): Promise<Material | null> {
  const [found] = await tx.execute<{ customerId: string; seq: number; text: string; language: string }>(sql`
    select c.customer_id as "customerId", m.seq, left(m.text, 4000) as text, coalesce(cu.language, 'en') as language
      from conversations c
      left join customers cu on cu.user_id = c.customer_id
      join lateral (
        select seq, text from messages m
         where m.conversation_id = c.id and m.author_kind = 'customer' and m.kind = 'message'
           and m.seq < coalesce((select min(seq) from messages s where s.conversation_id = c.id
                                  and s.author_kind = 'staff' and s.kind = 'message' and s.seq > c.episode_seq), 2147483647)
         order by (select g.message_seq = m.seq from gap_questions g
                    where g.conversation_id = c.id and g.message_seq = m.seq) desc nulls last, m.seq desc limit 1) m on true
     where c.id = ${conversationId}`);
  const question = found ? questionOf(found.text) : "";
  if (!found || !question) return null;
  const thread = await threadFrom(tx, conversationId, found.seq);
  return { ...thread, question, language: found.language, conversationId, customerId: found.customerId };
}

export type Nearest = {
  id: string;
  category: string;
  audience: "public" | "customers";
  language: string;
  title: string;
  summary: string;
  body: string;
  /** Whether it already speaks of what is asked: then it is to be changed, and nothing new is to be written. */
  isAbout: boolean;
};

/** Score from which an article is about the question, rather than only near it. */
const ABOUT = 0.8;

/** The article that readers find first; null when they find none. */
export async function nearestTo(
  tx: Tx,
  viewer: Viewer,
  { question, language }: Pick<Material, "question" | "language">,
): Promise<Nearest | null> {
  const audiences = ["public", "customers"] as const;
  const found = await searchArticlesIn(tx, viewer, { query: question, language, limit: 1, audiences });
  const [first] = found.items;
  if (!first) return null;
  const [row] = await tx.execute<Omit<Nearest, "isAbout">>(sql`
    select id, category, audience, language, title, summary, body from articles where id = ${first.id}`);
  return row ? { ...row, isAbout: found.answerable && first.score >= ABOUT } : null;
}
