"use client";
/** The same article in other languages: which there are, which fell behind, and how to begin another. */
import { Plus } from "lucide-react";
import Link from "next/link";
import { useRouter } from "next/navigation";
import { type FormEvent, useId, useState } from "react";
import { ApiProblem, api, messageOf } from "@/app/_client/api";
import { Badge } from "@/components/ui/badge";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import type { StaffArticleDetailView } from "@/lib/knowledge/editing-schema";
import { articleHref, articlesPath, languageName, usualLanguages } from "./addresses";
import { Part } from "./details-panel";
import type { Fields } from "./fields";
import { LanguageField } from "./language-field";

type Translation = StaffArticleDetailView["translations"][number];

const statusWords = { draft: "Draft", published: "Published", archived: "Archived" } as const;

/** Published before its source was published last. */
export function isBehind(
  translation: Pick<Translation, "status" | "updatedAt">,
  source: Pick<Translation, "status" | "updatedAt"> | undefined,
): boolean {
  return (
    source?.status === "published" &&
    translation.status === "published" &&
    translation.updatedAt < source.updatedAt
  );
}

export function TranslationsPart({ article, fields }: { article: StaffArticleDetailView; fields: Fields }) {
  const [adding, setAdding] = useState(false);
  const all = [article, ...article.translations];
  // A group is named for the article that it began with.
  const source = all.find(({ id }) => id === article.groupId);
  const isSource = source?.id === article.id;
  return (
    <Part
      title="Languages"
      action={
        <Button
          size="sm"
          variant="quiet"
          icon={<Plus aria-hidden="true" className="size-4" />}
          onClick={() => setAdding(true)}
        >
          Add a language
        </Button>
      }
    >
      {source && !isSource && isBehind(article, source) ? (
        <p>
          The {languageName(source.language)} article was published after this one. Compare the two, then
          publish this one anew.
        </p>
      ) : null}
      {article.translations.length === 0 ? (
        <p className="text-text-muted">
          Only {languageName(article.language)}. Readers of other languages get this text.
        </p>
      ) : (
        <ul aria-label="Translations" className="flex flex-col gap-1">
          {article.translations.map((each) => (
            <li key={each.id} className="flex min-h-7 items-center gap-2">
              <Link
                href={articleHref(each.id)}
                title={each.title}
                className="min-w-0 flex-1 truncate rounded-sm hover:text-accent hover:underline"
              >
                {languageName(each.language)}
                {each.id === article.groupId ? <span className="text-text-muted">, the source</span> : null}
              </Link>
              {isBehind(each, source) ? (
                <Badge tone="strong">Out of date</Badge>
              ) : (
                <Badge tone={each.status === "published" ? "outline" : "neutral"}>
                  {statusWords[each.status]}
                </Badge>
              )}
            </li>
          ))}
        </ul>
      )}
      {adding ? (
        <AddLanguage
          article={article}
          fields={fields}
          taken={all.map(({ language }) => language)}
          onClose={() => setAdding(false)}
        />
      ) : null}
    </Part>
  );
}

function AddLanguage({
  article,
  fields,
  taken,
  onClose,
}: {
  article: StaffArticleDetailView;
  fields: Fields;
  taken: readonly string[];
  onClose: () => void;
}) {
  const form = useId();
  const router = useRouter();
  const offered = usualLanguages.filter((tag) => !taken.includes(tag));
  const [language, setLanguage] = useState(offered[0] ?? "");
  const [title, setTitle] = useState("");
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (pending || language === "" || title.trim() === "") return;
    setPending(true);
    setProblem(null);
    try {
      const { category, audience, summary, body } = fields;
      const made = await api<{ id: string }>(articlesPath, {
        method: "POST",
        body: { translationOf: article.id, language, title: title.trim(), category, audience, summary, body },
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
      title="Add a language"
      description="A draft with this text to translate. Readers see it once it is published."
      footer={
        <>
          <DialogClose />
          <Button
            type="submit"
            form={form}
            variant="primary"
            loading={pending}
            disabled={language === "" || title.trim() === ""}
          >
            Add
          </Button>
        </>
      }
    >
      <form id={form} noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
        <LanguageField
          offered={offered}
          initial={offered[0] ?? null}
          error={problem?.fields.language ? problem.message : null}
          onChange={setLanguage}
        />
        <Field
          label="Title in this language"
          error={problem?.fields.title ? `This ${problem.fields.title}` : null}
        >
          <Input value={title} maxLength={200} lang={language || undefined} onValueChange={setTitle} />
        </Field>
        {problem && !problem.fields.language && !problem.fields.title ? (
          <p role="alert" className="text-danger text-sm">
            {problem.message} Nothing was added.
          </p>
        ) : null}
      </form>
    </Dialog>
  );
}
