/** Leads the links and images of an imported text to where they are now: other articles of the import, and files. Pure. */
import { redirect } from "./destinations";
import { filesMeant, insidePath, keysMeant } from "./links";
import type { ImportKind } from "./schema";

/** The address of every article of the import, by the key of its source; `…:*` stands for whichever language came first. */
export type Targets = ReadonlyMap<string, string>;

type Linked = {
  sourceKey: string;
  path: string;
  content: { body: string; base: string | null };
};

export function withLinks(
  job: { kind: ImportKind; source: { root?: string } },
  item: Linked,
  targets: Targets,
  fileOf: ReadonlyMap<string, string>,
): { body: string; notes: string[] } {
  const inside = item.path.slice(job.source.root?.length ?? 0);
  const locale = item.sourceKey.split(":")[2] ?? null;
  let lost = 0;
  const body = redirect(item.content.body, ({ url, kind }) => {
    const file = fileOf.get(url);
    if (file) return `/api/v1/files/${file}`;
    if (kind === "image") return null;
    if (job.kind !== "markdown") {
      const key = keysMeant(job.kind, url, item.content.base, locale).find((one) => targets.has(one));
      const slug = key && targets.get(key);
      return slug ? `/help/${slug}${URL.parse(url)?.hash ?? ""}` : null;
    }
    // What begins with a slash leads into the portal as a rule, and into the folder when there is such a file.
    const meant = insidePath(inside, url);
    if (!meant) return null;
    const slug = filesMeant(meant.path)
      .map((path) => targets.get(`files:${path}`))
      .find(Boolean);
    if (slug) return `/help/${slug}${meant.fragment}`;
    if (!url.startsWith("/")) lost++;
    return null;
  });
  const links = lost === 1 ? "A link leads" : `${lost} links lead`;
  return { body, notes: lost > 0 ? [`${links} to a file that is not part of the import.`] : [] };
}

/** Items with one key for every language point to the first that came. */
export function targetsOf(items: readonly { sourceKey: string; slug: string }[]): Targets {
  const targets = new Map<string, string>();
  for (const { sourceKey, slug } of items) {
    targets.set(sourceKey, slug);
    const [kind, id] = sourceKey.split(":");
    const any = `${kind}:${id}:*`;
    if ((kind === "zendesk" || kind === "intercom") && !targets.has(any)) targets.set(any, slug);
  }
  return targets;
}
