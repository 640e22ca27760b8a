"use client";
/** Gaps that ask nearly the same; one of them can be brought in here. */
import { useQueryClient } from "@tanstack/react-query";
import { useState } from "react";
import { api, messageOf } from "@/app/_client/api";
import { plural } from "@/components/format";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Button } from "@/components/ui/button";
import { TextLink } from "@/components/ui/link";
import { useToast } from "@/components/ui/toast";
import type { GapDetail } from "@/lib/gaps/schema";
import { keys } from "../_shared/live-refresh";
import { gapHref } from "./places";

type Near = GapDetail["near"][number];

export function MergePart({ gap }: { gap: GapDetail }) {
  const queries = useQueryClient();
  const toast = useToast();
  const [asked, setAsked] = useState<Near | null>(null);
  const [pending, setPending] = useState(false);
  if (gap.near.length === 0) return null;
  const merge = async (from: Near) => {
    setPending(true);
    try {
      const after = await api<GapDetail>(`/api/v1/knowledge/gaps/${gap.id}/merge`, {
        method: "POST",
        body: { from: from.id },
      });
      queries.setQueryData(keys.gap(gap.id), after);
      toast.show({
        title: "Gaps merged",
        description: "A question that stands wrong can be moved out again.",
      });
    } catch (error) {
      toast.show({ title: messageOf(error), tone: "danger" });
      void queries.invalidateQueries({ queryKey: keys.gap(gap.id) });
    } finally {
      setPending(false);
      setAsked(null);
    }
  };
  return (
    <section aria-label="Nearly the same" className="flex flex-col gap-2">
      <h2 className="font-semibold">Nearly the same</h2>
      <ul className="flex flex-col">
        {gap.near.map((near) => (
          <li key={near.id} className="flex items-center gap-2 py-1">
            <span className="min-w-0 flex-1 [overflow-wrap:anywhere]">
              <TextLink href={gapHref(near.id)}>{near.title}</TextLink>{" "}
              <span className="text-text-muted tabular-nums">{plural(near.questions, "question")}</span>
            </span>
            <Button
              size="sm"
              onClick={() => setAsked(near)}
              aria-label={`Merge “${near.title}” into this gap`}
            >
              Merge
            </Button>
          </li>
        ))}
      </ul>
      <AlertDialog
        open={asked !== null}
        onOpenChange={(open) => {
          if (!open) setAsked(null);
        }}
        action="Merge"
        name={asked?.title ?? ""}
        consequence={`Its ${plural(asked?.questions ?? 0, "question")} and suggestions come here, and it is gone from the list.`}
        pending={pending}
        onConfirm={() => {
          if (asked) void merge(asked);
        }}
      />
    </section>
  );
}
