/** Which category an article is filed under, adding it when it is not there and that was asked for. In its transaction. */
import "server-only";
import { asc, max, sql } from "drizzle-orm";
import type { Tx } from "@/db/client";
import { articleCategories } from "@/db/schema/knowledge";
import { recordEvent } from "@/lib/audit/record";
import type { Viewer } from "@/lib/auth/viewer";
import { MAX_CATEGORIES } from "@/lib/knowledge/categories";
import { type CategoryNames, isSameName, isTaken } from "@/lib/knowledge/category-schema";
import type { Job } from "./progress";

type Wanted = { id: string; label: string };
type Category = Wanted & { names: CategoryNames };

/** `writes`: a dry run only says what it would be. */
export async function fileUnder(
  tx: Tx,
  viewer: Viewer,
  job: Job,
  wanted: Wanted | null,
  writes: boolean,
): Promise<{ id: string; note: string | null }> {
  const { category: fallback, unknownCategories } = job.options;
  const rows: Category[] = await tx
    .select({ id: articleCategories.id, label: articleCategories.label, names: articleCategories.names })
    .from(articleCategories)
    .orderBy(asc(articleCategories.position));
  const byDefault = rows.some(({ id }) => id === fallback) ? fallback : "general";
  if (!wanted || wanted.id === "") return { id: byDefault, note: null };
  const same = ({ id, label, names }: Category) =>
    id === wanted.id ||
    [label, ...Object.values(names).map((name) => name.label)].some((name) => isSameName(name, wanted.label));
  const found = rows.find(same);
  if (found) return { id: found.id, note: null };
  const known = rows.find(({ id }) => id === byDefault)?.label ?? byDefault;
  if (unknownCategories === "default")
    return { id: byDefault, note: `There is no category “${wanted.label}”: filed under ${known}.` };
  if (rows.length >= MAX_CATEGORIES)
    return {
      id: byDefault,
      note: `There are ${MAX_CATEGORIES} categories already: filed under ${known} instead of “${wanted.label}”.`,
    };
  const described = job.source.categories?.[wanted.id];
  const label = described?.label ?? wanted.label;
  if (!writes) return { id: wanted.id, note: `The category “${label}” is added.` };
  // The lock under which all categories are changed; see lib/knowledge/categories.ts.
  await tx.execute(sql`select pg_advisory_xact_lock(7020106)`);
  const [last] = await tx.select({ position: max(articleCategories.position) }).from(articleCategories);
  const added = await tx
    .insert(articleCategories)
    .values({
      id: wanted.id,
      label,
      about: described?.about ?? "",
      names: Object.fromEntries(
        Object.entries(described?.names ?? {}).filter(
          ([language, name]) => !isTaken(rows, language, name.label),
        ),
      ),
      position: (last?.position ?? 0) + 1,
    })
    .onConflictDoNothing()
    .returning({ id: articleCategories.id });
  if (added.length > 0)
    await recordEvent(tx, viewer, {
      type: "category.added",
      audience: "staff",
      subject: { type: "category", id: wanted.id },
    });
  return { id: wanted.id, note: added.length > 0 ? `The category “${label}” was added.` : null };
}
