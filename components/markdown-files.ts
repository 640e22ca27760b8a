/** The uploaded files of articles as Markdown names them: one address, and nothing that only looks like it. Pure. */

/** The size of an uploaded picture by the file's id; an unknown one is shown all the same. */
export type ShownFiles = Readonly<Record<string, { width: number; height: number } | undefined>>;

const address = /^\/api\/v1\/files\/([0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12})$/;

/** The id of the file that `url` names, whole and as it is written; null for every other address. */
export const fileIdOf = (url: string | null | undefined): string | null =>
  address.exec(url ?? "")?.[1] ?? null;
