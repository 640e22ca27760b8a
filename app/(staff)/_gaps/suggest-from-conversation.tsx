"use client";
import { useQuery } from "@tanstack/react-query";
/** At the end of a conversation that a person has answered: what was said here may answer others, too. */
import { FilePlus2 } from "lucide-react";
import { useState } from "react";
import { api } from "@/app/_client/api";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import type { SuggestionView } from "@/lib/suggestions/schema";
import { keys } from "../_shared/live-refresh";
import { SuggestionPart } from "./suggestion-part";

type Category = { id: string; label: string };

export function SuggestFromConversation({ conversationId }: { conversationId: string }) {
  const [open, setOpen] = useState(false);
  return (
    <>
      <Button
        size="sm"
        variant="quiet"
        icon={<FilePlus2 aria-hidden="true" className="size-4" />}
        onClick={() => setOpen(true)}
      >
        Suggest an article
      </Button>
      <Dialog
        open={open}
        onOpenChange={setOpen}
        size="lg"
        title="Suggest an article"
        description="So that the assistant and the help center can answer this next time."
      >
        {open ? <Content conversationId={conversationId} /> : null}
      </Dialog>
    </>
  );
}

function Content({ conversationId }: { conversationId: string }) {
  const categories = useQuery({
    queryKey: keys.categories,
    queryFn: async ({ signal }) =>
      (await api<{ items: Category[] }>("/api/v1/knowledge/categories", { signal })).items,
  });
  const known = useQuery({
    queryKey: keys.suggestion(conversationId),
    queryFn: async ({ signal }) =>
      (
        await api<{ suggestion: SuggestionView | null }>(
          `/api/v1/conversations/${conversationId}/suggestion`,
          { signal },
        )
      ).suggestion,
  });
  if (known.data === undefined)
    return (
      <p role="status" className="animate-late py-6 text-text-muted">
        Looking for an earlier suggestion
      </p>
    );
  return <SuggestionPart of={{ conversationId }} initial={known.data} categories={categories.data ?? []} />;
}
