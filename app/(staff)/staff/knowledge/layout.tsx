/** Around every page of the knowledge base: its parts as tabs. Who may be here, each page asks itself. */
import type { ReactNode } from "react";
import { getViewer } from "@/lib/auth/session";
import { KnowledgeTabs } from "../../_knowledge/tabs";

export default async function KnowledgeLayout({ children }: { children: ReactNode }) {
  const viewer = await getViewer();
  // The page sends everybody else where they belong.
  if (viewer.kind !== "staff") return children;
  return (
    <div className="flex min-h-0 flex-1 flex-col">
      <KnowledgeTabs />
      {children}
    </div>
  );
}
