/** The synonyms that the search knows, for those who keep them. */
import "server-only";
import { desc, eq } from "drizzle-orm";
import { as } from "@/db/client";
import { users } from "@/db/schema/people";
import { searchSynonyms } from "@/db/schema/search";
import { authorize } from "@/lib/auth/policy";
import type { Viewer } from "@/lib/auth/viewer";
import { builtInLines } from "@/lib/knowledge/synonyms";
import type { SynonymList } from "./schema";

export async function listSynonyms(viewer: Viewer, language: string): Promise<SynonymList> {
  authorize(viewer, "synonym.manage");
  const rows = await as(viewer, (tx) =>
    tx
      .select({
        id: searchSynonyms.id,
        line: searchSynonyms.line,
        enabled: searchSynonyms.enabled,
        builtIn: searchSynonyms.builtIn,
        editedBy: users.name,
        editedAt: searchSynonyms.editedAt,
      })
      .from(searchSynonyms)
      .leftJoin(users, eq(users.id, searchSynonyms.editedBy))
      .where(eq(searchSynonyms.language, language))
      .orderBy(desc(searchSynonyms.createdAt), searchSynonyms.id),
  );
  const kept = rows.map((row) => ({ ...row, editedAt: row.editedAt.toISOString() }));
  const off = new Map(kept.filter(({ builtIn }) => builtIn).map((row) => [row.line, row]));
  const untouched = { id: null, enabled: true, builtIn: true, editedBy: null, editedAt: null };
  return {
    language,
    items: [
      ...kept.filter(({ builtIn }) => !builtIn),
      ...builtInLines(language).map((line) => off.get(line) ?? { ...untouched, line }),
    ],
  };
}
