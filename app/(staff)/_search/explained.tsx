/** What the search made of a question: verdict, words, then passages with the parts of their scores. */
import { CircleCheck, CircleHelp } from "lucide-react";
import Link from "next/link";
import { Marked } from "@/app/(help)/marked";
import { plural } from "@/components/format";
import { Badge } from "@/components/ui/badge";
import type { Explanation } from "@/lib/knowledge/explain-schema";
import { languageName } from "./languages";

export function Explained({ told }: { told: Explanation }) {
  const several = told.languages.filter(({ terms }) => terms.length > 0).length > 1;
  return (
    <div className="flex min-w-0 flex-col gap-6">
      <Verdict told={told} />
      {told.languages.map(({ language, terms }) =>
        terms.length === 0 ? null : (
          <div key={language} className="flex flex-col gap-2">
            <h3 className="font-medium">
              {several ? `Words, read as ${languageName(language)}` : "Words that carry the question"}
            </h3>
            <ul className="flex flex-col rounded border border-line">
              {terms.map((term) => (
                <TermRow key={term.word} term={term} />
              ))}
            </ul>
          </div>
        ),
      )}
      {told.passages.length === 0 ? null : (
        <div className="flex flex-col gap-2">
          <h3 className="font-medium">Best passages</h3>
          <ol className="flex flex-col gap-3">
            {told.passages.map((passage) => (
              <PassageRow key={passage.id} passage={passage} several={several} />
            ))}
          </ol>
        </div>
      )}
    </div>
  );
}

function Verdict({ told }: { told: Explanation }) {
  const { answerable, confidence, answerableFrom, passages, candidates } = told;
  const Icon = answerable ? CircleCheck : CircleHelp;
  return (
    <div role="status" className="flex gap-3 rounded border border-line bg-sunken p-3">
      <Icon aria-hidden="true" className="mt-0.5 size-4 shrink-0 text-text-muted" />
      <div className="flex min-w-0 flex-1 flex-col gap-2">
        <p>
          <span className="font-medium">
            {answerable
              ? "Counts as answered"
              : passages.length > 0
                ? "Found something near, but no answer"
                : "Nothing found"}
          </span>
          <span className="text-text-muted">
            {passages.length === 0
              ? ". No article holds a word of it, nor one that means the same."
              : answerable
                ? ". The assistant answers from the first passages below."
                : ". The assistant says that it does not know, and offers a person."}
          </span>
        </p>
        {passages.length === 0 ? null : (
          <>
            <Bar value={confidence} mark={answerableFrom} />
            <p className="text-text-muted tabular-nums">
              Confidence {percent(confidence)}; an answer from {percent(answerableFrom)} on.{" "}
              {plural(candidates, "passage")} compared.
            </p>
          </>
        )}
      </div>
    </div>
  );
}

function TermRow({ term }: { term: Explanation["languages"][number]["terms"][number] }) {
  const { word, weight, isKnown, stems, synonyms, corrected, split } = term;
  return (
    <li className="flex flex-wrap items-baseline gap-x-3 gap-y-1 border-line border-b px-3 py-2 last:border-b-0">
      <span className="font-medium [overflow-wrap:anywhere]">{word}</span>
      {isKnown ? null : <Badge tone="outline">In no article</Badge>}
      {corrected ? <span>taken for “{corrected}”</span> : null}
      {split.length > 0 ? <span>read as “{split.join(" ")}”</span> : null}
      <span className="ml-auto text-text-muted tabular-nums">weight {weight.toFixed(1)}</span>
      <span className="basis-full text-pretty text-text-muted [overflow-wrap:anywhere]">
        {synonyms.length > 0 ? `Also: ${synonyms.join(", ")}. ` : null}
        Stems:{" "}
        {stems
          .map(({ stem, sureness }) => (sureness === 1 ? stem : `${stem} ${percent(sureness)}`))
          .join(", ")}
      </span>
    </li>
  );
}

const parts = {
  coverage: "Words covered",
  strength: "Strength of words",
  title: "Title, by rarity",
  wording: "Title, word for word",
  nearness: "Words side by side",
  article: "Whole article",
  breadth: "Things spoken of",
} as const;

function PassageRow({ passage, several }: { passage: Explanation["passages"][number]; several: boolean }) {
  return (
    <li className="flex min-w-0 flex-col gap-2 rounded border border-line p-3">
      <div className="flex items-baseline gap-3">
        <Link
          href={passage.href}
          className="min-w-0 font-medium [overflow-wrap:anywhere] hover:text-accent hover:underline"
        >
          {passage.title}
          {passage.heading ? <span className="text-text-muted"> › {passage.heading}</span> : null}
        </Link>
        {several ? <Badge tone="outline">{languageName(passage.language)}</Badge> : null}
        {passage.audience === "public" ? null : (
          <Badge tone="outline">{passage.audience === "staff" ? "Team only" : "Customers"}</Badge>
        )}
        <span className="ml-auto shrink-0 text-text-muted tabular-nums">{passage.score.toFixed(2)}</span>
      </div>
      <p className="text-pretty text-text-muted [overflow-wrap:anywhere]">
        <Marked text={passage.snippet} ranges={passage.highlights} />
      </p>
      <dl className="grid grid-cols-2 gap-x-6 gap-y-1 text-xs sm:grid-cols-3">
        {(Object.keys(parts) as (keyof typeof parts)[]).map((part) => (
          <div key={part} className="flex flex-col gap-1">
            <dt className="text-text-muted">{parts[part]}</dt>
            <dd className="flex items-center gap-2 tabular-nums">
              <Bar value={passage.parts[part]} />
              {percent(passage.parts[part])}
            </dd>
          </div>
        ))}
      </dl>
    </li>
  );
}

const percent = (share: number): string => `${Math.round(share * 100)} %`;

/** Decoration: what it shows stands beside it as a number. */
function Bar({ value, mark }: { value: number; mark?: number }) {
  return (
    <svg
      aria-hidden="true"
      viewBox="0 0 100 4"
      preserveAspectRatio="none"
      className="h-1 w-full min-w-8 flex-1 overflow-visible"
    >
      <rect width="100" height="4" rx="2" className="fill-line" />
      <rect width={Math.min(100, value * 100)} height="4" rx="2" className="fill-accent" />
      {mark === undefined ? null : (
        <rect x={mark * 100 - 0.25} y="-4" width="0.5" height="12" className="fill-text" />
      )}
    </svg>
  );
}
