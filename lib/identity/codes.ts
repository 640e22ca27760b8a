/**
 * One-time codes: made of six digits, known by heart of nobody but the mail they went out in. What is kept is a hash
 * under a key of our own, which only fits the check that it was made for.
 */
import "server-only";
import { randomInt, timingSafeEqual } from "node:crypto";
import { keyedHash } from "@/lib/core/seal";

/** Minutes that a code can be entered, and how often it may be wrong. */
export const CODE_MINUTES = 10;
export const CODE_TRIES = 3;
const DIGITS = 6;
const PURPOSE = "identity code";

export const newCode = (): string => String(randomInt(10 ** DIGITS)).padStart(DIGITS, "0");

export const hashOfCode = (checkId: string, code: string): string =>
  keyedHash(PURPOSE, `${checkId}:${code}`).toString("hex");

/** In the same time whatever was entered. */
export function isCode(checkId: string, entered: string, hash: string): boolean {
  const given = Buffer.from(hashOfCode(checkId, entered));
  const wanted = Buffer.from(hash);
  return given.length === wanted.length && timingSafeEqual(given, wanted);
}

/** `casey@example.com` as `c•••@example.com`: enough to know the mailbox, too little to learn it. */
export function masked(email: string): string {
  const [name = "", domain = ""] = email.split("@");
  return `${name.slice(0, 1)}•••@${domain}`;
}
