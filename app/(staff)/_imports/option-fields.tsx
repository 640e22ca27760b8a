"use client";
/** What is done with the articles, and what holds where the source does not say. */
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { RadioGroup } from "@/components/ui/radio-group";
import { Select } from "@/components/ui/select";
import type { ImportOptions } from "@/lib/imports/schema";

export type CategoryChoice = { id: string; label: string };

const audiences = [
  { value: "public", label: "Everybody" },
  { value: "customers", label: "Signed-in customers" },
  { value: "staff", label: "The team" },
] as const;

export function OptionFields({
  options,
  categories,
  problems,
  onChange,
}: {
  options: ImportOptions;
  categories: readonly CategoryChoice[];
  problems: Readonly<Record<string, string>>;
  onChange: (change: Partial<ImportOptions>) => void;
}) {
  return (
    <div className="flex flex-col gap-6">
      <RadioGroup
        legend="What happens to the articles"
        value={options.publish ? "publish" : "draft"}
        onValueChange={(value) => onChange({ publish: value === "publish" })}
        items={[
          {
            value: "draft",
            label: "Keep them as drafts",
            hint: "Only the team sees them until they are published.",
          },
          {
            value: "publish",
            label: "Publish them at once",
            hint: "Readers and the assistant find each as soon as it is imported.",
          },
        ]}
      />
      <fieldset className="flex flex-col gap-3">
        <legend className="pb-1 font-medium text-sm">Where the source does not say</legend>
        <div className="grid gap-4 sm:grid-cols-3">
          <Field label="Who may read them">
            <Select
              items={audiences}
              value={options.audience}
              onValueChange={(audience) => onChange({ audience })}
            />
          </Field>
          <Field label="Category">
            <Select
              items={categories.map(({ id, label }) => ({ value: id, label }))}
              value={options.category}
              onValueChange={(category) => onChange({ category })}
            />
          </Field>
          <Field label="Language" hint="Such as en, de or pt-br" error={problems["options.language"] ?? null}>
            <Input
              value={options.language}
              autoCapitalize="none"
              spellCheck={false}
              maxLength={12}
              onValueChange={(language) => onChange({ language })}
            />
          </Field>
        </div>
      </fieldset>
      <RadioGroup
        legend="Categories that are not here yet"
        value={options.unknownCategories}
        onValueChange={(unknownCategories) => onChange({ unknownCategories })}
        items={[
          { value: "create", label: "Add them" },
          { value: "default", label: "File their articles under the category above" },
        ]}
      />
    </div>
  );
}
