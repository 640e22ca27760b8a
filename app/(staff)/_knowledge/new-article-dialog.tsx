"use client";
/** Begins an article: a title, where it belongs and who will see it. It opens as a draft that only the team sees. */
import { useRouter } from "next/navigation";
import { type FormEvent, useId, useState } from "react";
import { ApiProblem, api, messageOf } from "@/app/_client/api";
import { audienceWords } from "@/components/knowledge/article-badges";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { MAX } from "@/lib/core/text";
import type { Category } from "@/lib/knowledge/category-schema";
import { articleHref, articlesPath, languageName, usualLanguages } from "./addresses";
import { type AudienceFilter, audiences } from "./filters";

export function NewArticleDialog({
  categories,
  ownLanguage,
  onClose,
}: {
  categories: readonly Category[];
  ownLanguage: string;
  onClose: () => void;
}) {
  const form = useId();
  const router = useRouter();
  const [title, setTitle] = useState("");
  const [category, setCategory] = useState(categories[0]?.id ?? "general");
  const [audience, setAudience] = useState<AudienceFilter>("public");
  const [language, setLanguage] = useState(ownLanguage);
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (pending || title.trim() === "") return;
    setPending(true);
    setProblem(null);
    try {
      const made = await api<{ id: string }>(articlesPath, {
        method: "POST",
        body: { title: title.trim(), category, audience, language },
      });
      router.push(articleHref(made.id));
    } catch (error) {
      setProblem(error instanceof ApiProblem ? error : new ApiProblem("internal", messageOf(error)));
      setPending(false);
    }
  };
  return (
    <Dialog
      open
      onOpenChange={onClose}
      title="New article"
      description="It begins as a draft that only the team sees."
      footer={
        <>
          <DialogClose />
          <Button
            type="submit"
            form={form}
            variant="primary"
            loading={pending}
            disabled={title.trim() === ""}
          >
            Write
          </Button>
        </>
      }
    >
      <form id={form} noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
        <Field label="Title" error={problem?.fields.title ? `This ${problem.fields.title}` : null}>
          <Input value={title} maxLength={MAX.subject} autoComplete="off" onValueChange={setTitle} />
        </Field>
        <Field label="Category">
          <Select
            items={categories.map(({ id, label }) => ({ value: id, label }))}
            value={category}
            onValueChange={setCategory}
          />
        </Field>
        <Field label="Who sees it once it is published" hint={audienceWords[audience].hint}>
          <Select
            items={audiences.map((value) => ({ value, label: audienceWords[value].label }))}
            value={audience}
            onValueChange={setAudience}
          />
        </Field>
        <Field label="Language">
          <Select
            items={[...new Set([ownLanguage, ...usualLanguages])].map((value) => ({
              value,
              label: languageName(value),
            }))}
            value={language}
            onValueChange={setLanguage}
          />
        </Field>
        {problem && !problem.fields.title ? (
          <p role="alert" className="text-danger text-sm">
            {problem.message} Nothing was added.
          </p>
        ) : null}
      </form>
    </Dialog>
  );
}
