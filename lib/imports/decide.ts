/** What an import does to one article: the rule that never overwrites what somebody has edited here. Pure. */

export type Standing = {
  /** What this source said when it was imported last; null: it never was. */
  source: { contentHash: string; writtenHash: string } | null;
  /** The article that it became, or that has its address already; null: there is none. */
  article: { hash: string; draft: "none" | "draft" | "in_review"; title: string } | null;
  incomingHash: string;
  /** The article says already what the source says, word for word. */
  isSame: boolean;
  /** The import publishes what it brings. */
  publishes: boolean;
};

export type Decision =
  | { act: "create" }
  | { act: "update" }
  | { act: "unchanged"; message: string }
  /** As a draft to look at, beside what is live. */
  | { act: "keep"; message: string }
  | { act: "skip"; message: string };

export function decide({ source, article, incomingHash, isSame, publishes }: Standing): Decision {
  if (!article) return { act: "create" };
  // What was brought in as a draft, and is still the one, may be published by bringing it again.
  const isUntouched = source !== null && article.hash === source.writtenHash;
  if (publishes && isUntouched && article.draft === "draft") return { act: "update" };
  if (source?.contentHash === incomingHash) return { act: "unchanged", message: "The same as before." };
  if (isSame) return { act: "unchanged", message: "The article says this already." };
  // What waits for a review goes on waiting for it, with the new text.
  if (isUntouched && article.draft === "in_review")
    return { act: "keep", message: "The draft that waits for a review was brought up to date." };
  if (isUntouched) return { act: "update" };
  if (article.draft !== "none")
    return {
      act: "skip",
      message:
        "The article has a draft that is not from an import. Publish or discard it, then import again.",
    };
  return {
    act: "keep",
    message: source
      ? "Changed here since the last import: kept as a draft for review."
      : `“${article.title}” has this address already: kept as a draft for review.`,
  };
}
