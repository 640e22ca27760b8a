"use client";
/** Addresses of pages, or of a sitemap that names them. */
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { RadioGroup } from "@/components/ui/radio-group";
import { Textarea } from "@/components/ui/textarea";
import { limits } from "@/lib/imports/limits";

export type Pages = { from: "urls" | "sitemap"; urls: string; sitemap: string };

/** One address a line; empty lines are no addresses. */
export const addressesIn = (text: string): string[] =>
  text
    .split(/[\s,]+/)
    .map((line) => line.trim())
    .filter(Boolean);

export function PagesSource({
  pages,
  problem,
  onChange,
}: {
  pages: Pages;
  problem: string | null;
  onChange: (pages: Pages) => void;
}) {
  const count = addressesIn(pages.urls).length;
  return (
    <div className="flex flex-col gap-4">
      <RadioGroup
        legend="Which pages"
        hideLegend
        value={pages.from}
        onValueChange={(from) => onChange({ ...pages, from })}
        items={[
          { value: "urls", label: "These pages" },
          { value: "sitemap", label: "All pages of a sitemap" },
        ]}
      />
      {pages.from === "urls" ? (
        <Field
          label="Addresses"
          hint={`One a line, beginning with https://. ${count > 0 ? `${count} of ${limits.urls} at a time.` : `Up to ${limits.urls} at a time.`}`}
          error={problem}
        >
          <Textarea
            rows={5}
            maxRows={16}
            value={pages.urls}
            spellCheck={false}
            placeholder="https://help.example.com/returns"
            onChange={(event) => onChange({ ...pages, urls: event.target.value })}
          />
        </Field>
      ) : (
        <Field
          label="Address of the sitemap"
          hint={`Its first ${limits.urls} pages are imported.`}
          error={problem}
        >
          <Input
            type="url"
            value={pages.sitemap}
            placeholder="https://help.example.com/sitemap.xml"
            onValueChange={(sitemap) => onChange({ ...pages, sitemap })}
          />
        </Field>
      )}
      <p className="text-pretty text-sm text-text-muted">
        Pages are fetched one after the other, at least a second apart, and only where the site’s robots.txt
        allows it. Menus, forms and scripts are left out.
      </p>
    </div>
  );
}
