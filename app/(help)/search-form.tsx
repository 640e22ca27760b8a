/** The search field of the help center, as this reader gets it. */
import type { RequestViewer } from "@/lib/auth/session";
import { MAX } from "@/lib/core/text";
import { SearchBox } from "./_search/search-box";
import { askLabelFor } from "./ask";

export function SearchForm({
  viewer,
  query = "",
  lang = null,
  large = false,
}: {
  viewer: RequestViewer;
  query?: string;
  lang?: string | null;
  large?: boolean;
}) {
  return (
    <SearchBox
      // Another question is another field: it begins with that question and with nothing suggested.
      key={query}
      query={query}
      lang={lang}
      large={large}
      askLabel={askLabelFor(viewer, "Ask the assistant")}
      maxLength={MAX.search}
    />
  );
}
