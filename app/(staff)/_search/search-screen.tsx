"use client";
/** Two halves of one question: what the search made of what somebody asked, and the words it takes for the same. */
import { useState } from "react";
import { useHydrated } from "@/app/_client/use-hydrated";
import { PageHeader } from "@/components/shell/page-header";
import { Select } from "@/components/ui/select";
import type { SynonymList } from "@/lib/synonyms/schema";
import { languageItems } from "./languages";
import { SynonymsPart } from "./synonyms-part";
import { TryPart } from "./try-part";

export function SearchScreen({ initial }: { initial: SynonymList }) {
  const hydrated = useHydrated();
  const [language, setLanguage] = useState(initial.language);
  return (
    <div aria-busy={!hydrated} className="flex min-h-0 flex-1 flex-col">
      <PageHeader
        dense
        title="Search"
        description="One search serves the help center, the assistant and your team. Changes count for the next question."
        actions={
          <Select
            size="sm"
            aria-label="Language"
            items={languageItems(initial.language)}
            value={language}
            onValueChange={setLanguage}
            className="w-40!"
          />
        }
      />
      <div className="min-h-0 flex-1 overflow-y-auto">
        <div className="mx-auto grid max-w-7xl gap-x-8 gap-y-10 p-4 pb-12 lg:grid-cols-[minmax(0,3fr)_minmax(0,2fr)]">
          <TryPart language={language} />
          <SynonymsPart key={language} language={language} initial={initial} />
        </div>
      </div>
    </div>
  );
}
