"use client";
/** A setting that takes effect at once. What is saved by a button is a checkbox. */
import { Switch as Base } from "@base-ui/react/switch";
import { clsx } from "clsx";
import type { ReactNode } from "react";

export type SwitchProps = {
  label: ReactNode;
  hideLabel?: boolean;
  hint?: ReactNode;
  checked?: boolean;
  defaultChecked?: boolean;
  onCheckedChange?: (checked: boolean) => void;
  name?: string;
  disabled?: boolean;
  className?: string;
};

export function Switch({ label, hideLabel = false, hint, className, onCheckedChange, ...rest }: SwitchProps) {
  return (
    // biome-ignore lint/a11y/noLabelWithoutControl: Base UI's switch inside is the labelled control
    <label
      className={clsx(
        "flex items-start justify-between gap-4 text-base touch:min-h-11 touch:items-center",
        rest.disabled && "text-text-faint",
        className,
      )}
    >
      <span className={hideLabel ? "sr-only" : "flex flex-col"}>
        {label}
        {hint ? <span className="text-sm text-text-muted">{hint}</span> : null}
      </span>
      <Base.Root
        {...rest}
        onCheckedChange={(checked) => onCheckedChange?.(checked)}
        className="flex h-5 w-9 shrink-0 items-center rounded-full border border-line-strong bg-sunken p-0.5 transition-colors hover:border-text-faint data-checked:border-accent data-checked:bg-accent data-disabled:opacity-50"
      >
        <Base.Thumb className="size-3.5 rounded-full bg-text-muted transition-[translate,background-color] data-checked:translate-x-4 data-checked:bg-on-accent" />
      </Base.Root>
    </label>
  );
}
