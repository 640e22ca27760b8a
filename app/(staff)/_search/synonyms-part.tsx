"use client";
/** Lines of words that mean the same: a manager's own, then those that come with Baton. */
import { Plus } from "lucide-react";
import { type FormEvent, useId, useState } from "react";
import { messageOf } from "@/app/_client/api";
import { formatCount, plural } from "@/components/format";
import { Button } from "@/components/ui/button";
import { ErrorState } from "@/components/ui/error-state";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { SearchInput } from "@/components/ui/search-input";
import { SkeletonRows } from "@/components/ui/skeleton";
import { MAX_LINE, MAX_LINES, type SynonymLine, type SynonymList } from "@/lib/synonyms/schema";
import { languageName } from "./languages";
import { SynonymRow } from "./synonym-row";
import { useSynonyms } from "./use-synonyms";

/** Built-in lines that are shown before somebody asks for all. */
const FIRST = 12;

export function SynonymsPart({ language, initial }: { language: string; initial: SynonymList }) {
  const id = useId();
  const synonyms = useSynonyms(language, initial);
  const [filter, setFilter] = useState("");
  const [isWhole, setWhole] = useState(false);
  const items = synonyms.data?.items ?? [];
  const wanted = filter.trim().toLowerCase();
  const shown = items.filter(({ line }) => line.toLowerCase().includes(wanted));
  const own = shown.filter(({ builtIn }) => !builtIn);
  const builtIn = shown.filter((item) => item.builtIn);
  const first = isWhole || wanted !== "" ? builtIn : builtIn.slice(0, FIRST);
  const row = (item: SynonymLine) => (
    <SynonymRow
      key={`${item.id ?? item.line}`}
      item={item}
      onTurn={(enabled) => void synonyms.turn(item, enabled)}
      onSave={(line) => synonyms.save(line, item.id)}
      onRemove={() => void synonyms.remove(item)}
    />
  );
  return (
    <section aria-labelledby={id} className="flex min-w-0 flex-col gap-4">
      <div className="flex flex-col gap-1">
        <h2 id={id} className="font-semibold text-md">
          Words that mean the same
        </h2>
        <p className="text-pretty text-text-muted">
          In “sofa, couch” each word finds the other. In “settee &gt; sofa” the left word also finds the right
          one.
        </p>
      </div>
      <AddLine onAdd={(line) => synonyms.save(line, null)} />
      {synonyms.isPending ? (
        <SkeletonRows rows={6} label="Loading the lines" />
      ) : synonyms.isError && items.length === 0 ? (
        <ErrorState
          title="The lines could not be loaded"
          onRetry={() => void synonyms.refetch()}
          retrying={synonyms.isFetching}
        >
          {messageOf(synonyms.error)}
        </ErrorState>
      ) : (
        <>
          {items.length > FIRST ? (
            <SearchInput label="Find a line" value={filter} onValueChange={setFilter} />
          ) : null}
          <div className="flex flex-col gap-2">
            <h3 className="font-medium">
              Yours{" "}
              <span className="font-normal text-text-muted tabular-nums">
                {formatCount(own.length)} of {formatCount(MAX_LINES)}
              </span>
            </h3>
            {own.length > 0 ? (
              <ul className="flex flex-col rounded border border-line">{own.map(row)}</ul>
            ) : (
              <p className="text-text-muted">
                {wanted
                  ? "None of your lines holds that."
                  : "None yet. Add a line when customers use a word that no article uses."}
              </p>
            )}
          </div>
          <div className="flex flex-col gap-2">
            <h3 className="font-medium">
              Built in{" "}
              <span className="font-normal text-text-muted tabular-nums">{formatCount(builtIn.length)}</span>
            </h3>
            {builtIn.length === 0 ? (
              <p className="text-text-muted">
                {wanted ? "None of them holds that." : `None come with Baton for ${languageName(language)}.`}
              </p>
            ) : (
              <ul className="flex flex-col rounded border border-line">{first.map(row)}</ul>
            )}
            {first.length < builtIn.length ? (
              <Button size="sm" variant="quiet" onClick={() => setWhole(true)} className="self-start">
                Show {plural(builtIn.length - first.length, "more line")}
              </Button>
            ) : null}
          </div>
        </>
      )}
    </section>
  );
}

function AddLine({ onAdd }: { onAdd: (line: string) => Promise<string | null> }) {
  const [line, setLine] = useState("");
  const [problem, setProblem] = useState<string | null>(null);
  const [pending, setPending] = useState(false);
  const submit = async (event: FormEvent) => {
    event.preventDefault();
    if (line.trim() === "" || pending) return;
    setPending(true);
    const refusal = await onAdd(line);
    setPending(false);
    setProblem(refusal);
    if (refusal === null) setLine("");
  };
  return (
    <form onSubmit={(event) => void submit(event)} className="flex items-start gap-2">
      <div className="min-w-0 flex-1">
        <Field label="New line" error={problem ?? undefined}>
          <Input
            placeholder="settee > sofa"
            maxLength={MAX_LINE}
            value={line}
            onValueChange={(value) => {
              setLine(value);
              setProblem(null);
            }}
          />
        </Field>
      </div>
      <Button
        type="submit"
        loading={pending}
        disabled={line.trim() === ""}
        icon={<Plus aria-hidden="true" className="size-4" />}
        className="mt-6"
      >
        Add
      </Button>
    </form>
  );
}
