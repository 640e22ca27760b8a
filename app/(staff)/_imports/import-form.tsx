"use client";
/** Bring articles in: what from, what becomes of them, and a try before it counts. */
import { useRouter } from "next/navigation";
import { useState } from "react";
import { ApiProblem, api, messageOf } from "@/app/_client/api";
import { paths } from "@/components/shell/nav";
import { Button } from "@/components/ui/button";
import { Section } from "@/components/ui/card";
import { Tabs } from "@/components/ui/tabs";
import { limits } from "@/lib/imports/limits";
import { type ImportOptions, importOptions, type StartImportInput } from "@/lib/imports/schema";
import { type ChosenFile, FileSource } from "./file-source";
import { type CategoryChoice, OptionFields } from "./option-fields";
import { addressesIn, type Pages, PagesSource } from "./pages-source";
import { consequenceOf, LARGE } from "./words";

export const importHref = (id: string): string => `${paths.staff.knowledge}/import/${id}`;

export function ImportForm({
  categories,
  language,
}: {
  categories: readonly CategoryChoice[];
  /** That articles are written in here. */
  language: string;
}) {
  const router = useRouter();
  const [from, setFrom] = useState<"file" | "pages">("file");
  const [file, setFile] = useState<ChosenFile | null>(null);
  const [pages, setPages] = useState<Pages>({ from: "urls", urls: "", sitemap: "" });
  const [options, setOptions] = useState<ImportOptions>(() => importOptions.parse({ language }));
  const [pending, setPending] = useState<"try" | "import" | null>(null);
  const [problem, setProblem] = useState<{
    message: string;
    fields: Readonly<Record<string, string>>;
  } | null>(null);

  const source = sourceOf(from, file, pages);
  const articles =
    from === "file"
      ? (file?.upload.articles ?? null)
      : pages.from === "urls"
        ? addressesIn(pages.urls).length || null
        : null;
  const tooMany = from === "pages" && pages.from === "urls" && (articles ?? 0) > limits.urls;
  const triesFirst = articles === null || articles >= LARGE;

  const start = async (dryRun: boolean) => {
    if (!source || pending) return;
    setPending(dryRun ? "try" : "import");
    setProblem(null);
    try {
      const body: StartImportInput = { ...source, options: { ...options, dryRun } };
      const { id } = await api<{ id: string }>("/api/v1/knowledge/imports", { method: "POST", body });
      router.push(importHref(id));
    } catch (error) {
      const fields = error instanceof ApiProblem ? error.fields : {};
      setProblem({ message: messageOf(error), fields });
      setPending(null);
    }
  };
  const attempt = (
    <Button
      key="try"
      variant={triesFirst ? "primary" : "secondary"}
      disabled={!source || tooMany || pending === "import"}
      loading={pending === "try"}
      onClick={() => void start(true)}
    >
      Try it first
    </Button>
  );
  const forGood = (
    <Button
      key="import"
      variant={triesFirst ? "secondary" : "primary"}
      disabled={!source || tooMany || pending === "try"}
      loading={pending === "import"}
      onClick={() => void start(false)}
    >
      {options.publish ? "Import and publish" : "Import as drafts"}
    </Button>
  );
  const addressProblem = tooMany
    ? `These are ${articles} addresses; ${limits.urls} are the most at a time.`
    : (problem?.fields.urls ?? problem?.fields.sitemap ?? null);

  return (
    <Section
      title="Bring articles in"
      description="From files, from another help center’s export, or from web pages."
    >
      <div className="flex max-w-2xl flex-col gap-6">
        <Tabs
          label="Where the articles come from"
          value={from}
          onValueChange={setFrom}
          tabs={[
            { value: "file", label: "A file", panel: <FileSource chosen={file} onChoose={setFile} /> },
            {
              value: "pages",
              label: "Web pages",
              panel: <PagesSource pages={pages} problem={addressProblem} onChange={setPages} />,
            },
          ]}
        />
        <OptionFields
          options={options}
          categories={categories}
          problems={problem?.fields ?? {}}
          onChange={(change) => setOptions((now) => ({ ...now, ...change }))}
        />
        <div className="flex flex-col gap-3 border-line border-t pt-4">
          <p className="text-pretty text-sm text-text-muted">{consequenceOf(options, articles)}</p>
          {problem ? (
            <p role="alert" className="text-danger text-sm">
              {problem.message}
            </p>
          ) : null}
          <div className="flex flex-wrap items-center gap-2">
            {triesFirst ? [attempt, forGood] : [forGood, attempt]}
            <span className="text-sm text-text-muted">A try says what would happen and writes nothing.</span>
          </div>
        </div>
      </div>
    </Section>
  );
}

function sourceOf(
  from: "file" | "pages",
  file: ChosenFile | null,
  pages: Pages,
): Omit<StartImportInput, "options"> | null {
  if (from === "file") return file ? { uploadId: file.upload.id, kind: file.kind } : null;
  if (pages.from === "sitemap") return pages.sitemap.trim() ? { sitemap: pages.sitemap.trim() } : null;
  const urls = addressesIn(pages.urls);
  return urls.length > 0 ? { urls } : null;
}
