"use client";
/** A question as a customer would ask it, and everything the search made of it. Nothing is kept of it. */
import { useQuery } from "@tanstack/react-query";
import { SearchCheck } from "lucide-react";
import { type FormEvent, useId, useState } from "react";
import { api, messageOf } from "@/app/_client/api";
import { Button } from "@/components/ui/button";
import { EmptyState } from "@/components/ui/empty-state";
import { ErrorState } from "@/components/ui/error-state";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { SkeletonRows } from "@/components/ui/skeleton";
import { type Explanation, MAX_TRY } from "@/lib/knowledge/explain-schema";
import { keys } from "../_shared/live-refresh";
import { Explained } from "./explained";

const readers = [
  { value: "visitor", label: "as a visitor" },
  { value: "customer", label: "as a customer" },
  { value: "agent", label: "as one of us" },
] as const;
type Reader = (typeof readers)[number]["value"];

export function TryPart({ language }: { language: string }) {
  const id = useId();
  const [question, setQuestion] = useState("");
  const [reader, setReader] = useState<Reader>("customer");
  const [asked, setAsked] = useState<string | null>(null);
  const { data, isError, error, isFetching, refetch } = useQuery({
    queryKey: [...keys.search, "try", asked, language, reader],
    queryFn: ({ signal }) =>
      api<Explanation>(
        `/api/v1/knowledge/search?${new URLSearchParams({ question: asked ?? "", language, as: reader })}`,
        { signal },
      ),
    enabled: asked !== null,
    placeholderData: (before) => before,
  });
  const submit = (event: FormEvent) => {
    event.preventDefault();
    if (question.trim()) setAsked(question.trim());
  };
  return (
    <section aria-labelledby={id} className="flex min-w-0 flex-col gap-4">
      <h2 id={id} className="font-semibold text-md">
        Try a question
      </h2>
      <form onSubmit={submit} className="flex flex-wrap gap-2">
        <Input
          aria-label="Question"
          placeholder="How do I send a chair back?"
          maxLength={MAX_TRY}
          value={question}
          onValueChange={setQuestion}
          className="min-w-60 flex-1"
        />
        <Select
          aria-label="Who asks"
          items={[...readers]}
          value={reader}
          onValueChange={setReader}
          className="w-40!"
        />
        <Button type="submit" variant="primary" loading={isFetching} disabled={question.trim() === ""}>
          Search
        </Button>
      </form>
      {asked === null ? (
        <EmptyState icon={<SearchCheck />} title="See why something is found, or is not">
          Ask in a customer's words: you are shown what each word was taken for, what was found by it, and
          whether that counts as an answer.
        </EmptyState>
      ) : isError ? (
        <ErrorState
          title="The question could not be tried"
          onRetry={() => void refetch()}
          retrying={isFetching}
        >
          {messageOf(error)}
        </ErrorState>
      ) : data ? (
        <Explained told={data} />
      ) : (
        <SkeletonRows rows={6} label="Searching" />
      )}
    </section>
  );
}
