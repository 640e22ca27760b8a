"use client";
/** The requests of one conversation that waited, or wait, for a person's approval. */
import type { ApprovalView } from "@/lib/approvals/schema";
import { useReread } from "./use-reread";

type List = { items: readonly ApprovalView[] };

export type Approvals = {
  list: readonly ApprovalView[];
  /** Puts the answer of a decision in its place. */
  take: (decided: ApprovalView) => void;
  reload: () => Promise<void>;
};

const waits = ({ items }: List) => items.some(isPending);

/** `onRead`: after every reading; what was decided may have set the assistant going. */
export function useApprovals(conversationId: string, initial: List, onRead: () => void): Approvals {
  const { value, set, reload } = useReread<List>({
    conversationId,
    path: "approvals",
    kind: "approval",
    initial,
    waits,
    onRead,
  });
  return {
    list: value.items,
    take: (decided) =>
      set(({ items }) => ({ items: items.map((each) => (each.id === decided.id ? decided : each)) })),
    reload,
  };
}

export const noApprovals: List = { items: [] };

/** The requests that an entry of the thread speaks of, by the calls that its receipts name. */
export const approvalsOf = (
  list: readonly ApprovalView[],
  calls: readonly string[] | undefined,
): ApprovalView[] => list.filter(({ callId }) => calls?.includes(callId));

export const isPending = ({ state }: ApprovalView): boolean => state === "pending";
