"use client";
/** A box to tick, with its label; `indeterminate` for "some of them". */
import { Checkbox as Base } from "@base-ui/react/checkbox";
import { clsx } from "clsx";
import { Check, Minus } from "lucide-react";
import type { ReactNode } from "react";

export type CheckboxProps = {
  /** Visible label; for a bare box in a table row pass `aria-label`. */
  label?: ReactNode;
  hint?: ReactNode;
  "aria-label"?: string;
  checked?: boolean;
  defaultChecked?: boolean;
  indeterminate?: boolean;
  onCheckedChange?: (checked: boolean, event: Event) => void;
  name?: string;
  value?: string;
  required?: boolean;
  disabled?: boolean;
  className?: string;
};

export function Checkbox({ label, hint, className, onCheckedChange, ...rest }: CheckboxProps) {
  const box = (
    <Base.Root
      {...rest}
      onCheckedChange={(checked, details) => onCheckedChange?.(checked, details.event)}
      className="relative flex size-4 shrink-0 items-center justify-center rounded-sm border border-line-strong bg-surface text-on-accent transition-colors before:absolute before:-inset-2 before:content-[''] hover:border-accent active:border-accent-pressed data-checked:border-accent data-checked:bg-accent data-indeterminate:border-accent data-indeterminate:bg-accent data-invalid:border-danger data-disabled:opacity-50 touch:before:-inset-[14px]"
    >
      <Base.Indicator className="flex data-unchecked:hidden">
        {rest.indeterminate ? (
          <Minus aria-hidden="true" strokeWidth={3} className="size-3" />
        ) : (
          <Check aria-hidden="true" strokeWidth={3} className="size-3" />
        )}
      </Base.Indicator>
    </Base.Root>
  );
  if (label === undefined) return box;
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: Base UI's checkbox inside is the labelled control
    <label
      className={clsx(
        "flex items-start gap-2 text-base touch:min-h-11 touch:items-center",
        rest.disabled && "text-text-faint",
        className,
      )}
    >
      <span className="flex h-5 items-center">{box}</span>
      <span className="flex flex-col">
        {label}
        {hint ? <span className="text-sm text-text-muted">{hint}</span> : null}
      </span>
    </label>
  );
}
