/** The name of this process among several: stable while it lives, never reused. */
import { newId } from "@/lib/core/ids";

const shelf = globalThis as typeof globalThis & { batonInstance?: string };

export function instanceId(): string {
  shelf.batonInstance ??= newId();
  return shelf.batonInstance;
}
