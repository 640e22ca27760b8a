"use client";
/** Chooses a language: one of the usual ones from a list, any other by its tag. */
import { useState } from "react";
import { Field } from "@/components/ui/field";
import { Input } from "@/components/ui/input";
import { Select } from "@/components/ui/select";
import { languageName } from "./addresses";

const OTHER = "other";
const tagOf = (typed: string): string => typed.trim().toLowerCase();

export function LanguageField({
  offered,
  initial,
  error,
  onChange,
}: {
  offered: readonly string[];
  /** One of the offered, or none yet. */
  initial: string | null;
  error: string | null;
  /** The tag in lower case; empty while nothing is chosen or typed. */
  onChange: (language: string) => void;
}) {
  const [choice, setChoice] = useState(initial);
  const [tag, setTag] = useState("");
  return (
    <>
      <Field label="Language" error={choice === OTHER ? null : error}>
        <Select
          items={[
            ...offered.map((value) => ({ value, label: languageName(value) })),
            { value: OTHER, label: "Another one" },
          ]}
          value={choice}
          onValueChange={(next) => {
            setChoice(next);
            onChange(next === OTHER ? tagOf(tag) : next);
          }}
        />
      </Field>
      {choice === OTHER ? (
        <Field label="Its tag" hint="As in de, pt-br or zh-hant" error={error}>
          <Input
            value={tag}
            maxLength={12}
            autoCapitalize="off"
            spellCheck={false}
            onValueChange={(text) => {
              setTag(text);
              onChange(tagOf(text));
            }}
          />
        </Field>
      ) : null}
    </>
  );
}
