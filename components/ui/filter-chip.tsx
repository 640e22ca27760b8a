"use client";
/** One condition of a list, readable as part of a sentence: "Status is open". */
import { clsx } from "clsx";
import { X } from "lucide-react";
import type { ComponentProps } from "react";

export type FilterChipProps = Omit<ComponentProps<"button">, "value" | "children"> & {
  field: string;
  /** "is", "is any of", "is not", "after". */
  verb?: string;
  value: string;
  onRemove?: () => void;
};

/** The words are a button (pass it to Popover as its trigger to edit), the cross removes the condition. */
export function FilterChip({ field, verb = "is", value, onRemove, className, ...rest }: FilterChipProps) {
  const sentence = `${field} ${verb} ${value}`;
  return (
    <span
      className={clsx(
        "inline-flex h-7 max-w-full items-stretch rounded border border-line bg-surface text-sm touch:h-11",
        className,
      )}
    >
      <button
        type="button"
        {...rest}
        className="flex min-w-0 items-center gap-1 rounded-l px-2 transition-colors hover:bg-hover active:bg-pressed disabled:opacity-50 data-popup-open:bg-hover"
      >
        <span className="text-text-muted">
          {field} {verb}
        </span>
        <span className="truncate font-medium">{value}</span>
      </button>
      {onRemove ? (
        <button
          type="button"
          aria-label={`Remove filter: ${sentence}`}
          onClick={onRemove}
          disabled={rest.disabled}
          className="flex w-7 shrink-0 items-center justify-center rounded-r border-line border-l text-text-muted transition-colors hover:bg-hover hover:text-text active:bg-pressed disabled:opacity-50 touch:w-11"
        >
          <X aria-hidden="true" className="size-3.5" />
        </button>
      ) : null}
    </span>
  );
}
