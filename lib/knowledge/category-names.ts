/** How a category is called in a language: by its name there, or in its main language ("de" for "de-at"), or else as ever. */
import "server-only";
import { type SQL, type SQLWrapper, sql } from "drizzle-orm";
import { articleCategories } from "@/db/schema/knowledge";

/** @param language a tag in lower case, or the column that holds one */
export const namedIn = (language: string | SQLWrapper): { label: SQL<string>; about: SQL<string> } => ({
  label: sql<string>`coalesce(${given(language, "label")}, ${articleCategories.label})`,
  about: sql<string>`coalesce(${given(language, "about")}, ${articleCategories.about})`,
});

/** Null where nothing is written. */
const given = (language: string | SQLWrapper, field: "label" | "about"): SQL =>
  sql`coalesce(
    nullif(${articleCategories.names} -> ${language} ->> ${field}, ''),
    nullif(${articleCategories.names} -> split_part(${language}, '-', 1) ->> ${field}, ''))`;
