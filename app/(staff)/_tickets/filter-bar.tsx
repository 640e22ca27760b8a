"use client";
/** Search and conditions. Each condition is a chip that reads as part of the sentence and opens to be changed. */
import { ListFilter } from "lucide-react";
import { useState } from "react";
import { Button } from "@/components/ui/button";
import { Checkbox } from "@/components/ui/checkbox";
import { FilterChip } from "@/components/ui/filter-chip";
import { Menu, MenuItem } from "@/components/ui/menu";
import { Popover } from "@/components/ui/popover";
import { RadioGroup } from "@/components/ui/radio-group";
import {
  categories,
  categoryLabel,
  priorities,
  priorityLabel,
  statuses,
  statusLabel,
} from "@/lib/tickets/schema";
import { ListSearch } from "../_shared/list-search";
import { useMe } from "../_shared/me";
import { everything, isFiltered, type Names, priorityWords, statusWords, type TicketView } from "./filters";

type Field = "status" | "priority" | "category" | "assignee";
const fieldLabel: Record<Field, string> = {
  status: "Status",
  priority: "Priority",
  category: "Category",
  assignee: "Assignee",
};
const fields = Object.keys(fieldLabel) as Field[];

type Props = {
  view: TicketView;
  names: Names;
  changing: boolean;
  /** `typing`: one of many small steps, not worth a place in the history. */
  onChange: (view: TicketView, typing?: boolean) => void;
};

export function FilterBar({ view, names, changing, onChange }: Props) {
  const [added, setAdded] = useState<Field | null>(null);
  const set = (field: Field) =>
    field === "status" || field === "priority" ? view[field].length > 0 : view[field] !== null;
  const shown = fields.filter((field) => set(field) || field === added);
  const rest = fields.filter((field) => !shown.includes(field));
  const words: Record<Field, string> = {
    status: statusWords(view),
    priority: priorityWords(view),
    category: view.category ? categoryLabel[view.category] : "",
    assignee:
      view.assignee === "me"
        ? "me"
        : view.assignee === "none"
          ? "nobody"
          : view.assignee
            ? (names.assignee ?? "one person")
            : "",
  };
  return (
    <search className="flex shrink-0 flex-wrap items-center gap-2 border-line border-b px-4 py-2">
      <ListSearch
        label="Search tickets"
        placeholder="Search words or #number"
        value={view.q}
        loading={changing}
        onSearch={(q) => onChange({ ...view, q }, true)}
      />
      {shown.map((field) => (
        <Popover
          key={field}
          title={fieldLabel[field]}
          className="w-60!"
          open={field === added ? true : undefined}
          onOpenChange={(open) => {
            if (!open && field === added) setAdded(null);
          }}
          trigger={
            <FilterChip
              field={fieldLabel[field]}
              value={words[field] || "…"}
              onRemove={() => {
                setAdded(null);
                onChange({ ...view, [field]: everything[field] });
              }}
            />
          }
        >
          <Choices field={field} view={view} onChange={onChange} />
        </Popover>
      ))}
      {view.customerId ? (
        <FilterChip
          field="Customer"
          value={names.customer ?? "one customer"}
          onRemove={() => onChange({ ...view, customerId: null })}
        />
      ) : null}
      {rest.length > 0 ? (
        <Menu
          trigger={
            <Button size="sm" variant="quiet" icon={<ListFilter aria-hidden="true" className="size-4" />}>
              Filter
            </Button>
          }
        >
          {rest.map((field) => (
            <MenuItem key={field} onClick={() => setAdded(field)}>
              {fieldLabel[field]}
            </MenuItem>
          ))}
        </Menu>
      ) : null}
      {isFiltered(view) ? (
        <Button size="sm" variant="quiet" onClick={() => onChange({ ...everything, sort: view.sort })}>
          Clear
        </Button>
      ) : null}
    </search>
  );
}

function Choices({ field, view, onChange }: { field: Field; view: TicketView; onChange: Props["onChange"] }) {
  const { colleagues, id } = useMe();
  if (field === "status")
    return (
      <Some
        known={statuses}
        labels={statusLabel}
        chosen={view.status}
        onChange={(status) => onChange({ ...view, status })}
      />
    );
  if (field === "priority")
    return (
      <Some
        known={priorities}
        labels={priorityLabel}
        chosen={view.priority}
        onChange={(priority) => onChange({ ...view, priority })}
      />
    );
  if (field === "category")
    return (
      <RadioGroup
        legend="Category"
        hideLegend
        value={view.category ?? undefined}
        onValueChange={(category) => onChange({ ...view, category })}
        items={categories.map((value) => ({ value, label: categoryLabel[value] }))}
      />
    );
  return (
    <RadioGroup
      legend="Assignee"
      hideLegend
      value={view.assignee ?? undefined}
      onValueChange={(assignee) => onChange({ ...view, assignee })}
      items={[
        { value: "me", label: "Me" },
        { value: "none", label: "Nobody" },
        ...colleagues.filter((each) => each.id !== id).map((each) => ({ value: each.id, label: each.name })),
      ]}
    />
  );
}

function Some<T extends string>({
  known,
  labels,
  chosen,
  onChange,
}: {
  known: readonly T[];
  labels: Record<T, string>;
  chosen: readonly T[];
  onChange: (chosen: T[]) => void;
}) {
  return (
    <div className="flex flex-col gap-2">
      {known.map((value) => (
        <Checkbox
          key={value}
          label={labels[value]}
          checked={chosen.includes(value)}
          onCheckedChange={(on) =>
            onChange(known.filter((each) => (each === value ? on : chosen.includes(each))))
          }
        />
      ))}
    </div>
  );
}
