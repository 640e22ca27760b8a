"use client";
/** Publishing, now or at a time: says what changes for whom, shows the difference, then does it. */
import { useState } from "react";
import { DiffView, FieldChanges } from "@/components/knowledge/diff-view";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { MAX_NOTE, type StaffArticleDetailView } from "@/lib/knowledge/editing-schema";
import { BrokenCases } from "../_checks/broken-cases";
import { fieldChanges } from "./conflict-dialog";
import type { Fields } from "./fields";
import { fieldsOf } from "./fields";
import { fromLocalField, nextHour, readersZone, toLocalField } from "./moments";
import { consequencesOf } from "./publishing-words";
import type { Acts } from "./use-article-acts";

type Props = {
  article: StaffArticleDetailView;
  fields: Fields;
  nameOf: (category: string) => string;
  acts: Acts;
  onClose: () => void;
};

export function PublishDialog({ article, fields, nameOf, acts, onClose }: Props) {
  const [note, setNote] = useState("");
  const publish = async () => {
    const body = note.trim() ? { note: note.trim() } : {};
    const said = article.status === "published" ? "The new text is live" : "The article is live";
    if (await acts.act("publish", { ofDraft: true, body, said })) onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      size={article.version > 0 ? "lg" : "md"}
      title={`Publish “${fields.title.trim() || "Untitled"}”?`}
      footer={
        <>
          <DialogClose />
          <Button variant="primary" loading={acts.pending === "publish"} onClick={() => void publish()}>
            Publish
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Consequences article={article} fields={fields} />
        {article.draft ? <BrokenCases articleId={article.id} revision={article.draft.revision} /> : null}
        <Field label="What changed" optional hint="For the team: it stands beside the version">
          <Input value={note} maxLength={MAX_NOTE} onValueChange={setNote} />
        </Field>
        {article.version > 0 ? (
          <div className="flex flex-col gap-3 text-sm">
            <FieldChanges changes={fieldChanges(fieldsOf(article), fields, nameOf)} />
            <DiffView
              label="The live text and the new one"
              language={article.language}
              before={article.body}
              after={fields.body}
            />
          </div>
        ) : null}
        <Problem acts={acts} />
      </div>
    </Dialog>
  );
}

export function ScheduleDialog({ article, fields, acts, onClose }: Omit<Props, "nameOf">) {
  const planned = article.draft?.publishAt;
  const [value, setValue] = useState(() => toLocalField(planned ? new Date(planned) : nextHour(new Date())));
  const moment = fromLocalField(value);
  const wrong =
    moment === null
      ? "Choose a day and a time"
      : moment.getTime() <= Date.now()
        ? "Choose a time that is still to come"
        : null;
  const schedule = async () => {
    if (!moment || wrong) return;
    const when = new Intl.DateTimeFormat("en-GB", { dateStyle: "medium", timeStyle: "short" }).format(moment);
    const body = { publishAt: moment.toISOString() };
    if (await acts.act("schedule", { ofDraft: true, body, said: `It is published ${when}` })) onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Publish later"
      description="The text as it is saved then is published by itself. If somebody changes it who may not publish, it goes to review instead."
      footer={
        <>
          <DialogClose />
          <Button
            variant="primary"
            disabled={wrong !== null}
            loading={acts.pending === "schedule"}
            onClick={() => void schedule()}
          >
            Schedule
          </Button>
        </>
      }
    >
      <div className="flex flex-col gap-4">
        <Field label="Day and time" hint={`On your clock (${readersZone()})`} error={wrong}>
          <Input type="datetime-local" value={value} onValueChange={setValue} className="w-60!" />
        </Field>
        <Consequences article={article} fields={fields} />
        <Problem acts={acts} />
      </div>
    </Dialog>
  );
}

function Consequences({ article, fields }: { article: StaffArticleDetailView; fields: Fields }) {
  return (
    <ul className="flex list-disc flex-col gap-1 pl-5 [overflow-wrap:anywhere]">
      {consequencesOf(article, fields).map((sentence) => (
        <li key={sentence}>{sentence}</li>
      ))}
    </ul>
  );
}

export function Problem({ acts }: { acts: Acts }) {
  return acts.problem ? (
    <p role="alert" className="text-danger text-sm">
      {acts.problem}
    </p>
  ) : null;
}
