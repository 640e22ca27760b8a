"use client";
/** The suggestion of a gap or of a conversation, and what can be done with it. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { api, messageOf } from "@/app/_client/api";
import { useToast } from "@/components/ui/toast";
import type { SuggestionView } from "@/lib/suggestions/schema";
import { keys } from "../_shared/live-refresh";
import { editHref } from "./places";

export type Of = { gapId: string } | { conversationId: string };
export type Edited = Pick<
  SuggestionView,
  "title" | "summary" | "body" | "category" | "audience" | "question"
>;

const pathOf = (of: Of): string =>
  "gapId" in of
    ? `/api/v1/knowledge/gaps/${of.gapId}/suggestion`
    : `/api/v1/conversations/${of.conversationId}/suggestion`;
const idOf = (of: Of): string => ("gapId" in of ? of.gapId : of.conversationId);

export function useSuggestion(of: Of, initial: SuggestionView | null) {
  const router = useRouter();
  const queries = useQueryClient();
  const toast = useToast();
  const [pending, setPending] = useState<"make" | "save" | "accept" | "dismiss" | null>(null);
  const key = keys.suggestion(idOf(of));
  const { data: suggestion } = useQuery({
    queryKey: key,
    queryFn: async ({ signal }) =>
      (await api<{ suggestion: SuggestionView | null }>(pathOf(of), { signal })).suggestion,
    initialData: initial,
    staleTime: 30_000,
  });
  const act = async <T>(what: NonNullable<typeof pending>, work: () => Promise<T>): Promise<T | null> => {
    setPending(what);
    try {
      return await work();
    } catch (error) {
      toast.show({ title: messageOf(error), tone: "danger" });
      void queries.invalidateQueries({ queryKey: key });
      return null;
    } finally {
      setPending(null);
    }
  };
  const path = (id: string) => `/api/v1/knowledge/suggestions/${id}`;
  return {
    suggestion,
    pending,
    make: () =>
      act("make", async () => {
        const made = await api<SuggestionView>(pathOf(of), { method: "POST" });
        queries.setQueryData(key, made);
        return made;
      }),
    save: (was: SuggestionView, edited: Edited) =>
      act("save", async () => {
        const saved = await api<SuggestionView>(path(was.id), {
          method: "PATCH",
          body: { revision: was.revision, ...edited },
        });
        queries.setQueryData(key, saved);
        return saved;
      }),
    /** Makes the draft and opens it. */
    accept: (was: SuggestionView, keepQuestion: boolean) =>
      act("accept", async () => {
        const { articleId } = await api<{ articleId: string }>(`${path(was.id)}/accept`, {
          method: "POST",
          body: { revision: was.revision, keepQuestion },
        });
        router.push(editHref(articleId));
        return articleId;
      }),
    dismiss: (was: SuggestionView) =>
      act("dismiss", async () => {
        await api(`${path(was.id)}/dismiss`, { method: "POST", body: {} });
        queries.setQueryData(key, null);
        toast.show({ title: "Suggestion dismissed", description: "Another one can be made at any time." });
        return true;
      }),
  };
}
