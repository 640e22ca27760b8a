/** Where the files of articles are, and what they may be. Pure. */

/** Bytes of one file, and files of one article. */
export const MAX_FILE_BYTES = 5 * 1024 * 1024;
export const MAX_FILES = 200;

/** The address that an article's Markdown names: `![A desk](/api/v1/files/…)`. */
export const fileHref = (id: string): string => `/api/v1/files/${id}`;
