/**
 * The rules of an article's life: what may become of it, what saving does to a draft that waits, what a draft lacks
 * before it can be published. Pure, so that the same rule decides in the transaction and greys out the button.
 */
import type { ArticleStatus, Content } from "./editing-schema";
import { MAX_SUMMARY } from "./schema";

/** Days that a publication can be planned ahead. */
export const SCHEDULE_DAYS = 365;

type Waiting = { state: "draft" | "in_review"; publishAt: Date | null };

/**
 * What saving leaves of a draft's state. A planned publication was agreed to for the text as it stood: it holds when
 * somebody saves who could have published the change anyway, else the draft goes back to review.
 */
export function afterSave(draft: Waiting | null, mayPublish: boolean): Waiting {
  if (!draft) return { state: "draft", publishAt: null };
  if (draft.publishAt && !mayPublish) return { state: "in_review", publishAt: null };
  return { state: draft.state, publishAt: draft.publishAt };
}

export type Refusal = { field: keyof Content | "publishAt" | "baseVersion" | "status"; message: string };

/** Why a draft cannot be published as it stands; null: it can. */
export function refusePublish(
  draft: Pick<Content, "body"> & { baseVersion: number },
  live: { version: number },
): Refusal | null {
  if (draft.body.trim() === "")
    return { field: "body", message: "The article has no text yet. Write it before you publish." };
  if (draft.baseVersion !== live.version)
    return {
      field: "baseVersion",
      message: `Version ${live.version} was published since these changes began. Compare them with it and save, then publish.`,
    };
  return null;
}

/** Why a publication cannot be planned for then; null: it can. */
export function refuseSchedule(publishAt: Date, now: Date): Refusal | null {
  const ahead = publishAt.getTime() - now.getTime();
  if (ahead <= 0) return { field: "publishAt", message: "Choose a time that is still to come." };
  if (ahead > SCHEDULE_DAYS * 86_400_000)
    return { field: "publishAt", message: `Choose a time within ${SCHEDULE_DAYS} days.` };
  return null;
}

export function refuseArchive(status: ArticleStatus): Refusal | null {
  if (status === "published") return null;
  const message =
    status === "archived"
      ? "This article is archived already."
      : "This article was never published. Discard its draft instead.";
  return { field: "status", message };
}

export function refuseUnarchive(status: ArticleStatus): Refusal | null {
  return status === "archived" ? null : { field: "status", message: "This article is not archived." };
}

/** An address from a title: lower case ASCII words joined by hyphens, at most 80 characters. */
export function slugFrom(title: string): string {
  const words = title
    .replace(/[ßẞ]/g, "ss")
    .replace(/[æÆ]/g, "ae")
    .replace(/[øØ]/g, "o")
    .replace(/[łŁ]/g, "l")
    .normalize("NFKD")
    .replace(/\p{M}/gu, "")
    .toLowerCase()
    .replace(/['’]/g, "")
    .split(/[^a-z0-9]+/)
    .filter(Boolean);
  let slug = "";
  for (const word of words) {
    const longer = slug ? `${slug}-${word}` : word;
    if (longer.length > 80) break;
    slug = longer;
  }
  return slug || words[0]?.slice(0, 80) || "article";
}

/** The first of `slug`, `slug-2`, `slug-3`… that is not taken. */
export function freeSlug(slug: string, taken: ReadonlySet<string>): string {
  for (let n = 1; ; n++) {
    const tried = n === 1 ? slug : `${slug}-${n}`;
    if (!taken.has(tried)) return tried;
  }
}

/** A summary for an article that has none: the beginning of its text, whole words. */
export function summaryFrom(text: string): string {
  const line = text.replace(/\s+/g, " ").trim();
  const most = Math.min(200, MAX_SUMMARY);
  if (line.length <= most) return line;
  const cut = line.slice(0, most);
  const end = cut.lastIndexOf(" ");
  return `${(end > most / 2 ? cut.slice(0, end) : cut).trimEnd()}…`;
}
