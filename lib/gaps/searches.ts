/**
 * Searches of the help center that found no answer: counted by text and day, without who asked. A text that names a
 * person or a case is not kept, and neither is what asks nothing.
 */
import "server-only";
import { sql } from "drizzle-orm";
import { as } from "@/db/client";
import { authorize } from "@/lib/auth/policy";
import { systemViewer, type Viewer } from "@/lib/auth/viewer";
import { newId } from "@/lib/core/ids";
import { defaultLanguage } from "@/lib/knowledge/default-language";
import { isPersonal, MAX_QUESTION, normalisedSearch } from "./question";
import { wordsOfQuestion } from "./similarity";

const counting = systemViewer("missed-search");

/** Different texts of one day; what floods the search must not flood the list. */
export const SEARCHES_A_DAY = 2_000;
/** Words below which a text is a search for a page, not a question. */
const LEAST_WORDS = 2;

/**
 * For a search that was finished, not for what was typed on the way to it. Writes as a job of Baton: who searched
 * leaves no trace, in the row or in the log.
 */
export async function noteMissedSearch(
  viewer: Viewer,
  { query, language = defaultLanguage() }: { query: string; language?: string },
): Promise<void> {
  authorize(viewer, "article.read");
  const text = normalisedSearch(query);
  if (text.length > MAX_QUESTION || isPersonal(query) || wordsOfQuestion(text).length < LEAST_WORDS) return;
  await as(counting, (tx) =>
    tx.execute(sql`
      insert into gap_questions as g (id, source, text, language, day, asked_at)
      select ${newId()}, 'help_center', ${text}, ${language}, (now() at time zone 'utc')::date, clock_timestamp()
       where exists (select from gap_questions where day = (now() at time zone 'utc')::date
                      and language = ${language} and text = ${text})
          or (select count(*) from gap_questions where day = (now() at time zone 'utc')::date) < ${SEARCHES_A_DAY}
      on conflict (day, language, text) where day is not null
      do update set times = g.times + 1, asked_at = excluded.asked_at`),
  );
}
