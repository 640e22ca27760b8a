/**
 * Pages whose scripts wait until the reader does something that needs them. Whoever only reads an article of the help
 * center downloads and runs nothing: on a phone the framework is most of what such a page costs.
 *
 * A page asks for it by `<meta name="scripts" content="late">`; see docs/decisions/0013. Next has no such setting, so
 * the finished HTML is changed on its way out: each script of the framework stands there as data, and a small one
 * instead that turns them into scripts. Where this file is not in between, such a page works all the same.
 */
import "server-only";
import { waitForUse } from "./wait-for-use";

/** What `app/(help)` puts into the head of such a page. */
export const LATE_SCRIPTS = { name: "scripts", content: "late" } as const;

const marker = `<meta name="${LATE_SCRIPTS.name}" content="${LATE_SCRIPTS.content}"`;
const frameworkScript = /<script src="(\/_next\/[^"]+)"(?![^>]*\bnoModule)/g;
const scriptPreload = /<link rel="preload" as="script"[^>]*>/g;

/** The HTML with its scripts made late, when it asks for that; else as it is. */
export function withLateScripts(html: string): string {
  const head = html.indexOf("</head>");
  if (head < 0 || !html.slice(0, head).includes(marker)) return html;
  const nonce = /<script [^>]*\bnonce="([^"]+)"/.exec(html)?.[1];
  const starter = `<script${nonce ? ` nonce="${nonce}"` : ""}>(${waitForUse})()</script>`;
  return `${html.slice(0, head)}${starter}${html.slice(head)}`
    .replace(scriptPreload, "")
    .replace(frameworkScript, '<script type="text/late" data-src="$1"');
}
