"use client";
/**
 * What staff do to a conversation as a whole, one at a time; a refusal is told calmly and the view read again.
 * Success needs no words of its own: the baton bar says it, on every screen.
 */
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ApiProblem, api, messageOf } from "@/app/_client/api";
import type { ThreadSession } from "@/app/_client/thread-session";
import { useToast } from "@/components/ui/toast";
import type { ConversationView } from "@/lib/conversations/schema";
import type { Command } from "../_inbox/offers";
import { keys } from "../_shared/live-refresh";

export type Acts = {
  pending: Command | "stop" | null;
  /** Answers whether it was done. */
  run: (command: Command, body?: { instruction: string | null }) => Promise<boolean>;
  stop: () => Promise<void>;
};

export function useActs(session: ThreadSession, conversationId: string): Acts {
  const [pending, setPending] = useState<Acts["pending"]>(null);
  const queries = useQueryClient();
  const toast = useToast();

  const attempt = async (what: Command | "stop", act: () => Promise<void>): Promise<boolean> => {
    if (pending) return false;
    setPending(what);
    try {
      await act();
      return true;
    } catch (error) {
      const conflict = error instanceof ApiProblem && error.code === "conflict";
      toast.show({
        title: messageOf(error),
        description: conflict ? "Nothing was changed; you see it now as it is." : "Nothing was changed.",
        tone: conflict ? "neutral" : "danger",
      });
      await session.sync();
      return false;
    } finally {
      setPending(null);
      void queries.invalidateQueries({ queryKey: keys.inbox });
      void queries.invalidateQueries({ queryKey: keys.counts });
    }
  };

  return {
    pending,
    run: (command, body) =>
      attempt(command, async () => {
        const path = `/api/v1/conversations/${conversationId}/${command}`;
        session.setConversation(await api<ConversationView>(path, { method: "POST", body }));
      }),
    stop: async () => {
      await attempt("stop", () => api(`/api/v1/conversations/${conversationId}/stop`, { method: "POST" }));
    },
  };
}
