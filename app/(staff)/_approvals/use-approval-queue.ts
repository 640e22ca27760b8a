"use client";
/** What waits for the team's approval, everywhere: kept fresh by live events, read once by the layout. */
import { useQuery } from "@tanstack/react-query";
import { api } from "@/app/_client/api";
import type { ApprovalView } from "@/lib/approvals/schema";
import { keys } from "../_shared/live-refresh";

/** `initial` is given by the frame around the pages; below it, the list is there already. */
export function useApprovalQueue(initial?: ApprovalView[]) {
  return useQuery({
    queryKey: keys.approvals,
    queryFn: async ({ signal }) =>
      (await api<{ items: ApprovalView[] }>("/api/v1/approvals", { signal })).items,
    initialData: initial,
    staleTime: 30_000,
  });
}
