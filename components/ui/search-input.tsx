"use client";
/** A search field with its icon, a clear button and, if there is one, the key that leads to it. */
import { clsx } from "clsx";
import { Search, X } from "lucide-react";
import { type ComponentProps, useRef } from "react";
import { controlClass } from "./control-class";
import { Kbd } from "./kbd";
import { Spinner } from "./spinner";

export type SearchInputProps = Omit<ComponentProps<"input">, "size" | "type" | "onChange" | "value"> & {
  /** Its accessible name: "Search tickets". */
  label: string;
  value?: string;
  onValueChange?: (value: string) => void;
  /** The key shown while it is empty; binding it is the screen's task. */
  hotkey?: string;
  loading?: boolean;
  size?: "sm" | "md" | "lg";
};

const heights = { sm: "h-7 text-sm", md: "h-9", lg: "h-11 text-md" };

export function SearchInput({
  label,
  value,
  onValueChange,
  hotkey,
  loading = false,
  size = "md",
  placeholder = label,
  className,
  ref,
  ...rest
}: SearchInputProps) {
  const own = useRef<HTMLInputElement>(null);
  const clear = () => {
    onValueChange?.("");
    own.current?.focus();
  };
  return (
    <span className={clsx("relative block h-fit", className)}>
      <span
        aria-hidden="true"
        className="pointer-events-none absolute inset-y-0 left-3 flex items-center text-text-muted"
      >
        {loading ? <Spinner label={null} /> : <Search className="size-4" />}
      </span>
      <input
        {...rest}
        ref={(element) => {
          own.current = element;
          if (typeof ref === "function") return ref(element);
          if (ref) ref.current = element;
        }}
        type="search"
        aria-label={label}
        placeholder={placeholder}
        value={value}
        onChange={(event) => onValueChange?.(event.currentTarget.value)}
        className={clsx(
          controlClass,
          heights[size],
          "pr-9 pl-9 [&::-webkit-search-cancel-button]:hidden touch:min-h-11",
        )}
      />
      {value ? (
        <button
          type="button"
          aria-label="Clear search"
          onClick={clear}
          className="absolute inset-y-0 right-0 flex w-9 items-center justify-center rounded text-text-muted hover:text-text active:text-text touch:w-11"
        >
          <X aria-hidden="true" className="size-4" />
        </button>
      ) : hotkey ? (
        <span className="pointer-events-none absolute inset-y-0 right-3 flex items-center">
          <Kbd keys={[hotkey]} />
        </span>
      ) : null}
    </span>
  );
}
