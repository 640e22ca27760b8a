/** How much an import may bring. Each is tested at its edge and shown to whoever hits it. Pure. */

const MB = 1_048_576;

export const limits = {
  /** Bytes of an uploaded file, packed. */
  upload: 50 * MB,
  /** Bytes of everything that is read out of one zip. */
  unpacked: 200 * MB,
  /** Entries of a zip, whatever they are. */
  entries: 5_000,
  /** Unpacked to packed, of an entry larger than {@link limits.ratioFrom}. */
  ratio: 100,
  ratioFrom: MB,
  /** Bytes of one Markdown file; more characters than an article may have are refused anyway. */
  markdown: MB,
  /** Bytes of one JSON file of an export. */
  json: 20 * MB,
  /** Bytes of an image; the same as of an uploaded one. */
  image: 5 * MB,
  /** Of one article; the others are left out and noted. */
  images: 40,
  frontMatter: 16_384,
  /** Articles of one import, whatever they come from. */
  articles: 5_000,
  /** Addresses of one import, typed or from a sitemap. */
  urls: 500,
  /** Sitemaps that one sitemap may name. */
  sitemaps: 20,
  /** Bytes of a page, and milliseconds for it. */
  page: 2 * MB,
  pageTime: 10_000,
  /** Milliseconds for a page with its images. */
  urlTime: 14_000,
  sitemap: 10 * MB,
  /** Milliseconds between two requests to one host; a longer Crawl-delay is kept up to `longestPause`. */
  pause: 1_000,
  longestPause: 10_000,
  /** Levels of HTML; elements of a page, and of what is found to be its content. */
  htmlDepth: 200,
  htmlElements: 60_000,
  contentElements: 10_000,
  /** Bytes of one HTML body in an export. */
  html: 2 * MB,
} as const;

export const megabytes = (bytes: number): string => `${Math.round(bytes / MB).toLocaleString("en")} MB`;
