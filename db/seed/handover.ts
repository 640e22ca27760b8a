/** The handover package as the product would have built it from the thread so far. */
import type { HandoverPackage } from "@/db/schema/conversations";
import type { Message } from "./ledger";

type Given = Pick<HandoverPackage, "reason" | "urgency" | "question" | "nextStep" | "requestedBy"> & {
  open: string | null;
  at: Date;
};

export function packageOf(messages: readonly Message[], given: Given): HandoverPackage {
  const answers = messages.filter((message) => message.authorKind === "assistant");
  const sources = answers
    .flatMap((answer) => answer.citations ?? [])
    .map(({ title, href }) => [href, { title, href }] as const);
  return {
    reason: given.reason,
    urgency: given.urgency,
    question: given.question,
    tried: answers
      .flatMap((answer) => answer.receipts ?? [])
      .map(({ tool, label, state }) => ({ tool, label, ok: state === "done" }))
      .slice(0, 8),
    sources: [...new Map(sources).values()].slice(0, 5),
    openQuestion: given.open,
    nextStep: given.nextStep,
    requestedBy: given.requestedBy,
    at: given.at.toISOString(),
  };
}
