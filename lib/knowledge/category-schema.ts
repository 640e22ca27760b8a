/** What is said and told of the categories that articles are filed under. Pure. */
import { z } from "zod";
import { textField } from "@/lib/core/text";
import { unfinished } from "./editing-schema";
import { categoryField, languageField } from "./schema";

/** Characters of a category's name and of what it is about; languages it may be named in beside the usual one. */
export const MAX_CATEGORY = { label: 60, about: 120, names: 40 } as const;
const categoryNames = z
  .record(
    languageField,
    z.strictObject({
      label: textField(MAX_CATEGORY.label),
      about: unfinished(MAX_CATEGORY.about).default(""),
    }),
  )
  .refine(
    (names) => Object.keys(names).length <= MAX_CATEGORY.names,
    `must be in at most ${MAX_CATEGORY.names} languages`,
  );
/** By language tag, in lower case. */
export type CategoryNames = z.output<typeof categoryNames>;

export const categoryInput = z.strictObject({
  label: textField(MAX_CATEGORY.label),
  about: unfinished(MAX_CATEGORY.about).default(""),
  names: categoryNames.default({}),
});
export type CategoryInput = z.input<typeof categoryInput>;
export const categoryPatch = z
  .strictObject({
    label: textField(MAX_CATEGORY.label),
    about: unfinished(MAX_CATEGORY.about),
    names: categoryNames,
  })
  .partial()
  .refine((patch) => Object.keys(patch).length > 0, "must change something");
export const categoryParams = z.object({ id: categoryField });
export const categoryOrder = z.strictObject({ ids: z.array(categoryField).min(1).max(200) });
export const categoryRemoval = z.strictObject({ moveTo: categoryField.optional() });
/** `names`: in other languages; `articles`: how many stand in it, whatever their state. */
export const categoryView = z.object({
  id: z.string(),
  label: z.string(),
  about: z.string(),
  names: z.record(z.string(), z.object({ label: z.string(), about: z.string() })),
  position: z.number().int(),
  articles: z.number().int(),
});
export type Category = z.output<typeof categoryView>;

export const isSameName = (one: string | undefined, other: string): boolean =>
  one?.toLowerCase() === other.toLowerCase();

/** Whether one of them is called so in that language. */
export const isTaken = (
  others: readonly Pick<Category, "names">[],
  language: string,
  label: string,
): boolean => others.some(({ names }) => isSameName(names[language]?.label, label));
