"use client";
/** What is remembered, as this page shows it, and the acts on it: each answers with the whole as it is afterwards. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { api } from "@/app/_client/api";
import { useLiveEvents } from "@/app/_client/live-events";
import type { CorrectFactInput, MemoryView } from "@/lib/memory/schema";

const key = ["memory"] as const;
const path = "/api/v1/memory";

export type MemoryActs = {
  correct: (id: string, patch: CorrectFactInput) => Promise<void>;
  forget: (id: string) => Promise<void>;
  forgetAll: () => Promise<void>;
  setEnabled: (enabled: boolean) => Promise<void>;
};

/** Acts reject with what went wrong, and have then changed nothing here. */
export function useMemory(initial: MemoryView): { memory: MemoryView; acts: MemoryActs } {
  const queries = useQueryClient();
  const { data } = useQuery({
    queryKey: key,
    queryFn: ({ signal }) => api<MemoryView>(path, { signal }),
    initialData: initial,
  });
  useLiveEvents((event) => {
    // The assistant may be noting something in a conversation that is open elsewhere.
    if (event.kind === "change" && event.type.startsWith("memory."))
      void queries.invalidateQueries({ queryKey: key });
  });
  const act = async (below: string, method: "PATCH" | "DELETE", body?: unknown) => {
    await queries.cancelQueries({ queryKey: key });
    queries.setQueryData(key, await api<MemoryView>(`${path}${below}`, { method, body }));
  };
  return {
    memory: data,
    acts: {
      correct: (id, patch) => act(`/facts/${id}`, "PATCH", patch),
      forget: (id) => act(`/facts/${id}`, "DELETE"),
      forgetAll: () => act("/facts", "DELETE"),
      setEnabled: (enabled) => act("", "PATCH", { enabled }),
    },
  };
}
