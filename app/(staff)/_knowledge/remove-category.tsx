"use client";
/** Removes a category; what is filed under it goes to another one first. */
import { useState } from "react";
import { ApiProblem, api, messageOf } from "@/app/_client/api";
import { plural } from "@/components/format";
import { AlertDialog } from "@/components/ui/alert-dialog";
import { Field } from "@/components/ui/field";
import { Select } from "@/components/ui/select";
import { useToast } from "@/components/ui/toast";
import type { Category } from "@/lib/knowledge/category-schema";
import { categoriesPath } from "./addresses";

type Props = {
  category: Category;
  others: readonly Category[];
  onClose: () => void;
  /** Whether or not it worked: another manager may have been faster. */
  onTried: () => void;
};

export function RemoveCategory({ category, others, onClose, onTried }: Props) {
  const toast = useToast();
  const [moveTo, setMoveTo] = useState<string | null>(null);
  const [problem, setProblem] = useState<ApiProblem | null>(null);
  const [pending, setPending] = useState(false);
  // Drafts are not counted: the server says when there are some.
  const isFilled = category.articles > 0 || moveTo !== null || problem?.fields.moveTo !== undefined;

  const remove = async () => {
    if (isFilled && moveTo === null) {
      setProblem(
        new ApiProblem("invalid", "Choose where its articles go.", { fields: { moveTo: "is missing" } }),
      );
      return;
    }
    setPending(true);
    setProblem(null);
    try {
      await api(`${categoriesPath}/${category.id}`, { method: "DELETE", body: moveTo ? { moveTo } : {} });
      const to = others.find(({ id }) => id === moveTo);
      toast.show({
        title: `${category.label} was removed`,
        ...(to && { description: `Its articles are filed under ${to.label} now.` }),
      });
      onClose();
    } catch (error) {
      setProblem(error instanceof ApiProblem ? error : new ApiProblem("internal", messageOf(error)));
      setPending(false);
    } finally {
      onTried();
    }
  };

  return (
    <AlertDialog
      open
      onOpenChange={(open) => {
        if (!open) onClose();
      }}
      action="Remove category"
      name={category.label}
      consequence={
        isFilled
          ? `${
              category.articles > 0 ? plural(category.articles, "article is", "articles are") : "Drafts are"
            } filed under it and will be moved. It leaves the help center at once.`
          : "Nothing is filed under it. It leaves the help center at once; you can add it again."
      }
      pending={pending}
      error={problem && !problem.fields.moveTo ? problem.message : null}
      onConfirm={() => void remove()}
    >
      {isFilled ? (
        <Field label="Its articles go to" error={problem?.fields.moveTo ? problem.message : null}>
          <Select
            items={others.map(({ id, label }) => ({ value: id, label }))}
            value={moveTo}
            placeholder="Choose a category"
            className="w-full"
            onValueChange={(id) => {
              setMoveTo(id);
              setProblem(null);
            }}
          />
        </Field>
      ) : null}
    </AlertDialog>
  );
}
