"use client";
/** What the assistant has done for the customer, newest first; what can be taken back has a button for it. */
import { useState } from "react";
import { api, messageOf } from "@/app/_client/api";
import { useHydrated } from "@/app/_client/use-hydrated";
import { paths } from "@/components/shell/nav";
import { Button } from "@/components/ui/button";
import { TextLink } from "@/components/ui/link";
import { RelativeTime } from "@/components/ui/relative-time";
import { useToast } from "@/components/ui/toast";
import type { EffectView } from "@/lib/effects/schema";
import { asksBeforeUndo, UndoButton } from "../_shared/undo-button";

type Page = { items: EffectView[]; nextCursor: string | null };

const keyOf = ({ runId, callId }: EffectView) => `${runId}:${callId}`;

export function DoneForYou({ initial }: { initial: Page }) {
  const [page, setPage] = useState(initial);
  const [pending, setPending] = useState(false);
  const hydrated = useHydrated();
  const toast = useToast();
  const more = async () => {
    setPending(true);
    try {
      const next = await api<Page>("/api/v1/effects", { query: { limit: 20, cursor: page.nextCursor } });
      setPage(({ items }) => ({ items: [...items, ...next.items], nextCursor: next.nextCursor }));
    } catch (error) {
      toast.show({ title: messageOf(error), description: "What is shown stays.", tone: "danger" });
    }
    setPending(false);
  };
  const undone = (key: string) =>
    setPage(({ items, nextCursor }) => ({
      nextCursor,
      items: items.map((each) => (keyOf(each) === key ? { ...each, undo: false, undone: true } : each)),
    }));
  if (page.items.length === 0)
    return (
      <p className="text-text-muted">
        Nothing yet. Tickets that the assistant opens, changes to your profile and refunds are listed here.
      </p>
    );
  return (
    <div className="flex flex-col gap-3">
      <ul aria-label="What the assistant did for you" className="flex flex-col">
        {page.items.map((effect) => (
          <li
            key={keyOf(effect)}
            className="flex flex-wrap items-baseline gap-x-3 gap-y-0.5 border-line border-b py-2 first:border-t"
          >
            <span className="min-w-0 flex-1 basis-60 [overflow-wrap:anywhere]">
              {effect.undone ? (
                <>
                  <s className="text-text-muted">{effect.label}</s> <span>Undone</span>
                </>
              ) : (
                effect.label
              )}
            </span>
            <span className="flex flex-wrap items-baseline gap-x-3 text-sm">
              {effect.undo ? (
                <UndoButton
                  runId={effect.runId}
                  callId={effect.callId}
                  label={effect.label}
                  asks={asksBeforeUndo(effect.tool)}
                  onUndone={() => undone(keyOf(effect))}
                />
              ) : null}
              {effect.href && !effect.undone ? (
                <TextLink href={effect.href} aria-label={`View: ${effect.label}`}>
                  View
                </TextLink>
              ) : null}
              <TextLink
                href={`${paths.chat}/${effect.conversationId}`}
                aria-label={`The conversation about: ${effect.label}`}
              >
                Conversation
              </TextLink>
              <RelativeTime iso={effect.at} className="text-text-muted tabular-nums" />
            </span>
          </li>
        ))}
      </ul>
      {page.nextCursor ? (
        <Button
          size="sm"
          className="self-start"
          disabled={!hydrated}
          loading={pending}
          onClick={() => void more()}
        >
          Show more
        </Button>
      ) : null}
    </div>
  );
}
