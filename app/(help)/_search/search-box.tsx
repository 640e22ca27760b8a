"use client";
/**
 * The search field of the help center. Before and without any script it is a plain form; with script it is a combobox
 * that suggests articles while one types. Nothing on the page moves for it: the list lies above what follows.
 */
import { useRouter } from "next/navigation";
import {
  type FocusEvent,
  type KeyboardEvent,
  type SubmitEvent,
  useEffect,
  useId,
  useRef,
  useState,
} from "react";
import { useHydrated } from "@/app/_client/use-hydrated";
import { plural } from "@/components/format";
import { paths } from "@/components/shell/nav";
import { Button } from "@/components/ui/press-button";
import { SearchInput } from "@/components/ui/search-input";
import { SuggestionList } from "./suggestion-list";
import { LEAST_LETTERS, useSuggestions } from "./use-suggestions";

export type SearchBoxProps = {
  query?: string;
  large?: boolean;
  /** The language that this page was asked in, when that is not the reader's usual one. */
  lang?: string | null;
  /** What asking the assistant is called for this reader; null: they do not ask it. */
  askLabel: string | null;
  /** Characters that a question may have. */
  maxLength: number;
};

export function SearchBox({ query = "", large = false, lang = null, askLabel, maxLength }: SearchBoxProps) {
  const isReady = useHydrated();
  const router = useRouter();
  const id = useId();
  const input = useRef<HTMLInputElement>(null);
  const [typed, setTyped] = useState(query);
  const [isOpen, setOpen] = useState(false);
  const [active, setActive] = useState(-1);
  const suggestions = useSuggestions(isOpen ? typed : "", lang);
  const { found, problem } = suggestions;
  const options = (found?.items.length ?? 0) + (askLabel ? 2 : 1);
  const isShown = isOpen && suggestions.query.length >= LEAST_LETTERS && (found !== null || problem !== null);
  const listId = `${id}-list`;
  const optionId = (place: number) => `${id}-option-${place}`;

  // What was typed before the page came alive counts as well.
  useEffect(() => {
    const already = input.current?.value ?? "";
    if (already !== query) setTyped(already);
  }, [query]);

  const close = () => {
    setOpen(false);
    setActive(-1);
  };

  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    if (event.key === "Escape") {
      if (isShown) event.preventDefault();
      close();
    } else if (event.key === "ArrowDown" || event.key === "ArrowUp") {
      event.preventDefault();
      if (!isShown) return setOpen(true);
      const step = event.key === "ArrowDown" ? 1 : -1;
      // One place more than there are options: the field itself is part of the round.
      setActive((at) => ((at + 1 + step + options + 1) % (options + 1)) - 1);
    } else if (event.key === "Enter" && isShown && active >= 0) {
      event.preventDefault();
      document.getElementById(optionId(active))?.click();
    }
  };

  const onSubmit = (event: SubmitEvent) => {
    event.preventDefault();
    const asked = input.current?.value.trim() ?? "";
    if (asked === "") return;
    close();
    router.push(resultsHref(asked, lang));
  };

  const onBlur = ({ currentTarget, relatedTarget }: FocusEvent<HTMLElement>) => {
    if (!currentTarget.contains(relatedTarget)) close();
  };

  return (
    <search className="block print:hidden" onBlur={onBlur}>
      <form action={paths.help} onSubmit={onSubmit} className="relative flex gap-2">
        <SearchInput
          {...(isReady && {
            role: "combobox",
            "aria-expanded": isShown,
            "aria-autocomplete": "list",
            "aria-controls": isShown ? listId : undefined,
            "aria-activedescendant": isShown && active >= 0 ? optionId(active) : undefined,
          })}
          ref={input}
          label="Search the help center"
          placeholder="Describe what you need"
          name="q"
          defaultValue={query}
          onValueChange={(value) => {
            setTyped(value);
            setActive(-1);
            setOpen(true);
          }}
          onKeyDown={onKeyDown}
          maxLength={maxLength}
          required
          autoComplete="off"
          autoCapitalize="off"
          enterKeyHint="search"
          size={large ? "lg" : "md"}
          className="min-w-0 flex-1"
        />
        {lang ? <input type="hidden" name="lang" value={lang} /> : null}
        <Button type="submit" variant="primary" size={large ? "lg" : "md"}>
          Search
        </Button>
        {isShown ? (
          <SuggestionList
            id={listId}
            optionId={optionId}
            active={active}
            query={suggestions.query}
            items={found?.items ?? []}
            problem={problem}
            resultsHref={resultsHref(suggestions.query, lang)}
            askLabel={askLabel}
            onFollow={close}
          />
        ) : null}
        <span role="status" className="sr-only">
          {isShown && found ? countWords(found.items.length) : ""}
        </span>
      </form>
    </search>
  );
}

const resultsHref = (query: string, lang: string | null): string =>
  `${paths.help}?${new URLSearchParams({ q: query, ...(lang ? { lang } : {}) })}`;

const countWords = (count: number): string =>
  count === 0 ? "No article found so far" : `${plural(count, "article")}, use the arrow keys`;
