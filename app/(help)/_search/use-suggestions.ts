"use client";
/** What the help center suggests for what is being typed: asked after a pause, and only the last question counts. */
import { useEffect, useRef, useState } from "react";
import { ApiProblem, api } from "@/app/_client/api";
import type { Suggestions } from "@/lib/knowledge/suggestions";

/** Milliseconds without another letter before the server is asked. */
const PAUSE_MS = 150;
/** Letters from which on something can be meant. */
export const LEAST_LETTERS = 2;
/** Answers that are kept, so that taking a letter back shows them again at once. */
const KEPT = 40;

export type Suggested = Suggestions & { query: string };

export function useSuggestions(text: string, lang: string | null) {
  const query = text.trim();
  const [found, setFound] = useState<Suggested | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const kept = useRef(new Map<string, Suggested>());

  useEffect(() => {
    if (query.length < LEAST_LETTERS) {
      setFound(null);
      setProblem(null);
      return;
    }
    const known = kept.current.get(query);
    if (known) {
      setFound(known);
      setProblem(null);
      return;
    }
    const controller = new AbortController();
    const ask = async () => {
      try {
        const answer = await api<Suggestions>("/api/v1/search/suggestions", {
          query: { q: query, lang },
          signal: controller.signal,
        });
        if (controller.signal.aborted) return;
        const suggested = { ...answer, query };
        keep(kept.current, suggested);
        setFound(suggested);
        setProblem(null);
      } catch (error) {
        if (controller.signal.aborted) return;
        setFound(null);
        setProblem(wordsFor(error));
      }
    };
    const timer = setTimeout(ask, PAUSE_MS);
    return () => {
      clearTimeout(timer);
      controller.abort();
    };
  }, [query, lang]);

  return { query, found, problem };
}

function keep(kept: Map<string, Suggested>, suggested: Suggested): void {
  kept.set(suggested.query, suggested);
  const [oldest] = kept.keys();
  if (kept.size > KEPT && oldest !== undefined) kept.delete(oldest);
}

/** Suggestions are a convenience: whatever keeps them away is said calmly, with what still works. */
function wordsFor(error: unknown): string {
  const code = error instanceof ApiProblem ? error.code : "internal";
  if (code === "offline") return "You seem to be offline. Suggestions come back with the connection.";
  if (code === "rate_limited") return "Suggestions pause for a moment. Press Enter to search.";
  return "Suggestions are not available right now. Press Enter to search.";
}
