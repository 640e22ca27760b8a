"use client";
/** Says something about a ticket: to everyone, or to the team. Both drafts are kept until they are sent. */
import { useQueryClient } from "@tanstack/react-query";
import { clsx } from "clsx";
import { Lock, Reply } from "lucide-react";
import { useState } from "react";
import { api, messageOf } from "@/app/_client/api";
import { useDraft } from "@/app/_client/draft";
import { Composer } from "@/components/conversation/composer";
import type { TicketDetail } from "@/lib/tickets/schema";
import { keys } from "../_shared/live-refresh";
import { useMe } from "../_shared/me";

type Audience = "everyone" | "staff";
const audiences = [
  { audience: "everyone", label: "For everyone", icon: Reply },
  { audience: "staff", label: "Note", icon: Lock },
] as const;

export function CommentForm({ ticket }: { ticket: TicketDetail }) {
  const me = useMe();
  const queries = useQueryClient();
  const [audience, setAudience] = useState<Audience>("everyone");
  const [text, setText] = useDraft(me.id, `ticket:${ticket.id}:${audience}`);
  const [sending, setSending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const closed = ticket.status === "closed" && audience === "everyone";

  const send = async (said: string) => {
    if (sending) return;
    setSending(true);
    setProblem(null);
    try {
      const saved = await api<TicketDetail>(`/api/v1/tickets/${ticket.id}/comments`, {
        method: "POST",
        body: { text: said, audience },
      });
      queries.setQueryData(keys.ticket(ticket.id), saved);
      setText("");
    } catch (error) {
      setProblem(`${messageOf(error)} Your text is kept.`);
    } finally {
      setSending(false);
      void queries.invalidateQueries({ queryKey: keys.ticket(ticket.id) });
    }
  };
  return (
    <div className="flex flex-col gap-2">
      <Composer
        compact
        mode={audience === "staff" ? "note" : "message"}
        label={audience === "staff" ? "Note for the team" : "Comment"}
        placeholder={audience === "staff" ? "Write a note for the team" : `Write to ${ticket.customer.name}`}
        sendLabel={audience === "staff" ? "Add note" : "Comment"}
        value={text}
        onChange={setText}
        onSend={(said) => void send(said)}
        disabledReason={closed ? "This ticket is closed. Reopen it first." : sending ? "Sending" : null}
        tools={audiences.map(({ audience: each, label, icon: Icon }) => (
          <button
            key={each}
            type="button"
            aria-pressed={audience === each}
            onClick={() => setAudience(each)}
            className={clsx(
              "inline-flex h-7 items-center gap-1.5 rounded px-2 text-sm transition-colors touch:h-11 touch:px-3",
              audience === each
                ? "bg-pressed font-medium text-text"
                : "text-text-muted hover:bg-hover hover:text-text",
            )}
          >
            <Icon aria-hidden="true" className="size-3.5" />
            {label}
          </button>
        ))}
      />
      {problem ? (
        <p role="alert" className="text-danger text-sm">
          {problem}
        </p>
      ) : null}
    </div>
  );
}
