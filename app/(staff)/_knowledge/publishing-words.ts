/** What publishing or archiving changes, and for whom: said before it happens. Pure. */
import type { Audience, Fields } from "./fields";

type Live = { status: "draft" | "published" | "archived"; slug: string; audience: Audience };

const readers: Record<Audience, string> = {
  public: "Anybody on the web",
  customers: "Signed-in customers",
  staff: "Only the team",
};
const width: Record<Audience, number> = { staff: 0, customers: 1, public: 2 };

/** Sentences, the most important first. */
export function consequencesOf(live: Live, draft: Pick<Fields, "slug" | "audience">): string[] {
  const isLive = live.status === "published";
  const said = [
    isLive
      ? `${readers[draft.audience]} ${draft.audience === "customers" ? "read" : "reads"} the new text at /help/${draft.slug} at once.`
      : `${readers[draft.audience]} can read it at /help/${draft.slug} at once.`,
  ];
  said.push(
    draft.audience === "staff"
      ? "The assistant does not use it when it answers customers."
      : "The assistant answers from it within two seconds.",
  );
  if (isLive && width[draft.audience] < width[live.audience])
    said.push(
      live.audience === "public"
        ? "Visitors who are not signed in no longer find it, and search engines drop it."
        : "Customers no longer find it.",
    );
  if (isLive && draft.slug !== live.slug)
    said.push(`The old address /help/${live.slug} leads to the new one.`);
  if (live.status === "archived") said.push("The article comes back from the archive.");
  return said;
}

export const archiveConsequence = (live: Live): string =>
  `Nobody finds it any more, and the assistant stops using it at once. Links to /help/${live.slug} say that it is no longer there, and answers that cited it show the source as gone. Text, versions and files stay, and you can bring it back.`;
