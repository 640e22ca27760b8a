"use client";
/** Everything about an article besides its text: who sees it, where it is found, who looks after it. */
import { type ReactNode, useState } from "react";
import { audienceWords } from "@/components/knowledge/article-badges";
import { Button } from "@/components/ui/button";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { TextLink } from "@/components/ui/link";
import { Menu, MenuItem } from "@/components/ui/menu";
import { RelativeTime } from "@/components/ui/relative-time";
import { Select } from "@/components/ui/select";
import type { Category } from "@/lib/knowledge/category-schema";
import type { StaffArticleDetailView } from "@/lib/knowledge/editing-schema";
import { useMe } from "../_shared/me";
import { languageName, publicHref } from "./addresses";
import { ChangeLanguage } from "./change-language";
import type { FieldProblems, Fields } from "./fields";
import { fromLocalField, monthsLater, toDayField } from "./moments";
import type { Acts } from "./use-article-acts";

const NOBODY = "nobody";
const audiences = ["public", "customers", "staff"] as const;

export function Part({
  title,
  action,
  children,
}: {
  title: string;
  action?: ReactNode;
  children: ReactNode;
}) {
  return (
    <section
      aria-label={title}
      className="flex flex-col gap-3 border-line border-b px-4 py-4 last:border-b-0"
    >
      <div className="flex min-h-7 items-center justify-between gap-2">
        <h2 className="font-semibold text-sm">{title}</h2>
        {action}
      </div>
      {children}
    </section>
  );
}

export function ReadersPart({
  article,
  fields,
  problems,
  categories,
  acts,
  onEdit,
}: {
  article: StaffArticleDetailView;
  acts: Acts;
  fields: Fields;
  problems: FieldProblems;
  categories: readonly Category[];
  onEdit: (patch: Partial<Fields>) => void;
}) {
  const [choosing, setChoosing] = useState(false);
  const mayChange = useMe().role === "manager" || article.version === 0;
  const moves = article.status === "published" && fields.slug !== article.slug;
  return (
    <Part title="Readers">
      <Field label="Who sees it" hint={audienceWords[fields.audience].hint} error={problems.audience ?? null}>
        <Select
          size="sm"
          items={audiences.map((value) => ({ value, label: audienceWords[value].label }))}
          value={fields.audience}
          onValueChange={(audience) => onEdit({ audience })}
        />
      </Field>
      <Field label="Category" error={problems.category ?? null}>
        <Select
          size="sm"
          items={categories.map(({ id, label }) => ({ value: id, label }))}
          value={fields.category}
          onValueChange={(category) => onEdit({ category })}
        />
      </Field>
      <Field
        label="Address"
        error={problems.slug ?? null}
        hint={
          moves
            ? `Once this is published, /help/${article.slug} leads to the new address.`
            : article.version > 0
              ? "When you change it, the old address leads to the new one."
              : "Follows the title until you change it."
        }
      >
        <Input
          size="sm"
          value={fields.slug}
          maxLength={120}
          spellCheck={false}
          autoCapitalize="off"
          onValueChange={(slug) => onEdit({ slug })}
          className="font-mono text-sm!"
        />
      </Field>
      <dl className="grid grid-cols-[5.5rem_1fr] items-baseline gap-x-3 gap-y-1">
        <dt className="text-text-muted">Language</dt>
        <dd className="flex flex-wrap items-center gap-x-2">
          {languageName(article.language)}
          {mayChange ? (
            <Button size="sm" variant="quiet" className="-my-1" onClick={() => setChoosing(true)}>
              Change
              <span className="sr-only"> the language</span>
            </Button>
          ) : null}
        </dd>
        {article.status === "published" ? (
          <>
            <dt className="text-text-muted">Live</dt>
            <dd>
              <TextLink href={publicHref(article.slug)} target="_blank" rel="noreferrer">
                Version {article.version}
              </TextLink>
              , <RelativeTime iso={article.updatedAt} />
            </dd>
          </>
        ) : null}
      </dl>
      {choosing ? (
        <ChangeLanguage
          article={article}
          acts={acts}
          onClose={() => {
            acts.clear();
            setChoosing(false);
          }}
        />
      ) : null}
    </Part>
  );
}

export function CarePart({ article, acts }: { article: StaffArticleDetailView; acts: Acts }) {
  const me = useMe();
  const isManager = me.role === "manager";
  const [day, setDay] = useState<string | null>(null);
  const shown = day ?? (article.reviewAt ? toDayField(new Date(article.reviewAt)) : "");
  const plan = (value: string) => {
    setDay(value);
    const moment = fromLocalField(value);
    if (value !== "" && !moment) return;
    void acts
      .change(
        { reviewAt: moment?.toISOString() ?? null },
        moment ? "The review date is set" : "There is no review date",
      )
      .then(() => setDay(null));
  };
  const people = [
    { value: NOBODY, label: "Nobody" },
    ...me.colleagues.map(({ id, name }) => ({ value: id, label: id === me.id ? `${name} (you)` : name })),
  ];
  if (article.owner && !people.some(({ value }) => value === article.owner?.id))
    people.push({ value: article.owner.id, label: article.owner.name });
  return (
    <Part title="Care">
      {isManager ? (
        <>
          <Field label="Owner" hint="Is told when a review is due">
            <Select
              size="sm"
              items={people}
              value={article.owner?.id ?? NOBODY}
              onValueChange={(id) =>
                void acts.change({ ownerId: id === NOBODY ? null : id }, "The owner is changed")
              }
            />
          </Field>
          <Field label="Next review">
            <Input size="sm" type="date" value={shown} onValueChange={plan} className="w-40!" />
          </Field>
        </>
      ) : (
        <dl className="grid grid-cols-[5.5rem_1fr] gap-x-3 gap-y-1">
          <dt className="text-text-muted">Owner</dt>
          <dd>{article.owner?.name ?? "Nobody"}</dd>
          <dt className="text-text-muted">Next review</dt>
          <dd>{article.reviewAt ? <RelativeTime iso={article.reviewAt} format="date" /> : "Not planned"}</dd>
        </dl>
      )}
      {article.version > 0 ? (
        <Menu
          trigger={
            <Button size="sm" loading={acts.pending === "reviewed"} className="self-start">
              Mark as reviewed
            </Button>
          }
        >
          {[3, 6, 12].map((months) => (
            <MenuItem
              key={months}
              onClick={() =>
                void acts.act("reviewed", {
                  body: { nextReviewAt: monthsLater(new Date(), months).toISOString() },
                  said: `Reviewed; due again in ${months} months`,
                })
              }
            >
              Due again in {months} months
            </MenuItem>
          ))}
        </Menu>
      ) : null}
      {article.reviewedAt ? (
        <p className="text-text-muted">
          Reviewed <RelativeTime iso={article.reviewedAt} />
        </p>
      ) : null}
    </Part>
  );
}
