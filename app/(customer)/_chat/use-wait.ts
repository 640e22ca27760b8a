"use client";
/** About how many minutes until a person answers; asked only while somebody waits. */
import { useQuery } from "@tanstack/react-query";
import { api } from "@/app/_client/api";

const RENEW_MS = 60_000;

export function useWait(waiting: boolean): number | null {
  const { data } = useQuery({
    queryKey: ["wait"],
    queryFn: ({ signal }) => api<{ minutes: number | null }>("/api/v1/conversations/wait", { signal }),
    enabled: waiting,
    refetchInterval: RENEW_MS,
  });
  return waiting ? (data?.minutes ?? null) : null;
}
