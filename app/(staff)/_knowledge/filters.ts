/**
 * Which articles a list shows, as the URL holds it and as people read it. Pure: the page, the chips, the requests and
 * the sentence all come from here, so that they cannot disagree.
 */

export const articleFilters = [
  "draft",
  "in_review",
  "scheduled",
  "changed",
  "published",
  "archived",
] as const;
export type StatusFilter = (typeof articleFilters)[number];
export const audiences = ["public", "customers", "staff"] as const;
export type AudienceFilter = (typeof audiences)[number];

export const statusWords: Record<StatusFilter, string> = {
  draft: "being written",
  in_review: "in review",
  scheduled: "scheduled",
  changed: "with unpublished changes",
  published: "published",
  archived: "archived",
};

export type ArticlesView = {
  status: StatusFilter | null;
  category: string | null;
  audience: AudienceFilter | null;
  language: string | null;
  /** "me", "none" or a person's id. */
  owner: string | null;
  /** Only those whose next review is overdue. */
  stale: boolean;
  q: string;
};

export const everything: ArticlesView = {
  status: null,
  category: null,
  audience: null,
  language: null,
  owner: null,
  stale: false,
  q: "",
};

type Given = Readonly<Record<string, string | string[] | undefined>>;
const one = (value: string | string[] | undefined) => (Array.isArray(value) ? value[0] : value) ?? "";
const UUID = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const WORDS = /^[a-z0-9]+(?:-[a-z0-9]+)*$/;
const LANGUAGE = /^[a-z]{2,3}(-[a-z0-9]{2,8})*$/;

const known = <T extends string>(all: readonly T[], value: string): T | null =>
  all.find((each) => each === value) ?? null;
const shaped = (pattern: RegExp, value: string, most: number): string | null =>
  value.length <= most && pattern.test(value) ? value : null;

/** What is not known is left out, so that any address shows some list. */
export function readView(given: Given): ArticlesView {
  const owner = one(given.owner);
  return {
    status: known(articleFilters, one(given.status)),
    category: shaped(WORDS, one(given.category), 40),
    audience: known(audiences, one(given.audience)),
    language: shaped(LANGUAGE, one(given.language).toLowerCase(), 12),
    owner: owner === "me" || owner === "none" || UUID.test(owner) ? owner : null,
    stale: one(given.stale) === "true",
    q: one(given.q).slice(0, 256),
  };
}

/** As the API and the URL take it; empty conditions are left out. */
export function toQuery(view: ArticlesView): Record<string, string> {
  const entries: [string, string][] = [
    ["status", view.status ?? ""],
    ["category", view.category ?? ""],
    ["audience", view.audience ?? ""],
    ["language", view.language ?? ""],
    ["owner", view.owner ?? ""],
    ["stale", view.stale ? "true" : ""],
    ["q", view.q.trim()],
  ];
  return Object.fromEntries(entries.filter(([, value]) => value !== ""));
}

export function toHref(base: string, view: ArticlesView): string {
  const query = new URLSearchParams(toQuery(view)).toString();
  return query ? `${base}?${query}` : base;
}

export const isFiltered = (view: ArticlesView): boolean => Object.keys(toQuery(view)).length > 0;

export type Names = { owner: string | null; category: string | null; language: string | null };

const audienceSentence: Record<AudienceFilter, string> = {
  public: "for everyone",
  customers: "for customers",
  staff: "for staff only",
};

/** "Articles in review, in returns, for customers, owned by me, review due, about “invoice”". */
export function sentenceOf(view: ArticlesView, names: Names): string {
  const head = view.status ? `Articles ${statusWords[view.status]}` : "All articles";
  const parts = [
    head,
    view.category ? `in ${(names.category ?? view.category).toLowerCase()}` : "",
    view.audience ? audienceSentence[view.audience] : "",
    view.language ? `in ${names.language ?? view.language}` : "",
    view.owner === "me"
      ? "owned by me"
      : view.owner === "none"
        ? "owned by nobody"
        : view.owner
          ? `owned by ${names.owner ?? "one person"}`
          : "",
    view.stale ? "review due" : "",
    view.q.trim() ? `about “${view.q.trim()}”` : "",
  ];
  return parts.filter(Boolean).join(", ");
}

/** The lists that are asked for every day. */
export const usual: { label: string; view: ArticlesView }[] = [
  { label: "All", view: everything },
  { label: "Unpublished changes", view: { ...everything, status: "changed" } },
  { label: "In review", view: { ...everything, status: "in_review" } },
  { label: "Scheduled", view: { ...everything, status: "scheduled" } },
  { label: "Review due", view: { ...everything, stale: true } },
];
