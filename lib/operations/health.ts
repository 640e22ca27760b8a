/** Whether this process can serve: asked by balancers, answered without touching a table. */
import "server-only";
import { ping } from "@/db/client";
import { isDraining } from "@/lib/realtime/streams";

export type Readiness = "ok" | "stopping" | "database unreachable";

export async function readiness(): Promise<Readiness> {
  if (isDraining()) return "stopping";
  try {
    await ping();
    return "ok";
  } catch {
    return "database unreachable";
  }
}
