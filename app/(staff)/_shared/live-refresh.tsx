"use client";
/** Reads again what an event says has changed. Bursts become one reading; nothing waits longer than a quarter second. */
import { type QueryKey, useQueryClient } from "@tanstack/react-query";
import { useEffect, useRef } from "react";
import { type LiveEvent, useLiveEvents } from "@/app/_client/live-events";

const PAUSE_MS = 250;

/** Every key under which the staff screens keep what the server said. */
export const keys = {
  inbox: ["inbox"],
  counts: ["inbox-counts"],
  conversation: (id: string) => ["conversation", id],
  customer: (id: string) => ["customer", id],
  customers: ["customer"],
  tickets: ["tickets"],
  ticketCount: ["ticket-count"],
  ticket: (id: string) => ["ticket", id],
  people: ["people"],
  identity: (conversationId: string) => ["identity", conversationId],
  tools: ["tools"],
  approvals: ["approvals"],
  imports: ["imports"],
  import: (id: string) => ["imports", id],
  articles: ["staff-articles"],
  article: (id: string) => ["staff-article", id],
  categories: ["categories"],
  gaps: ["gaps"],
  gap: (id: string) => ["gap", id],
  /** Of a gap or of a conversation. */
  suggestion: (of: string) => ["suggestion", of],
  suggestions: ["suggestion"],
  checks: ["checks"],
  usage: ["usage"],
  search: ["knowledge-search"],
} as const satisfies Record<string, QueryKey | ((id: string) => QueryKey)>;

/** What is stale after an event; several events of one kind name the same keys. */
export function staleAfter(event: Extract<LiveEvent, { kind: "change" }>): QueryKey[] {
  if (event.type.startsWith("ticket."))
    return [
      keys.tickets,
      keys.ticketCount,
      keys.customers,
      ...(event.subjectId ? [keys.ticket(event.subjectId)] : []),
    ];
  // Under the same key as the customer that the facts are about.
  if (event.type.startsWith("memory.")) return [keys.customers];
  if (event.type.startsWith("gap."))
    return [keys.gaps, ...(event.subjectId ? [keys.gap(event.subjectId)] : [])];
  if (event.type.startsWith("suggestion.")) return [keys.suggestions];
  if (event.type.startsWith("case.") || event.type.startsWith("conflict.")) return [keys.checks];
  if (event.type.startsWith("article."))
    return [keys.articles, ...(event.subjectId ? [keys.article(event.subjectId)] : [])];
  if (event.type.startsWith("synonyms.")) return [keys.search];
  if (event.type.startsWith("category.")) return [keys.categories, keys.articles];
  if (event.type.startsWith("person.") || event.type.startsWith("staff.")) return [keys.people];
  if (event.type.startsWith("tool.")) return [keys.tools];
  if (event.type.startsWith("import.")) return [keys.imports];
  if (event.type.startsWith("customer.") || event.type.startsWith("profile."))
    return [keys.customers, keys.people];
  if (!event.conversationId) return [];
  if (event.type.startsWith("identity.")) return [keys.identity(event.conversationId)];
  const read = [keys.inbox, keys.counts, keys.conversation(event.conversationId)];
  // Whoever takes a conversation over ends what the assistant had asked for in it.
  return /^(approval|conversation)\./.test(event.type) ? [...read, keys.approvals] : read;
}

export function LiveRefresh() {
  const queries = useQueryClient();
  const waiting = useRef(new Map<string, QueryKey>());
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  useEffect(() => () => clearTimeout(timer.current), []);
  useLiveEvents((event) => {
    if (event.kind !== "change") return;
    for (const key of staleAfter(event)) waiting.current.set(JSON.stringify(key), key);
    if (waiting.current.size === 0 || timer.current !== undefined) return;
    timer.current = setTimeout(() => {
      timer.current = undefined;
      const stale = [...waiting.current.values()];
      waiting.current.clear();
      for (const queryKey of stale) void queries.invalidateQueries({ queryKey });
    }, PAUSE_MS);
  });
  return null;
}
