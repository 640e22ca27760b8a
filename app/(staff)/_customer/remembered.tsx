"use client";
/** What the assistant goes by beside the conversation: read-only, because it is the customer's to correct. */
import { useQuery } from "@tanstack/react-query";
import { useState } from "react";
import { api, messageOf } from "@/app/_client/api";
import { plural } from "@/components/format";
import { RelativeTime } from "@/components/ui/relative-time";
import { Skeleton } from "@/components/ui/skeleton";
import type { FactKind, FactView, MemoryView } from "@/lib/memory/schema";
import { keys } from "../_shared/live-refresh";
import { Nothing, PanelPart } from "./panel-part";

/** Facts that are shown before somebody asks for all. */
const FEW = 4;

/** What lasts comes first: it is true of the conversation at hand, too. */
const order: readonly FactKind[] = ["preference", "profile", "problem", "note"];

export function Remembered({ customerId }: { customerId: string }) {
  const [all, setAll] = useState(false);
  const query = useQuery({
    queryKey: [...keys.customer(customerId), "memory"],
    queryFn: ({ signal }) => api<MemoryView>(`/api/v1/customers/${customerId}/memory`, { signal }),
    staleTime: 60_000,
  });
  const facts = [...(query.data?.facts ?? [])].sort((a, b) => order.indexOf(a.kind) - order.indexOf(b.kind));
  const shown = all ? facts : facts.slice(0, FEW);
  return (
    <PanelPart title="The assistant goes by" count={query.data?.enabled ? facts.length : 0}>
      {query.isPending ? (
        <Skeleton className="w-2/3" />
      ) : query.isError ? (
        <Nothing>{messageOf(query.error)}</Nothing>
      ) : query.data.enabled === false ? (
        <Nothing>The customer has switched memory off. Nothing is noted, and nothing is used.</Nothing>
      ) : facts.length === 0 ? (
        <Nothing>Nothing is remembered about them yet.</Nothing>
      ) : (
        <>
          <ul className="flex flex-col gap-2.5">
            {shown.map((fact) => (
              <Fact key={fact.id} fact={fact} />
            ))}
          </ul>
          {facts.length > FEW ? (
            <button
              type="button"
              aria-expanded={all}
              onClick={() => setAll(!all)}
              className="self-start rounded-sm text-text-muted hover:text-text hover:underline touch:min-h-11"
            >
              {all ? "Show fewer" : `Show ${plural(facts.length - FEW, "more", "more")}`}
            </button>
          ) : null}
          <Nothing>Only the customer can correct or forget these.</Nothing>
        </>
      )}
    </PanelPart>
  );
}

function Fact({ fact }: { fact: FactView }) {
  return (
    <li className="flex flex-col gap-0.5">
      <span className="[overflow-wrap:anywhere]">{fact.text}</span>
      {fact.solution ? (
        <span className="text-text-muted [overflow-wrap:anywhere]">Ended with: {fact.solution}</span>
      ) : null}
      <span className="text-text-muted text-xs [overflow-wrap:anywhere]">
        {fact.kind === "problem" ? "Earlier problem" : fact.label}
        {fact.writtenBy === "customer" ? ", corrected by the customer " : ", "}
        <RelativeTime iso={fact.updatedAt} format="date" />
      </span>
    </li>
  );
}
