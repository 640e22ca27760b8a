/** Where the vectors of passages are kept, if they can be: on a database with pgvector; see 0017_search.sql. */
import "server-only";
import { sql } from "drizzle-orm";
import { as, type Tx } from "@/db/client";
import { systemViewer } from "@/lib/auth/viewer";

const viewer = systemViewer("embed-passages");
/** Milliseconds until it is looked for again: an operator may install the extension and start another instance. */
const LOOK_MS = 60_000;

const shelf = globalThis as typeof globalThis & { batonVectors?: { kept: boolean; at: number } };

export async function vectorsAreKept(): Promise<boolean> {
  const known = shelf.batonVectors;
  if (known && (known.kept || performance.now() - known.at < LOOK_MS)) return known.kept;
  const [row] = await as(viewer, (tx) =>
    tx.execute<{ kept: boolean }>(sql`select to_regclass('passage_vectors') is not null as kept`),
  );
  shelf.batonVectors = { kept: row?.kept ?? false, at: performance.now() };
  return shelf.batonVectors.kept;
}

/** As pgvector reads it. */
export const written = (vector: readonly number[]): string => `[${vector.join()}]`;

const content = sql`(p.title || E'\n' || coalesce(p.heading, '') || E'\n' || p.text)`;
const hash = sql`encode(sha256(convert_to(${content}, 'UTF8')), 'hex')`;

export type Unembedded = { id: string; hash: string; content: string };

/** Published passages that have no vector of this model, or one of another text. */
export function readUnembedded(tx: Tx, model: string, most: number) {
  return tx.execute<Unembedded>(sql`
    select p.id, ${hash} as hash, left(${content}, 8000) as content
      from passages p left join passage_vectors v on v.passage_id = p.id
     where p.status = 'published' and (v.hash is null or v.model <> ${model} or v.hash <> ${hash})
     order by p.id limit ${most}`);
}

/** Takes vectors of the same text from wherever there are any; answers for which passages. */
export function copyVectors(tx: Tx, model: string, passages: readonly Unembedded[]) {
  return tx.execute<{ passage_id: string }>(sql`
    insert into passage_vectors (passage_id, model, hash, embedding)
      select given.id, same.model, same.hash, same.embedding
        from jsonb_to_recordset(${JSON.stringify(passages)}::jsonb) as given(id uuid, hash text)
        cross join lateral (select v.model, v.hash, v.embedding from passage_vectors v
                             where v.hash = given.hash and v.model = ${model} limit 1) as same
    on conflict (passage_id) do update
      set model = excluded.model, hash = excluded.hash, embedding = excluded.embedding
    returning passage_id`);
}

export function keepVectors(
  tx: Tx,
  model: string,
  passages: readonly (Unembedded & { vector: readonly number[] })[],
) {
  const rows = passages.map(({ id, hash: of, vector }) => ({ id, hash: of, embedding: written(vector) }));
  return tx.execute(sql`
    insert into passage_vectors (passage_id, model, hash, embedding)
      select given.id, ${model}, given.hash, given.embedding::halfvec
        from jsonb_to_recordset(${JSON.stringify(rows)}::jsonb) as given(id uuid, hash text, embedding text)
    on conflict (passage_id) do update
      set model = excluded.model, hash = excluded.hash, embedding = excluded.embedding`);
}

/** Of passages that are gone for good; an article that is being replaced gets its own back by then. */
export function dropVectors(tx: Tx, most: number) {
  return tx.execute<{ passage_id: string }>(sql`
    delete from passage_vectors where passage_id in (
      select v.passage_id from passage_vectors v
       where not exists (select from passages p where p.id = v.passage_id and p.status = 'published') limit ${most})
    returning passage_id`);
}
