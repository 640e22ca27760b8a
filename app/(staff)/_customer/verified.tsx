"use client";
/** Whether the customer has proved in this conversation, by a mailed code, that it is them. */
import { useQuery } from "@tanstack/react-query";
import { ShieldCheck } from "lucide-react";
import { api } from "@/app/_client/api";
import { RelativeTime } from "@/components/ui/relative-time";
import type { IdentityStepView } from "@/lib/identity/trail-schema";
import { keys } from "../_shared/live-refresh";

const words: Record<IdentityStepView["step"], string> = {
  verified: "By a mailed code",
  sent: "Code mailed, not entered yet",
  failed: "No: the code was wrong too often",
  expired: "No: the code was not entered in time",
};

/** Null when it was never asked for; the panel then says nothing. */
export function useVerified(conversationId: string): IdentityStepView | null {
  const { data } = useQuery({
    queryKey: keys.identity(conversationId),
    queryFn: async ({ signal }) =>
      (
        await api<{ items: IdentityStepView[] }>(`/api/v1/conversations/${conversationId}/identity-steps`, {
          signal,
        })
      ).items,
    staleTime: 60_000,
  });
  // A proof counts, whatever was mailed since.
  return data?.find(({ step }) => step === "verified") ?? data?.[0] ?? null;
}

export function Verified({ latest }: { latest: IdentityStepView }) {
  return (
    <span className="flex flex-wrap items-center gap-x-1.5">
      {latest.step === "verified" ? <ShieldCheck aria-hidden="true" className="size-4 shrink-0" /> : null}
      {words[latest.step]}
      <RelativeTime iso={latest.at} className="text-text-muted text-xs" />
    </span>
  );
}
