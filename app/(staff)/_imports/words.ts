/** How the screens speak of imports. Pure. */
import { plural } from "@/components/format";
import {
  doneOf,
  type ImportKind,
  type ImportOptions,
  type ImportView,
  type Outcome,
  outcomes,
} from "@/lib/imports/schema";

export const kindWords: Record<ImportKind, string> = {
  markdown: "Markdown",
  zendesk: "Zendesk Guide export",
  intercom: "Intercom export",
  pages: "Web pages",
};

export const kindItems = [
  { value: "markdown", label: "Markdown articles" },
  { value: "zendesk", label: "Zendesk Guide export" },
  { value: "intercom", label: "Intercom export" },
] as const;

type Words = { label: string; would: string; hint: string };
export const outcomeWords: Record<Outcome, Words> = {
  created: { label: "Created", would: "Would be created", hint: "New here" },
  updated: { label: "Updated", would: "Would be updated", hint: "The source has changed" },
  unchanged: { label: "Unchanged", would: "Unchanged", hint: "The source says what it said before" },
  kept: {
    label: "For review",
    would: "For review",
    hint: "Edited here since: the new text waits as a draft",
  },
  skipped: { label: "Skipped", would: "Skipped", hint: "Nothing was done" },
  failed: { label: "Failed", would: "Would fail", hint: "Could not be imported" },
};

export const outcomeLabel = (outcome: Outcome, dryRun: boolean): string =>
  outcomeWords[outcome][dryRun ? "would" : "label"];

export function stateWords({ state, options }: Pick<ImportView, "state" | "options">): string {
  const what = options.dryRun ? "Dry run" : "Import";
  if (state === "queued") return `${what} is about to begin`;
  if (state === "running") return `${what} is under way`;
  return `${what} ${state}`;
}

/** Where the work is, in a few words. */
export function progressWords(view: ImportView): string {
  const { state, phase, total, read } = view;
  if (state === "queued") return "Waiting for its turn";
  if (phase === "listing" || total === null)
    return view.kind === "pages" ? "Looking for pages" : "Looking into the file";
  if (phase === "reading")
    return `${view.kind === "pages" ? "Fetching" : "Reading"} ${read.toLocaleString("en")} of ${total.toLocaleString("en")}`;
  const verb = view.options.dryRun ? "Comparing" : "Writing";
  return `${verb} ${doneOf(view).toLocaleString("en")} of ${total.toLocaleString("en")}`;
}

/** Reading and writing are half of the way each. */
export function shareOf({ phase, total, read, counts, state }: ImportView): {
  value: number;
  max: number | null;
} {
  if (state === "queued" || phase === "listing" || total === null) return { value: 0, max: null };
  const done = phase === "writing" ? doneOf({ counts }) : 0;
  return { value: read + done, max: total * 2 };
}

/** What came of it, the largest first in meaning: "3 created, 1 failed". */
export function resultWords({ counts, options }: Pick<ImportView, "counts" | "options">): string {
  const parts = outcomes
    .filter((outcome) => counts[outcome] > 0)
    .map(
      (outcome) =>
        `${counts[outcome].toLocaleString("en")} ${outcomeLabel(outcome, options.dryRun).toLowerCase()}`,
    );
  return parts.join(", ");
}

/** What will happen when the button is pressed. */
export function consequenceOf(options: ImportOptions, articles: number | null): string {
  const what = articles === null ? "The articles that are found" : plural(articles, "article");
  const verb = articles === 1 ? "becomes" : "become";
  const first = options.publish
    ? `${what} ${articles === 1 ? "is" : "are"} published as soon as each is imported; what is a draft in the source stays one.`
    : `${what} ${verb} ${articles === 1 ? "a draft" : "drafts"} that only the team sees until somebody publishes ${articles === 1 ? "it" : "them"}.`;
  return `${first} What was edited here since an earlier import is never overwritten: the new text waits beside it for review.`;
}

/** From here on, trying comes first. */
export const LARGE = 20;
