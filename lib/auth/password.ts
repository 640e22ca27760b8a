/**
 * Password hashing: argon2id, 19 MiB, 2 passes, 1 lane (OWASP Password Storage Cheat Sheet, 2025).
 * At most four hashes at once, so that a flood of sign-ins cannot take the memory of the process.
 */
import "server-only";
import { hash, verify } from "@node-rs/argon2";

// argon2id is the library's default variant.
const options = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const MAX_AT_ONCE = 4;

let running = 0;
const waiting: (() => void)[] = [];

async function inTurn<T>(work: () => Promise<T>): Promise<T> {
  if (running >= MAX_AT_ONCE) await new Promise<void>((resolve) => waiting.push(resolve));
  else running++;
  try {
    return await work();
  } finally {
    const next = waiting.shift();
    if (next) next();
    else running--;
  }
}

export const hashPassword = (password: string): Promise<string> => inTurn(() => hash(password, options));

let decoy: Promise<string> | undefined;

/** Compares; without a stored hash it does the same work, so that unknown accounts take as long as known ones. */
export async function verifyPassword(stored: string | null, password: string): Promise<boolean> {
  decoy ??= hashPassword("a password that nobody has");
  const against = stored ?? (await decoy);
  const matches = await inTurn(() => verify(against, password).catch(() => false));
  return stored !== null && matches;
}
