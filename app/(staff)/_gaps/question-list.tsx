"use client";
/** The questions of a gap, each with the conversation it comes from; one that stands wrong can be taken out. */
import { useQueryClient } from "@tanstack/react-query";
import { Ellipsis } from "lucide-react";
import { useRouter } from "next/navigation";
import { useState } from "react";
import { api, messageOf } from "@/app/_client/api";
import { plural } from "@/components/format";
import { buttonClass } from "@/components/ui/button";
import { TextLink } from "@/components/ui/link";
import { Menu, MenuItem } from "@/components/ui/menu";
import { RelativeTime } from "@/components/ui/relative-time";
import { useToast } from "@/components/ui/toast";
import { reasonLabel } from "@/lib/conversations/schema";
import { sourceLabel } from "@/lib/gaps/rules";
import { type GapDetail, type GapQuestionView, QUESTIONS_SHOWN } from "@/lib/gaps/schema";
import { keys } from "../_shared/live-refresh";
import { conversationHref, gapHref } from "./places";

export function QuestionList({ gap }: { gap: GapDetail }) {
  const isAlone = gap.asked.length === 1;
  return (
    <>
      <ul className="flex flex-col rounded border border-line bg-surface">
        {gap.asked.map((question) => (
          <li
            key={question.id}
            className="flex items-start gap-2 border-line border-b px-3 py-2 last:border-b-0"
          >
            <div className="flex min-w-0 flex-1 flex-col gap-0.5">
              <p className="[overflow-wrap:anywhere]">{question.text}</p>
              <p className="flex flex-wrap gap-x-2 text-sm text-text-muted tabular-nums">
                <Origin question={question} />
                <RelativeTime iso={question.askedAt} />
              </p>
            </div>
            {isAlone ? null : <Move question={question} gap={gap} />}
          </li>
        ))}
      </ul>
      {gap.asked.length === QUESTIONS_SHOWN ? (
        <p className="text-sm text-text-muted">The newest {QUESTIONS_SHOWN} are shown.</p>
      ) : null}
    </>
  );
}

function Origin({ question }: { question: GapQuestionView }) {
  const { source, reason, times, customer, conversationId } = question;
  const why =
    source === "person" && reason && reason in reasonLabel
      ? `Passed to a person: ${reasonLabel[reason as keyof typeof reasonLabel]}`
      : sourceLabel[source];
  return (
    <>
      <span>
        {why}
        {times > 1 ? `, ${plural(times, "time")} that day` : ""}
      </span>
      {conversationId && customer ? (
        <TextLink href={conversationHref(conversationId)}>{customer.name}</TextLink>
      ) : null}
    </>
  );
}

function Move({ question, gap }: { question: GapQuestionView; gap: GapDetail }) {
  const router = useRouter();
  const queries = useQueryClient();
  const toast = useToast();
  const [pending, setPending] = useState(false);
  const move = async (to: string | null) => {
    setPending(true);
    try {
      const { gapId } = await api<{ gapId: string }>(`/api/v1/knowledge/questions/${question.id}/move`, {
        method: "POST",
        body: { gapId: to },
      });
      toast.show({
        title: to ? "Question moved" : "Question moved to a gap of its own",
        action: { label: "Open it", onClick: () => router.push(gapHref(gapId)) },
      });
    } catch (error) {
      toast.show({ title: messageOf(error), tone: "danger" });
    } finally {
      setPending(false);
      void queries.invalidateQueries({ queryKey: keys.gap(gap.id) });
    }
  };
  return (
    <Menu
      align="end"
      trigger={
        <button
          type="button"
          disabled={pending}
          aria-label={`Move “${question.text.slice(0, 60)}”`}
          className={buttonClass("quiet", "sm", true)}
        >
          <Ellipsis aria-hidden="true" className="size-4" />
        </button>
      }
    >
      <MenuItem onClick={() => void move(null)}>To a gap of its own</MenuItem>
      {gap.near.map((near) => (
        <MenuItem key={near.id} onClick={() => void move(near.id)}>
          To “{near.title.length > 48 ? `${near.title.slice(0, 48)}…` : near.title}”
        </MenuItem>
      ))}
    </Menu>
  );
}
