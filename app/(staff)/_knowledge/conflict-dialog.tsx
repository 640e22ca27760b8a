"use client";
/** Two people wrote at once: names the other, shows where the texts differ, and leaves the choice to the reader. */
import { useRef, useState } from "react";
import { DiffView, FieldChanges } from "@/components/knowledge/diff-view";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { useMe } from "../_shared/me";
import { type DraftKeeper, mergeOf, type Snapshot } from "./draft-keeper";
import { type Fields, fieldLabel, fieldNames } from "./fields";

/** What changed beside the text, in words. */
export const fieldChanges = (before: Fields, after: Fields, nameOf: (category: string) => string) =>
  fieldNames
    .filter((name) => name !== "body")
    .map((name) => ({
      label: fieldLabel[name],
      before: name === "category" ? nameOf(before.category) : before[name],
      after: name === "category" ? nameOf(after.category) : after[name],
    }));

export function ConflictDialog({
  keeper,
  snapshot,
  language,
  nameOf,
}: {
  keeper: DraftKeeper;
  snapshot: Snapshot;
  language: string;
  nameOf: (category: string) => string;
}) {
  const me = useMe();
  const [later, setLater] = useState<Snapshot["theirs"]>(null);
  // It opens in the midst of typing: a key that was meant for the text must not choose.
  const shown = useRef<HTMLDivElement>(null);
  const { theirs, fields } = snapshot;
  if (!theirs) return null;
  const who =
    theirs.revision === 0
      ? "Somebody has published or discarded this draft"
      : theirs.editedBy?.id === me.id
        ? "You have saved this draft in another tab"
        : `${theirs.editedBy?.name ?? "A colleague"} has saved this draft meanwhile`;
  const merge = mergeOf(snapshot);
  const save = (chosen: Fields) => {
    keeper.resolve(chosen);
    void keeper.saveNow();
  };
  return (
    <>
      <div
        role="alert"
        className="flex min-h-9 shrink-0 flex-wrap items-center gap-3 border-line border-b bg-danger-soft px-4 py-1 text-sm"
      >
        <span className="min-w-0 flex-1">{who}. What you write is kept in this tab and not saved.</span>
        <Button size="sm" onClick={() => setLater(null)}>
          Compare and choose
        </Button>
      </div>
      <Dialog
        open={later !== theirs}
        onOpenChange={(open) => {
          if (!open) setLater(theirs);
        }}
        size="lg"
        initialFocus={shown}
        title={who}
        description="Nothing of either text is lost until you choose. Marked as removed is what only they have, as added what only you have."
        footer={
          <>
            <Button onClick={() => keeper.resolve("theirs")}>Take theirs</Button>
            <Button
              variant={merge?.overlaps.length === 0 ? "secondary" : "primary"}
              onClick={() => save(fields)}
            >
              Save mine over it
            </Button>
            {merge && merge.overlaps.length === 0 ? (
              <Button variant="primary" onClick={() => save(merge.fields)}>
                Keep both changes
              </Button>
            ) : null}
          </>
        }
      >
        <div ref={shown} tabIndex={-1} className="flex flex-col gap-4 text-sm outline-none">
          {merge && merge.overlaps.length > 0 ? (
            <p className="text-text-muted">
              You both changed the same place:{" "}
              {merge.overlaps.map((name) => fieldLabel[name].toLowerCase()).join(", ")}. One of the two has to
              give way there.
            </p>
          ) : null}
          <FieldChanges changes={fieldChanges(theirs.fields, fields, nameOf)} />
          <DiffView
            label="Their text and yours"
            language={language}
            before={theirs.fields.body}
            after={fields.body}
          />
        </div>
      </Dialog>
    </>
  );
}
