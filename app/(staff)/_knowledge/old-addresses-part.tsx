"use client";
/** Other addresses that lead to an article: those it has had, and those that managers add, as of a help center before. */
import { Plus, X } from "lucide-react";
import { type FormEvent, useState } from "react";
import { ApiProblem, api, messageOf } from "@/app/_client/api";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { IconButton } from "@/components/ui/icon-button";
import { Input } from "@/components/ui/input";
import { useToast } from "@/components/ui/toast";
import type { StaffArticleDetailView } from "@/lib/knowledge/editing-schema";
import { useMe } from "../_shared/me";
import { publicHref, redirectsPath } from "./addresses";
import { Part } from "./details-panel";

/** Shown at once; an article may have a hundred. */
const FEW = 5;

export function OldAddressesPart({
  article,
  onChanged,
}: {
  article: StaffArticleDetailView;
  /** Reads the article again. */
  onChanged: () => Promise<unknown>;
}) {
  const isManager = useMe().role === "manager";
  const toast = useToast();
  const [adding, setAdding] = useState(false);
  const [all, setAll] = useState(false);
  const [removing, setRemoving] = useState(false);
  const { redirects } = article;
  if (article.version === 0 || (redirects.length === 0 && !isManager)) return null;

  const lead = async (slug: string) => {
    await api(redirectsPath, { method: "POST", body: { slug, articleId: article.id } });
    await onChanged();
  };
  const remove = async (slug: string) => {
    if (removing) return;
    setRemoving(true);
    try {
      await api(`${redirectsPath}/${slug}`, { method: "DELETE" });
      await onChanged();
      toast.show({
        title: `${publicHref(slug)} leads nowhere now`,
        action: { label: "Undo", onClick: () => void lead(slug).catch(sayNot) },
      });
    } catch (error) {
      sayNot(error);
    } finally {
      setRemoving(false);
    }
  };
  const sayNot = (error: unknown) =>
    toast.show({ title: messageOf(error), description: "The addresses are as they were.", tone: "danger" });

  return (
    <Part
      title="Old addresses"
      action={
        isManager && !adding ? (
          <Button
            size="sm"
            variant="quiet"
            icon={<Plus aria-hidden="true" className="size-4" />}
            onClick={() => setAdding(true)}
          >
            Add an address
          </Button>
        ) : null
      }
    >
      {redirects.length === 0 && !adding ? (
        <p className="text-text-muted">None. What you add leads readers to this article.</p>
      ) : null}
      {redirects.length > 0 ? (
        <ul aria-label="Old addresses" className="flex flex-col">
          {(all ? redirects : redirects.slice(0, FEW)).map(({ slug }) => (
            <li key={slug} className="flex min-h-7 items-center gap-2">
              <span className="min-w-0 flex-1 font-mono text-sm [overflow-wrap:anywhere]">
                {publicHref(slug)}
              </span>
              {isManager ? (
                <IconButton size="sm" label={`Remove ${publicHref(slug)}`} onClick={() => void remove(slug)}>
                  <X aria-hidden="true" className="size-4" />
                </IconButton>
              ) : null}
            </li>
          ))}
        </ul>
      ) : null}
      {redirects.length > FEW && !all ? (
        <Button size="sm" variant="quiet" className="self-start" onClick={() => setAll(true)}>
          Show all {redirects.length}
        </Button>
      ) : null}
      {adding ? <AddAddress lead={lead} onClose={() => setAdding(false)} /> : null}
    </Part>
  );
}

function AddAddress({ lead, onClose }: { lead: (slug: string) => Promise<void>; onClose: () => void }) {
  const [slug, setSlug] = useState("");
  const [pending, setPending] = useState(false);
  const [problem, setProblem] = useState<string | null>(null);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (pending || slug.trim() === "") return;
    setPending(true);
    setProblem(null);
    try {
      await lead(slugOf(slug));
      onClose();
    } catch (error) {
      const of = error instanceof ApiProblem && error.code === "invalid" ? error.fields.slug : undefined;
      setProblem(of ? `The address ${of}` : messageOf(error));
      setPending(false);
    }
  };
  return (
    <form noValidate onSubmit={(event) => void submit(event)} className="flex flex-col gap-2">
      <Field label="Address that leads here" hint="As in /help/old-title" error={problem}>
        <Input
          size="sm"
          value={slug}
          autoFocus
          spellCheck={false}
          autoCapitalize="off"
          autoComplete="off"
          onValueChange={setSlug}
          className="font-mono text-sm!"
        />
      </Field>
      <div className="flex gap-2">
        <Button size="sm" type="submit" variant="primary" loading={pending} disabled={slug.trim() === ""}>
          Add
        </Button>
        <Button size="sm" variant="quiet" onClick={onClose}>
          Cancel
        </Button>
      </div>
    </form>
  );
}

/** The address as somebody may paste it: whole, or its last part. */
const slugOf = (typed: string): string =>
  typed
    .trim()
    .replace(/[?#].*$/, "")
    .replace(/\/+$/, "")
    .replace(/^.*\//, "");
