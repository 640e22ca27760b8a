/** What the search makes of questions, and what it takes for the same. For managers. */
import { Lock } from "lucide-react";
import type { Metadata } from "next";
import { paths } from "@/components/shell/nav";
import { ButtonLink } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { may } from "@/lib/auth/policy";
import { defaultLanguage } from "@/lib/knowledge/default-language";
import { baseLanguage } from "@/lib/knowledge/language";
import { listSynonyms } from "@/lib/synonyms/queries";
import { SearchScreen } from "../../../_search/search-screen";
import { staffViewer } from "../../../_shared/staff-viewer";

export const metadata: Metadata = { title: "Search" };

export default async function KnowledgeSearchPage() {
  const viewer = await staffViewer(`${paths.staff.knowledge}/search`);
  if (!may(viewer, "synonym.manage"))
    return (
      <div className="flex flex-1 items-center justify-center">
        <EmptyState
          icon={<Lock />}
          title="Only managers teach the search"
          action={<ButtonLink href={paths.staff.knowledge}>Back to the articles</ButtonLink>}
        >
          Ask one of your managers when customers use a word that no article uses.
        </EmptyState>
      </div>
    );
  return <SearchScreen initial={await listSynonyms(viewer, baseLanguage(defaultLanguage()))} />;
}
