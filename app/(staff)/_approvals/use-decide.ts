"use client";
/** Decides on a request, once. Whoever comes too late is told who was first, and sees what was decided. */
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { ApiProblem, api, messageOf } from "@/app/_client/api";
import type { Approvals } from "@/app/_client/use-approvals";
import { useToast } from "@/components/ui/toast";
import type { ApprovalView } from "@/lib/approvals/schema";
import { keys } from "../_shared/live-refresh";

export type Verdict = "approve" | "refuse";
type Body = { args?: Record<string, unknown>; reason?: string };

/** `run` answers why what was written cannot be taken; null when nothing has to be mended. */
export function useDecide(approval: ApprovalView, approvals: Approvals, onDecided: () => void) {
  const [pending, setPending] = useState<Verdict | null>(null);
  const queries = useQueryClient();
  const toast = useToast();

  const run = async (verdict: Verdict, body: Body = {}): Promise<string | null> => {
    if (pending) return null;
    setPending(verdict);
    try {
      const path = `/api/v1/approvals/${approval.id}/${verdict}`;
      approvals.take(await api<ApprovalView>(path, { method: "POST", body }));
      onDecided();
      return null;
    } catch (error) {
      if (error instanceof ApiProblem && error.code === "invalid") return error.message;
      const late = error instanceof ApiProblem && error.code === "conflict";
      toast.show({
        title: messageOf(error),
        description: late ? "Your decision was not needed; nothing was done twice." : "Nothing was decided.",
        tone: late ? "neutral" : "danger",
      });
      await approvals.reload();
      return null;
    } finally {
      setPending(null);
      void queries.invalidateQueries({ queryKey: keys.approvals });
    }
  };
  return { pending, run };
}
