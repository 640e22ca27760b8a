"use client";
/** Everything that is remembered, in groups, with the switch above it and the way to forget it all below. */
import { NotebookPen } from "lucide-react";
import { useState } from "react";
import { messageOf } from "@/app/_client/api";
import { useHydrated } from "@/app/_client/use-hydrated";
import { plural } from "@/components/format";
import { paths } from "@/components/shell/nav";
import { Button, ButtonLink } from "@/components/ui/button";
import { Card, Section } from "@/components/ui/card";
import { EmptyState } from "@/components/ui/empty-state";
import { Switch } from "@/components/ui/switch";
import { useToast } from "@/components/ui/toast";
import type { FactKind, MemoryView } from "@/lib/memory/schema";
import { FactRow } from "./fact-row";
import { ForgetDialog } from "./forget-dialog";
import { type MemoryActs, useMemory } from "./use-memory";

const groups: readonly { kind: FactKind; title: string; description: string }[] = [
  { kind: "preference", title: "Your preferences", description: "How you like to be answered and reached." },
  { kind: "profile", title: "About you", description: "What helps to understand your questions." },
  { kind: "problem", title: "Earlier problems", description: "What you asked before, and how it ended." },
  { kind: "note", title: "Notes", description: "What matters for a while. Notes fade first." },
];

export function MemoryScreen({ initial }: { initial: MemoryView }) {
  const { memory, acts } = useMemory(initial);
  const hydrated = useHydrated();
  const { enabled, facts } = memory;
  return (
    <>
      <Card>
        <MemorySwitch enabled={enabled} disabled={!hydrated} onChange={acts.setEnabled} />
        {!enabled && facts.length > 0 ? (
          <div className="mt-3 flex flex-wrap items-center justify-between gap-3 border-line border-t pt-3 text-base">
            <p className="min-w-0 flex-1 basis-64">
              What was noted before is still here, unused. You can forget it as well.
            </p>
            <ForgetAll count={facts.length} onForget={acts.forgetAll} disabled={!hydrated} />
          </div>
        ) : null}
      </Card>
      {facts.length === 0 ? (
        <Nothing enabled={enabled} />
      ) : (
        groups.map((group) => (
          <Group key={group.kind} {...group} memory={memory} acts={acts} disabled={!hydrated} />
        ))
      )}
      {enabled && facts.length > 0 ? (
        <div className="flex flex-wrap items-center justify-between gap-3 border-line border-t pt-4 text-base">
          <p className="min-w-0 flex-1 basis-64 text-text-muted">
            Your conversations, tickets and profile are not part of this, and stay.
          </p>
          <ForgetAll count={facts.length} onForget={acts.forgetAll} disabled={!hydrated} />
        </div>
      ) : null}
    </>
  );
}

function MemorySwitch({
  enabled,
  disabled,
  onChange,
}: {
  enabled: boolean;
  disabled: boolean;
  onChange: MemoryActs["setEnabled"];
}) {
  const [wanted, setWanted] = useState<boolean | null>(null);
  const toast = useToast();
  const change = async (next: boolean) => {
    setWanted(next);
    try {
      await onChange(next);
    } catch (error) {
      toast.show({
        title: next ? "Memory is still off" : "Memory is still on",
        description: messageOf(error),
        tone: "danger",
      });
    }
    setWanted(null);
  };
  return (
    <Switch
      label={<span className="font-medium">Remember things about me</span>}
      hint={
        enabled
          ? "The assistant notes what you tell it that will matter next time, and says so. The support team can read the notes."
          : "Off: nothing new is noted, and nothing that was noted is used."
      }
      checked={wanted ?? enabled}
      disabled={disabled || wanted !== null}
      onCheckedChange={(next) => void change(next)}
    />
  );
}

function Group({
  kind,
  title,
  description,
  memory,
  acts,
  disabled,
}: (typeof groups)[number] & { memory: MemoryView; acts: MemoryActs; disabled: boolean }) {
  const facts = memory.facts.filter((fact) => fact.kind === kind);
  if (facts.length === 0) return null;
  return (
    <Section title={title} description={description}>
      <ul aria-label={title} className="flex flex-col rounded border border-line bg-surface">
        {facts.map((fact) => (
          <FactRow key={fact.id} fact={fact} acts={acts} disabled={disabled} />
        ))}
      </ul>
    </Section>
  );
}

function Nothing({ enabled }: { enabled: boolean }) {
  return (
    <div className="rounded border border-line border-dashed">
      <EmptyState
        icon={<NotebookPen />}
        title={enabled ? "Nothing remembered yet" : "Nothing is remembered"}
        action={enabled ? <ButtonLink href={paths.chat}>Start a conversation</ButtonLink> : null}
      >
        {enabled
          ? "Tell the assistant how you like to be answered, or what you own. What it notes will stand here, with its date and its source."
          : "Switch memory on, and what the assistant notes will stand here."}
      </EmptyState>
    </div>
  );
}

function ForgetAll({
  count,
  disabled,
  onForget,
}: {
  count: number;
  disabled: boolean;
  onForget: () => Promise<void>;
}) {
  return (
    <ForgetDialog
      trigger={<Button disabled={disabled}>Forget everything</Button>}
      name={count === 1 ? "the only note" : `all ${plural(count, "note")}`}
      consequence="The assistant will know none of this in your next conversation. Your conversations, tickets and profile stay."
      done="Everything is forgotten"
      onForget={onForget}
    />
  );
}
