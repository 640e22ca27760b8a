/**
 * What a ticket list shows, as the URL holds it and as people read it. Pure: the page, the chips, the requests and
 * the sentence all come from here, so that they cannot disagree.
 */
import {
  type Category,
  categories,
  categoryLabel,
  type Priority,
  priorities,
  priorityLabel,
  sorts,
  statuses,
  statusLabel,
  type TicketStatus,
} from "@/lib/tickets/schema";

export type Sort = (typeof sorts)[number];

export type TicketView = {
  status: readonly TicketStatus[];
  priority: readonly Priority[];
  category: Category | null;
  /** "me", "none" or a person's id. */
  assignee: string | null;
  /** Only this customer's. */
  customerId: string | null;
  q: string;
  sort: Sort;
};

export const everything: TicketView = {
  status: [],
  priority: [],
  category: null,
  assignee: null,
  customerId: null,
  q: "",
  sort: "updated",
};

type Given = Readonly<Record<string, string | string[] | undefined>>;

const one = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value) ?? "";
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;

/** In the order of the list itself, so that one view has one URL. What is not known is left out. */
function some<T extends string>(known: readonly T[], value: string): T[] {
  const given = value.split(",");
  return known.filter((each) => given.includes(each));
}

export function readView(given: Given): TicketView {
  const assignee = one(given.assignee);
  return {
    status: some(statuses, one(given.status)),
    priority: some(priorities, one(given.priority)),
    category: some(categories, one(given.category))[0] ?? null,
    assignee: assignee === "me" || assignee === "none" || UUID.test(assignee) ? assignee : null,
    customerId: UUID.test(one(given.customerId)) ? one(given.customerId) : null,
    q: one(given.q).slice(0, 256),
    sort: some(sorts, one(given.sort))[0] ?? "updated",
  };
}

/** As the API and the URL take it; empty conditions and the usual order are left out. */
export function toQuery(view: TicketView): Record<string, string> {
  const entries: [string, string][] = [
    ["status", view.status.join(",")],
    ["priority", view.priority.join(",")],
    ["category", view.category ?? ""],
    ["assignee", view.assignee ?? ""],
    ["customerId", view.customerId ?? ""],
    ["q", view.q.trim()],
    ["sort", view.sort === "updated" ? "" : view.sort],
  ];
  return Object.fromEntries(entries.filter(([, value]) => value !== ""));
}

export function toHref(base: string, view: TicketView): string {
  const query = new URLSearchParams(toQuery(view)).toString().replaceAll("%2C", ",");
  return query ? `${base}?${query}` : base;
}

export const isFiltered = (view: TicketView): boolean =>
  Object.keys(toQuery({ ...view, sort: "updated" })).length > 0;

const orList = (words: readonly string[]) =>
  words.length < 2 ? words.join("") : `${words.slice(0, -1).join(", ")} or ${words[words.length - 1]}`;

export const statusWords = (view: TicketView) =>
  orList(view.status.map((each) => statusLabel[each].toLowerCase()));
export const priorityWords = (view: TicketView) =>
  orList(view.priority.map((each) => priorityLabel[each].toLowerCase()));

/** "Open tickets, assigned to me, high priority, in billing, about “invoice”". */
export type Names = { assignee: string | null; customer: string | null };

export function sentenceOf(view: TicketView, names: Names): string {
  const head = view.status.length > 0 ? `${statusWords(view)} tickets` : "all tickets";
  const parts = [
    head.charAt(0).toUpperCase() + head.slice(1),
    view.customerId ? `of ${names.customer ?? "one customer"}` : "",
    view.assignee === "me"
      ? "assigned to me"
      : view.assignee === "none"
        ? "assigned to nobody"
        : view.assignee
          ? `assigned to ${names.assignee ?? "one person"}`
          : "",
    view.priority.length > 0 ? `${priorityWords(view)} priority` : "",
    view.category ? `in ${categoryLabel[view.category].toLowerCase()}` : "",
    view.q.trim() ? `about “${view.q.trim()}”` : "",
  ];
  return parts.filter(Boolean).join(", ");
}

/** The lists that are asked for every day. */
export const usual: { label: string; view: TicketView }[] = [
  { label: "All", view: everything },
  { label: "Open", view: { ...everything, status: ["open", "pending"] } },
  { label: "Mine", view: { ...everything, status: ["open", "pending"], assignee: "me" } },
  { label: "Unassigned", view: { ...everything, status: ["open", "pending"], assignee: "none" } },
  {
    label: "Pressing",
    view: { ...everything, status: ["open", "pending"], priority: ["high", "urgent"], sort: "priority" },
  },
];
