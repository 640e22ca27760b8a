"use client";
/** Names a category: once in the language of the knowledge base, and in any other that readers may want. */
import { X } from "lucide-react";
import { type FormEvent, useId, useState } from "react";
import { ApiProblem, api, messageOf } from "@/app/_client/api";
import { Button } from "@/components/ui/button";
import { Dialog, DialogClose } from "@/components/ui/dialog";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { type Category, type CategoryNames, MAX_CATEGORY } from "@/lib/knowledge/category-schema";
import { categoriesPath, languageName, usualLanguages } from "./addresses";

type Name = CategoryNames[string];
type Props = {
  /** Null: a new one. */
  category: Category | null;
  ownLanguage: string;
  onClose: () => void;
  onSaved: () => Promise<void>;
};

export function NameCategory({ category, ownLanguage, onClose, onSaved }: Props) {
  const form = useId();
  const [own, setOwn] = useState<Name>({ label: category?.label ?? "", about: category?.about ?? "" });
  const [names, setNames] = useState<CategoryNames>(category?.names ?? {});
  const [added, setAdded] = useState<string | null>(null);
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const isComplete = [own, ...Object.values(names)].every(({ label }) => label.trim() !== "");

  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (pending || !isComplete) return;
    setPending(true);
    setProblem(null);
    try {
      const body = {
        ...trimmed(own),
        names: Object.fromEntries(Object.entries(names).map(([language, name]) => [language, trimmed(name)])),
      };
      await (category
        ? api(`${categoriesPath}/${category.id}`, { method: "PATCH", body })
        : api(categoriesPath, { method: "POST", body }));
      await onSaved();
      onClose();
    } catch (error) {
      setProblem(error instanceof ApiProblem ? error : new ApiProblem("internal", messageOf(error)));
      setPending(false);
    }
  };
  const errorOf = (field: string) => (problem?.fields[field] ? problem.message : null);
  const fields = ["label", ...Object.keys(names).map((language) => `names.${language}.label`)];

  return (
    <Dialog
      open
      onOpenChange={onClose}
      title={category ? `Rename “${category.label}”` : "Add a category"}
      description={
        category
          ? "Its address stays, so links to it go on working."
          : "It stands at the end of the list and appears in the help center with its first article."
      }
      footer={
        <>
          <DialogClose />
          <Button type="submit" form={form} variant="primary" loading={pending} disabled={!isComplete}>
            {category ? "Rename" : "Add"}
          </Button>
        </>
      }
    >
      <form id={form} noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-4">
        <NameFields name={own} onChange={setOwn} error={errorOf("label")} />
        {Object.entries(names).map(([language, name]) => (
          <NameFields
            key={language}
            language={language}
            name={name}
            isNew={language === added}
            error={errorOf(`names.${language}.label`)}
            onChange={(next) => setNames({ ...names, [language]: next })}
            onRemove={() => {
              const { [language]: _, ...rest } = names;
              setNames(rest);
            }}
          />
        ))}
        <Field
          label="Add a language"
          hint={`Readers of other languages see the name in ${languageName(ownLanguage)}.`}
        >
          <Select
            items={usualLanguages
              .filter((tag) => tag !== ownLanguage && !(tag in names))
              .map((value) => ({ value, label: languageName(value) }))}
            value={null}
            onValueChange={(language) => {
              setNames({ ...names, [language]: { label: "", about: "" } });
              setAdded(language);
            }}
          />
        </Field>
        {problem && !fields.some(errorOf) ? (
          <p role="alert" className="text-danger text-sm">
            {problem.message} Nothing was changed.
          </p>
        ) : null}
      </form>
    </Dialog>
  );
}

const trimmed = ({ label, about }: Name): Name => ({ label: label.trim(), about: about.trim() });

function NameFields({
  language,
  name,
  isNew = false,
  error,
  onChange,
  onRemove,
}: {
  /** Undefined: that of the knowledge base. */
  language?: string;
  name: Name;
  /** Was added just now: somebody is about to write its name. */
  isNew?: boolean;
  error: string | null;
  onChange: (name: Name) => void;
  onRemove?: () => void;
}) {
  const suffix = language ? ` in ${languageName(language)}` : "";
  return (
    <div className={language ? "flex flex-col gap-3 border-line border-t pt-3" : "flex flex-col gap-4"}>
      <div className="flex items-start gap-2">
        <Field label={`Name${suffix}`} error={error} className="min-w-0 flex-1">
          <Input
            value={name.label}
            maxLength={MAX_CATEGORY.label}
            autoComplete="off"
            lang={language}
            autoFocus={isNew}
            onValueChange={(label) => onChange({ ...name, label })}
          />
        </Field>
        {language && onRemove ? (
          <IconButton className="mt-6" label={`Remove ${languageName(language)}`} onClick={onRemove}>
            <X aria-hidden="true" className="size-4" />
          </IconButton>
        ) : null}
      </div>
      <Field
        label={`What it is about${suffix}`}
        optional
        {...(!language && { hint: "One line under its name in the help center" })}
      >
        <Input
          value={name.about}
          maxLength={MAX_CATEGORY.about}
          autoComplete="off"
          lang={language}
          onValueChange={(about) => onChange({ ...name, about })}
        />
      </Field>
    </div>
  );
}
