/** The search field of the help center: a plain form, so that it works before and without any script. */
import { paths } from "@/components/shell/nav";
import { Button } from "@/components/ui/button";
import { SearchInput } from "@/components/ui/search-input";
import { MAX } from "@/lib/core/text";

export function SearchForm({ query = "", large = false }: { query?: string; large?: boolean }) {
  return (
    <search>
      <form action={paths.help} className="flex gap-2">
        <SearchInput
          key={query}
          label="Search the help center"
          placeholder="Describe what you need"
          name="q"
          defaultValue={query}
          maxLength={MAX.search}
          required
          autoComplete="off"
          enterKeyHint="search"
          size={large ? "lg" : "md"}
          className="min-w-0 flex-1"
        />
        <Button type="submit" variant="primary" size={large ? "lg" : "md"}>
          Search
        </Button>
      </form>
    </search>
  );
}
