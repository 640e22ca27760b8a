"use client";
/** What articles are filed under: order, names, and what is empty can go. Every change is saved at once. */
import { useQuery, useQueryClient } from "@tanstack/react-query";
import { ArrowDown, ArrowUp, FolderTree, Pencil, Plus, Trash2 } from "lucide-react";
import Link from "next/link";
import { useState } from "react";
import { api, messageOf } from "@/app/_client/api";
import { useHydrated } from "@/app/_client/use-hydrated";
import { plural } from "@/components/format";
import { paths } from "@/components/shell/nav";
import { PageHeader } from "@/components/shell/page-header";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { IconButton } from "@/components/ui/icon-button";
import { useToast } from "@/components/ui/toast";
import { Tooltip } from "@/components/ui/tooltip";
import type { Category } from "@/lib/knowledge/category-schema";
import { keys } from "../_shared/live-refresh";
import { useMe } from "../_shared/me";
import { categoriesPath, languageName } from "./addresses";
import { NameCategory } from "./name-category";
import { RemoveCategory } from "./remove-category";

export function CategoriesScreen({ initial, ownLanguage }: { initial: Category[]; ownLanguage: string }) {
  const hydrated = useHydrated();
  const isManager = useMe().role === "manager";
  const queries = useQueryClient();
  const toast = useToast();
  const [named, setNamed] = useState<Category | "new" | null>(null);
  const [removed, setRemoved] = useState<Category | null>(null);
  const [pending, setPending] = useState(false);
  const [said, setSaid] = useState("");
  const { data, isError, error, isFetching, refetch } = useQuery({
    queryKey: keys.categories,
    queryFn: async ({ signal }) => (await api<{ items: Category[] }>(categoriesPath, { signal })).items,
    initialData: initial,
    staleTime: 30_000,
  });
  const reread = () => queries.invalidateQueries({ queryKey: keys.categories });

  const move = async (category: Category, by: 1 | -1) => {
    const at = data.findIndex(({ id }) => id === category.id);
    const to = at + by;
    if (pending || !(to in data)) return;
    const order = data.filter(({ id }) => id !== category.id).toSpliced(to, 0, category);
    setPending(true);
    await queries.cancelQueries({ queryKey: keys.categories });
    queries.setQueryData(keys.categories, order);
    try {
      await api(`${categoriesPath}/order`, { method: "PUT", body: { ids: order.map(({ id }) => id) } });
      setSaid(`${category.label} is number ${to + 1} of ${order.length} now`);
    } catch (caught) {
      queries.setQueryData(keys.categories, data);
      toast.show({ title: messageOf(caught), description: "The order is as it was.", tone: "danger" });
    } finally {
      setPending(false);
      void reread();
    }
  };

  return (
    <div aria-busy={!hydrated} className="flex min-h-0 flex-1 flex-col">
      <PageHeader
        dense
        title="Categories"
        description={
          isManager
            ? "In the order in which the help center shows them. Changes count at once."
            : "In the order in which the help center shows them. Managers change them."
        }
        actions={
          isManager ? (
            <Button
              size="sm"
              variant="primary"
              icon={<Plus aria-hidden="true" className="size-4" />}
              onClick={() => setNamed("new")}
            >
              Add a category
            </Button>
          ) : null
        }
      />
      <p role="status" className="sr-only">
        {said}
      </p>
      {data.length === 0 && isError ? (
        <ErrorState
          title="The categories could not be loaded"
          onRetry={() => void refetch()}
          retrying={isFetching}
        >
          {messageOf(error)}
        </ErrorState>
      ) : data.length === 0 ? (
        <EmptyState icon={<FolderTree />} title="No categories">
          Articles are filed under what you add here.
        </EmptyState>
      ) : (
        <div className="min-h-0 flex-1 overflow-y-auto">
          <ol aria-label="Categories" className="max-w-3xl">
            {data.map((category, index) => (
              <li
                key={category.id}
                className="flex min-h-14 items-center gap-2 border-line border-b px-4 py-2 max-sm:flex-wrap"
              >
                <span aria-hidden="true" className="w-6 shrink-0 text-text-faint tabular-nums">
                  {index + 1}
                </span>
                <span className="flex min-w-0 flex-1 flex-col max-sm:basis-3/4">
                  <span className="font-medium [overflow-wrap:anywhere]">{category.label}</span>
                  <span className="text-text-muted [overflow-wrap:anywhere]">{category.about}</span>
                  <Names of={category} />
                </span>
                <Link
                  href={`${paths.staff.knowledge}?category=${category.id}`}
                  className="shrink-0 rounded-sm text-text-muted tabular-nums hover:text-accent hover:underline"
                >
                  {plural(category.articles, "article")}
                </Link>
                {isManager ? (
                  <span className="flex shrink-0 gap-0.5">
                    <IconButton
                      size="sm"
                      label={`Move ${category.label} up`}
                      disabled={index === 0}
                      onClick={() => void move(category, -1)}
                    >
                      <ArrowUp aria-hidden="true" className="size-4" />
                    </IconButton>
                    <IconButton
                      size="sm"
                      label={`Move ${category.label} down`}
                      disabled={index === data.length - 1}
                      onClick={() => void move(category, 1)}
                    >
                      <ArrowDown aria-hidden="true" className="size-4" />
                    </IconButton>
                    <IconButton
                      size="sm"
                      label={`Rename ${category.label}`}
                      onClick={() => setNamed(category)}
                    >
                      <Pencil aria-hidden="true" className="size-4" />
                    </IconButton>
                    <Remove
                      category={category}
                      isLast={data.length === 1}
                      onRemove={() => setRemoved(category)}
                    />
                  </span>
                ) : null}
              </li>
            ))}
          </ol>
        </div>
      )}
      {named === null ? null : (
        <NameCategory
          category={named === "new" ? null : named}
          ownLanguage={ownLanguage}
          onClose={() => setNamed(null)}
          onSaved={reread}
        />
      )}
      {removed ? (
        <RemoveCategory
          category={removed}
          others={data.filter(({ id }) => id !== removed.id)}
          onClose={() => setRemoved(null)}
          onTried={() => void reread()}
        />
      ) : null}
    </div>
  );
}

/** What it is called in other languages, in one line. */
function Names({ of: { names } }: { of: Category }) {
  const named = Object.entries(names);
  if (named.length === 0) return null;
  return (
    <span className="text-sm text-text-muted [overflow-wrap:anywhere]">
      {named.map(([language, { label }], place) => (
        <span key={language}>
          {place > 0 ? " · " : null}
          {languageName(language)}: <span lang={language}>{label}</span>
        </span>
      ))}
    </span>
  );
}

/** Stays in reach of the keyboard when nothing else could hold the articles, so that everybody learns why. */
function Remove({
  category,
  isLast,
  onRemove,
}: {
  category: Category;
  isLast: boolean;
  onRemove: () => void;
}) {
  const label = `Remove ${category.label}`;
  if (category.articles === 0 || !isLast)
    return (
      <IconButton size="sm" label={label} onClick={onRemove}>
        <Trash2 aria-hidden="true" className="size-4" />
      </IconButton>
    );
  const why = `${plural(category.articles, "article is", "articles are")} filed under it, and there is no other category`;
  return (
    <Tooltip content={why}>
      <button
        type="button"
        aria-disabled="true"
        aria-label={`${label}: ${why}`}
        className="inline-flex size-7 shrink-0 items-center justify-center rounded text-text-faint opacity-60 touch:size-11"
      >
        <Trash2 aria-hidden="true" className="size-4" />
      </button>
    </Tooltip>
  );
}
