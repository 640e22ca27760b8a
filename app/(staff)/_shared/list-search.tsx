"use client";
/** The search field above a list: asks a moment after the last key, at once on Enter; "/" leads to it. */
import { useEffect, useRef, useState } from "react";
import { SearchInput } from "@/components/ui/search-input";
import { useHotkeys } from "./use-hotkeys";

const PAUSE_MS = 350;

type Props = {
  label: string;
  placeholder: string;
  /** What the list shows now; a text that the address brings from elsewhere replaces what stands here. */
  value: string;
  loading: boolean;
  onSearch: (text: string) => void;
};

export function ListSearch({ label, placeholder, value, loading, onSearch }: Props) {
  const [text, setText] = useState(value);
  const [seen, setSeen] = useState(value);
  const [sent, setSent] = useState(value);
  if (value !== seen) {
    setSeen(value);
    if (value.trim() !== sent.trim()) {
      setSent(value);
      setText(value);
    }
  }
  const timer = useRef<ReturnType<typeof setTimeout>>(undefined);
  const field = useRef<HTMLInputElement>(null);
  useEffect(() => () => clearTimeout(timer.current), []);
  useHotkeys({ "/": () => field.current?.focus() });
  const search = (next: string) => {
    clearTimeout(timer.current);
    if (next.trim() === sent.trim()) return;
    setSent(next);
    onSearch(next);
  };
  return (
    <SearchInput
      ref={field}
      size="sm"
      label={label}
      placeholder={placeholder}
      hotkey="/"
      className="w-64 max-sm:w-full"
      maxLength={256}
      value={text}
      loading={loading}
      onValueChange={(next) => {
        setText(next);
        clearTimeout(timer.current);
        timer.current = setTimeout(() => search(next), PAUSE_MS);
      }}
      onKeyDown={(event) => {
        if (event.key === "Enter") search(text);
        if (event.key === "Escape") field.current?.blur();
      }}
    />
  );
}
