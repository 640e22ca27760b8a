/**
 * Seals what must rest in the database unread: AES-256-GCM under a key derived from AUTH_SECRET. What is sealed
 * for one purpose and owner does not open for another, and a changed byte does not open at all.
 */
import "server-only";
import { createCipheriv, createDecipheriv, createHmac, hkdfSync, randomBytes } from "node:crypto";
import { env } from "./env";

const ALGORITHM = "aes-256-gcm";
const NONCE = 12;
const TAG = 16;

const keys = new Map<string, Buffer>();

function keyFor(purpose: string): Buffer {
  const known = keys.get(purpose);
  if (known) return known;
  const key = Buffer.from(hkdfSync("sha256", env().AUTH_SECRET, "baton", purpose, 32));
  keys.set(purpose, key);
  return key;
}

/** A fingerprint that only this installation can make, and that fits nothing but its purpose. */
export const keyedHash = (purpose: string, text: string): Buffer =>
  createHmac("sha256", keyFor(purpose)).update(text).digest();

/** @param owner whose content it is; the same must be given to {@link unseal}. */
export function seal(purpose: string, owner: string, text: string): Buffer {
  const nonce = randomBytes(NONCE);
  const cipher = createCipheriv(ALGORITHM, keyFor(purpose), nonce).setAAD(Buffer.from(owner));
  const body = Buffer.concat([cipher.update(text, "utf8"), cipher.final()]);
  return Buffer.concat([nonce, cipher.getAuthTag(), body]);
}

/** Null when it was sealed under another secret, purpose or owner, or has been changed. */
export function unseal(purpose: string, owner: string, sealed: Buffer): string | null {
  if (sealed.length < NONCE + TAG) return null;
  try {
    const decipher = createDecipheriv(ALGORITHM, keyFor(purpose), sealed.subarray(0, NONCE))
      .setAAD(Buffer.from(owner))
      .setAuthTag(sealed.subarray(NONCE, NONCE + TAG));
    return Buffer.concat([decipher.update(sealed.subarray(NONCE + TAG)), decipher.final()]).toString("utf8");
  } catch {
    return null;
  }
}
