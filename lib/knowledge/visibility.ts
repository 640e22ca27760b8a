/**
 * Which articles a viewer may read: the condition that every read of the knowledge base carries. The policies of
 * the database (`baton_may_read_article`) say the same once more. Pure.
 */
import type { Viewer } from "@/lib/auth/viewer";

export type Audience = "public" | "customers" | "staff";

/** The audiences whose published articles the viewer may read. */
export function audiencesOf(viewer: Viewer): Audience[] {
  switch (viewer.kind) {
    case "visitor":
      return ["public"];
    case "customer":
    case "assistant":
      return ["public", "customers"];
    case "staff":
    case "system":
      return ["public", "customers", "staff"];
  }
}
