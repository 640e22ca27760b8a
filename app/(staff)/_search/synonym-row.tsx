"use client";
/** One line: on or off, and, when it is a manager's own, edited in place or deleted. */
import { Pencil, Trash2 } from "lucide-react";
import { type FormEvent, useState } from "react";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { RelativeTime } from "@/components/ui/relative-time";
import { Switch } from "@/components/ui/switch";
import { MAX_LINE, type SynonymLine } from "@/lib/synonyms/schema";

export function SynonymRow({
  item,
  onTurn,
  onSave,
  onRemove,
}: {
  item: SynonymLine;
  onTurn: (enabled: boolean) => void;
  /** Null when it was saved, else why not. */
  onSave: (line: string) => Promise<string | null>;
  onRemove: () => void;
}) {
  const [draft, setDraft] = useState<string | null>(null);
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, setPending] = useState(false);
  const close = () => {
    setDraft(null);
    setProblem(null);
  };
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (draft === null || pending) return;
    setPending(true);
    const refusal = draft.trim() === item.line ? null : await onSave(draft);
    setPending(false);
    if (refusal === null) close();
    else setProblem(refusal);
  };
  if (draft !== null)
    return (
      <li className="border-line border-b p-3 last:border-b-0">
        <form onSubmit={(event) => void submit(event)} className="flex flex-col gap-2">
          <Field label="Line" error={problem ?? undefined}>
            <Input
              autoFocus
              maxLength={MAX_LINE}
              value={draft}
              onValueChange={(line) => {
                setDraft(line);
                setProblem(null);
              }}
            />
          </Field>
          <div className="flex gap-2">
            <Button
              type="submit"
              size="sm"
              variant="primary"
              loading={pending}
              disabled={draft.trim() === ""}
            >
              Save
            </Button>
            <Button size="sm" variant="quiet" onClick={close}>
              Cancel
            </Button>
          </div>
        </form>
      </li>
    );
  return (
    <li className="flex min-h-10 items-center gap-2 border-line border-b px-3 py-1.5 last:border-b-0">
      <span className="flex min-w-0 flex-1 flex-col">
        <span
          className={
            item.enabled
              ? "[overflow-wrap:anywhere]"
              : "text-text-muted line-through [overflow-wrap:anywhere]"
          }
        >
          {item.line}
        </span>
        {item.editedAt ? (
          <span className="text-text-muted text-xs">
            {item.enabled ? null : "Off. "}
            {item.editedBy ?? "Somebody"}, <RelativeTime iso={item.editedAt} />
          </span>
        ) : null}
      </span>
      {item.builtIn ? null : (
        <span className="flex shrink-0 gap-0.5">
          <IconButton size="sm" label={`Edit ${item.line}`} onClick={() => setDraft(item.line)}>
            <Pencil aria-hidden="true" className="size-4" />
          </IconButton>
          <IconButton size="sm" label={`Delete ${item.line}`} onClick={onRemove}>
            <Trash2 aria-hidden="true" className="size-4" />
          </IconButton>
        </span>
      )}
      <Switch hideLabel label={`Use ${item.line}`} checked={item.enabled} onCheckedChange={onTurn} />
    </li>
  );
}
