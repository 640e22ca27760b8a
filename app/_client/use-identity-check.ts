"use client";
/** The code that the assistant waits for in one conversation, if any; and what has become of the one before. */
import { useState } from "react";
import type { PendingCheckView } from "@/lib/identity/schema";
import { ApiProblem, api, messageOf } from "./api";
import { useReread } from "./use-reread";

type Waiting = { check: PendingCheckView | null };
type Ending = "verified" | "failed";

export type IdentityCheck = {
  check: PendingCheckView | null;
  /** What became of the last one that was entered here, until the assistant has gone on. */
  ended: Ending | null;
  /** Answers what is wrong, in words; null when the code was taken, or was the last try. */
  enter: (code: string) => Promise<string | null>;
  /** Answers what went wrong; null when a new code is on its way. */
  resend: () => Promise<string | null>;
};

const waits = ({ check }: Waiting) => check !== null;

export const noCheck: Waiting = { check: null };

export function useIdentityCheck(
  conversationId: string,
  initial: Waiting,
  /** The number of the last entry of the thread. */
  seq: number,
  onRead: () => void,
): IdentityCheck {
  const [ended, setEnded] = useState<{ id: string; how: Ending; seq: number } | null>(null);
  const { value, set, reload } = useReread<Waiting>({
    conversationId,
    path: "identity-check",
    kind: "identity",
    initial,
    waits,
    onRead,
  });
  const { check } = value;
  const path = `/api/v1/identity-checks/${check?.id}`;

  const attempt = async (act: () => Promise<void>): Promise<string | null> => {
    try {
      await act();
      return null;
    } catch (error) {
      // One try less, or over: told by the answer, and shown as it is now.
      if (error instanceof ApiProblem && !error.isLost) await reload();
      return messageOf(error);
    }
  };
  return {
    check,
    ended: ended && ended.id !== check?.id && ended.seq >= seq ? ended.how : null,
    enter: (code) =>
      attempt(async () => {
        if (!check) return;
        const { verified } = await api<{ verified: boolean }>(path, { method: "POST", body: { code } });
        setEnded({ id: check.id, how: verified ? "verified" : "failed", seq });
        set(() => noCheck);
        onRead();
      }),
    resend: () =>
      attempt(async () => {
        await api(`${path}/resend`, { method: "POST" });
        await reload();
      }),
  };
}
