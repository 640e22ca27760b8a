"use client";
/** Puts right in which language an article is written; its readers find it there at once. */
import { type FormEvent, useId, useState } from "react";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import type { StaffArticleDetailView } from "@/lib/knowledge/editing-schema";
import { languageName, usualLanguages } from "./addresses";
import { LanguageField } from "./language-field";
import type { Acts } from "./use-article-acts";

export function ChangeLanguage({
  article,
  acts,
  onClose,
}: {
  article: StaffArticleDetailView;
  acts: Acts;
  onClose: () => void;
}) {
  const form = useId();
  const taken = [article.language, ...article.translations.map(({ language }) => language)];
  const [language, setLanguage] = useState("");
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (acts.pending || language === "") return;
    const said = `This article is in ${languageName(language)} now`;
    if (await acts.act("language", { body: { language }, said })) onClose();
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="Change the language"
      description={`For a text that is not in ${languageName(article.language)}. It stays as it is, and readers of the language you choose find it from then on. To translate it, add a language instead.`}
      footer={
        <>
          <DialogClose />
          <Button
            type="submit"
            form={form}
            variant="primary"
            loading={acts.pending === "language"}
            disabled={language === ""}
          >
            Change
          </Button>
        </>
      }
    >
      <form id={form} noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
        <LanguageField
          offered={usualLanguages.filter((tag) => !taken.includes(tag))}
          initial={null}
          error={acts.problem}
          onChange={(next) => {
            acts.clear();
            setLanguage(next);
          }}
        />
      </form>
    </Dialog>
  );
}
