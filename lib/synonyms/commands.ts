/**
 * Changes to what the search takes for the same. They count for the next search on every instance: a trigger moves
 * the state that every search compares with what it has kept.
 */
import "server-only";
import { and, count, eq } from "drizzle-orm";
import { as, sqlState, type Tx } from "@/db/client";
import { searchSynonyms } from "@/db/schema/search";
import { recordEvent } from "@/lib/audit/record";
import { authorize } from "@/lib/auth/policy";
import type { Viewer } from "@/lib/auth/viewer";
import { AppError, notFound } from "@/lib/core/errors";
import { newId } from "@/lib/core/ids";
import { builtInLines } from "@/lib/knowledge/synonyms";
import {
  type AddSynonymsInput,
  type ChangeSynonymsInput,
  MAX_LINES,
  type SwitchBuiltInInput,
} from "./schema";

const UNIQUE_VIOLATION = "23505";

/** One line of a manager's own. */
export async function addSynonyms(viewer: Viewer, input: AddSynonymsInput): Promise<{ id: string }> {
  authorize(viewer, "synonym.manage");
  refuseBuiltIn(input.language, input.line);
  const id = newId();
  await once(() =>
    as(viewer, async (tx) => {
      const [row] = await tx
        .select({ lines: count() })
        .from(searchSynonyms)
        .where(and(eq(searchSynonyms.language, input.language), eq(searchSynonyms.builtIn, false)));
      if ((row?.lines ?? 0) >= MAX_LINES)
        throw new AppError("conflict", `There are ${MAX_LINES} lines already; delete one first.`);
      await tx.insert(searchSynonyms).values({ id, ...input, editedBy: userOf(viewer) });
      await told(tx, viewer, "added", id, input.language);
    }),
  );
  return { id };
}

export async function changeSynonyms(viewer: Viewer, id: string, input: ChangeSynonymsInput): Promise<void> {
  authorize(viewer, "synonym.manage");
  await once(() =>
    as(viewer, async (tx) => {
      const before = await ownLine(tx, id);
      if (input.line !== undefined) refuseBuiltIn(before.language, input.line);
      await tx
        .update(searchSynonyms)
        .set({ ...input, editedBy: userOf(viewer), editedAt: new Date() })
        .where(eq(searchSynonyms.id, id));
      await told(tx, viewer, input.line === undefined ? "switched" : "edited", id, before.language);
    }),
  );
}

export async function deleteSynonyms(viewer: Viewer, id: string): Promise<void> {
  authorize(viewer, "synonym.manage");
  await as(viewer, async (tx) => {
    const before = await ownLine(tx, id);
    await tx.delete(searchSynonyms).where(eq(searchSynonyms.id, id));
    await told(tx, viewer, "deleted", id, before.language);
  });
}

/** A line that comes with Baton; of those, only what is off is kept. */
export async function switchBuiltInSynonyms(viewer: Viewer, input: SwitchBuiltInInput): Promise<void> {
  authorize(viewer, "synonym.manage");
  const { language, line, enabled } = input;
  if (!builtInLines(language).includes(line)) throw notFound("This line");
  await as(viewer, async (tx) => {
    const of = and(eq(searchSynonyms.language, language), eq(searchSynonyms.line, line));
    const id = newId();
    if (enabled) await tx.delete(searchSynonyms).where(and(of, eq(searchSynonyms.builtIn, true)));
    else
      await tx
        .insert(searchSynonyms)
        .values({ id, language, line, enabled: false, builtIn: true, editedBy: userOf(viewer) })
        .onConflictDoNothing();
    await told(tx, viewer, "switched", id, language);
  });
}

async function ownLine(tx: Tx, id: string): Promise<{ language: string }> {
  const [row] = await tx
    .select({ language: searchSynonyms.language })
    .from(searchSynonyms)
    .where(and(eq(searchSynonyms.id, id), eq(searchSynonyms.builtIn, false)))
    .for("update");
  if (!row) throw notFound("This line");
  return row;
}

function refuseBuiltIn(language: string, line: string): void {
  if (builtInLines(language).includes(line))
    throw new AppError("conflict", "This line comes with Baton; switch it on below.");
}

/** The same line twice would be switched off by half. */
async function once<T>(write: () => Promise<T>): Promise<T> {
  try {
    return await write();
  } catch (error) {
    if (sqlState(error) === UNIQUE_VIOLATION) throw new AppError("conflict", "This line is there already.");
    throw error;
  }
}

const userOf = (viewer: Viewer): string | null => (viewer.kind === "staff" ? viewer.userId : null);

const told = (tx: Tx, viewer: Viewer, what: string, id: string, language: string) =>
  recordEvent(tx, viewer, {
    type: `synonyms.${what}`,
    audience: "staff",
    subject: { type: "synonyms", id },
    data: { language },
  });
