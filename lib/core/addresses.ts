/**
 * Which network addresses and which URLs may be fetched for somebody: the open internet and nothing else. Decides
 * by address, never by name; whoever connects must connect to the very address that was checked.
 */
import "server-only";
import { isIP } from "node:net";
import ipaddr from "ipaddr.js";

/** Everything of IPv6 that is routed today; what lies outside is reserved, local or a mapping. */
const globalV6 = ipaddr.parseCIDR("2000::/3");
/** Protocol assignments: Teredo, benchmarking, ORCHID and what may come. */
const assignmentsV6 = ipaddr.parseCIDR("2001::/23");
/** Public by number, and answered by the machine's own host: Azure's wire server. */
const metadata = ["168.63.129.16"];

/**
 * True only for addresses of the open internet. Addresses that carry an IPv4 address inside (mapped, 6to4, NAT64,
 * Teredo) are refused whatever they carry: nobody is reached that way who is not reached directly.
 */
export function isPublicAddress(text: string): boolean {
  // The library also reads 1.2.3 and 0x7f.1, which nobody who means well writes.
  if (isIP(text) === 0 || text.includes("%")) return false;
  const address = ipaddr.parse(text);
  if (address.range() !== "unicast") return false;
  if (address instanceof ipaddr.IPv6) return address.match(globalV6) && !address.match(assignmentsV6);
  return !metadata.includes(address.toString());
}

export type UrlRule = { protocols: readonly ("https:" | "http:")[] };
const ports: Record<string, string> = { "https:": "443", "http:": "80" };

/** Characters of a URL; longer ones are nobody's page. */
export const MAX_URL = 2_048;

/** The URL to fetch, or in words why it may not be fetched. Names are resolved and checked later. */
export function readUrl(raw: string, rule: UrlRule): { url: URL } | { refused: string } {
  const given = raw.trim();
  if (given.length > MAX_URL) return { refused: `The address is longer than ${MAX_URL} characters.` };
  const url = URL.parse(given);
  if (!url) return { refused: "This is not a web address." };
  if (!(rule.protocols as readonly string[]).includes(url.protocol))
    return { refused: "Only addresses that begin with https:// are fetched." };
  if (url.username !== "" || url.password !== "" || authorityOf(given).includes("@"))
    return { refused: "The address carries a user name or password." };
  if (url.port !== "" && url.port !== ports[url.protocol])
    return { refused: `Port ${url.port} is not fetched from, only the usual one.` };
  return refusedHost(url.hostname, given) ?? { url };
}

const NOT_PUBLIC = "The address does not lead to the open internet.";

function refusedHost(hostname: string, given: string): { refused: string } | null {
  const bare = hostname.replace(/^\[|\]$/g, "");
  if (isIP(bare) !== 0) {
    // 2130706433, 0x7f.1 and 0177.0.0.1 are numbers in disguise: an honest address is written as it is read.
    const written = authorityOf(given).replace(/:\d*$/, "").toLowerCase();
    return isPublicAddress(bare) && written === hostname ? null : { refused: NOT_PUBLIC };
  }
  // One word is a machine of this network, with or without the final dot.
  return hostname.replace(/\.$/, "").includes(".") ? null : { refused: NOT_PUBLIC };
}

/** Between the slashes, as it was typed. */
const authorityOf = (given: string): string => /^[a-z][a-z0-9+.-]*:[/\\]*([^/\\?#]*)/i.exec(given)?.[1] ?? "";
