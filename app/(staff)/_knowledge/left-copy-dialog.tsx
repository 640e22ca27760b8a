"use client";
/** Asks about text that this tab kept because it could not be saved. It goes nowhere until somebody says so. */
import { useRef } from "react";
import { DiffView, FieldChanges } from "@/components/knowledge/diff-view";
import { Button } from "@/components/ui/button";
import { Dialog } from "@/components/ui/dialog";
import { RelativeTime } from "@/components/ui/relative-time";
import { fieldChanges } from "./conflict-dialog";
import type { LocalCopy } from "./draft-keeper";
import { type Fields, mergeFields } from "./fields";

export function LeftCopyDialog({
  copy,
  saved,
  language,
  nameOf,
  onRestore,
  onDiscard,
  onLater,
}: {
  copy: LocalCopy;
  saved: Fields;
  language: string;
  nameOf: (category: string) => string;
  onRestore: (fields: Fields) => void;
  onDiscard: () => void;
  onLater: () => void;
}) {
  // It opens by itself: a key that was meant for the page must not discard anything.
  const shown = useRef<HTMLDivElement>(null);
  // What colleagues have saved since stays, where it does not touch the same place.
  const { fields } = mergeFields(copy.base, copy.fields, saved);
  return (
    <Dialog
      open
      onOpenChange={(open) => {
        if (!open) onLater();
      }}
      size="lg"
      initialFocus={shown}
      title="Restore the text that was not saved?"
      description={
        <>
          You wrote it <RelativeTime iso={copy.at} format="datetime" />, and it did not reach the server.
          Marked as added is what it would bring back.
        </>
      }
      footer={
        <>
          <Button onClick={onDiscard}>Discard it</Button>
          <Button variant="primary" onClick={() => onRestore(fields)}>
            Restore
          </Button>
        </>
      }
    >
      <div ref={shown} tabIndex={-1} className="flex flex-col gap-4 text-sm outline-none">
        <FieldChanges changes={fieldChanges(saved, fields, nameOf)} />
        <DiffView
          label="The saved text and the one kept here"
          language={language}
          before={saved.body}
          after={fields.body}
        />
      </div>
    </Dialog>
  );
}
