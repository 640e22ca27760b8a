"use client";
/** Search and conditions. Each condition is a chip that reads as part of the sentence and opens to be changed. */
import { ListFilter } from "lucide-react";
import { useState } from "react";
import { audienceWords } from "@/components/knowledge/article-badges";
import { Button } from "@/components/ui/button";
import { FilterChip } from "@/components/ui/filter-chip";
import { Menu, MenuItem } from "@/components/ui/menu";
import { Popover } from "@/components/ui/popover";
import { RadioGroup } from "@/components/ui/radio-group";
import type { Category } from "@/lib/knowledge/category-schema";
import { ListSearch } from "../_shared/list-search";
import { useMe } from "../_shared/me";
import { languageName } from "./addresses";
import {
  type ArticlesView,
  articleFilters,
  audiences,
  everything,
  isFiltered,
  type Names,
  statusWords,
} from "./filters";

type FieldName = "status" | "category" | "audience" | "language" | "owner";
const labels: Record<FieldName, string> = {
  status: "State",
  category: "Category",
  audience: "Who sees it",
  language: "Language",
  owner: "Owner",
};
const fields = Object.keys(labels) as FieldName[];

type Props = {
  view: ArticlesView;
  names: Names;
  categories: readonly Category[];
  languages: readonly string[];
  changing: boolean;
  /** `typing`: one of many small steps, not worth a place in the history. */
  onChange: (view: ArticlesView, typing?: boolean) => void;
};

export function FilterBar({ view, names, categories, languages, changing, onChange }: Props) {
  const [added, setAdded] = useState<FieldName | null>(null);
  const { colleagues, id: me } = useMe();
  const shown = fields.filter((field) => view[field] !== null || field === added);
  const rest = fields.filter((field) => !shown.includes(field));
  const capital = (words: string) => words.charAt(0).toUpperCase() + words.slice(1);
  const choices: Record<FieldName, { value: string; label: string }[]> = {
    status: articleFilters.map((value) => ({ value, label: capital(statusWords[value]) })),
    category: categories.map(({ id, label }) => ({ value: id, label })),
    audience: audiences.map((value) => ({ value, label: audienceWords[value].label })),
    language: languages.map((value) => ({ value, label: languageName(value) })),
    owner: [
      { value: "me", label: "Me" },
      { value: "none", label: "Nobody" },
      ...colleagues.filter(({ id }) => id !== me).map(({ id, name }) => ({ value: id, label: name })),
    ],
  };
  const words = (field: FieldName): string => {
    const value = view[field];
    if (value === null) return "…";
    const label = choices[field].find((choice) => choice.value === value)?.label;
    return field === "owner" || field === "language"
      ? (label ?? names[field] ?? value)
      : (label ?? value).toLowerCase();
  };
  return (
    <search className="flex shrink-0 flex-wrap items-center gap-2 border-line border-b px-4 py-2">
      <ListSearch
        label="Search articles"
        placeholder="Search title or address"
        value={view.q}
        loading={changing}
        onSearch={(q) => onChange({ ...view, q }, true)}
      />
      {shown.map((field) => (
        <Popover
          key={field}
          open={added === field ? true : undefined}
          onOpenChange={(open) => {
            if (!open) setAdded(null);
          }}
          title={labels[field]}
          className="w-60!"
          trigger={
            <FilterChip
              field={labels[field]}
              value={words(field)}
              onRemove={() => {
                setAdded(null);
                onChange({ ...view, [field]: null });
              }}
            />
          }
        >
          <RadioGroup
            legend={labels[field]}
            hideLegend
            value={view[field] ?? undefined}
            onValueChange={(value) => {
              setAdded(null);
              onChange({ ...view, [field]: value });
            }}
            items={choices[field]}
          />
        </Popover>
      ))}
      {view.stale ? (
        <FilterChip field="Review" value="due" onRemove={() => onChange({ ...view, stale: false })} />
      ) : null}
      <Menu
        trigger={
          <Button size="sm" variant="quiet" icon={<ListFilter aria-hidden="true" className="size-4" />}>
            Filter
          </Button>
        }
      >
        {rest.map((field) => (
          <MenuItem key={field} onClick={() => setAdded(field)}>
            {labels[field]}
          </MenuItem>
        ))}
        {view.stale ? null : (
          <MenuItem onClick={() => onChange({ ...view, stale: true })}>Review due</MenuItem>
        )}
      </Menu>
      {isFiltered(view) ? (
        <Button size="sm" variant="quiet" onClick={() => onChange(everything)}>
          Clear
        </Button>
      ) : null}
    </search>
  );
}
