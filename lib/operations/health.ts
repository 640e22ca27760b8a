/** Whether this process can serve: asked by balancers, answered without touching a table. */
import "server-only";
import { ping } from "@/db/client";
import { isStopping } from "./stopping";

export type Readiness = "ok" | "stopping" | "database unavailable";

/** However many ask at once, the database is asked once. */
let asking: Promise<void> | undefined;

export async function readiness(): Promise<Readiness> {
  if (isStopping()) return "stopping";
  asking ??= ping().finally(() => {
    asking = undefined;
  });
  try {
    await asking;
    return "ok";
  } catch {
    return "database unavailable";
  }
}
