"use client";
/** One of a few choices that are all worth reading; each may carry a hint. */
import { Radio } from "@base-ui/react/radio";
import { RadioGroup as Base } from "@base-ui/react/radio-group";
import { clsx } from "clsx";
import type { ReactNode } from "react";

export type RadioItem<T extends string = string> = {
  value: T;
  label: ReactNode;
  hint?: ReactNode;
  disabled?: boolean;
};

export type RadioGroupProps<T extends string> = {
  /** The question; give it here unless a Field around the group carries it. */
  legend?: string;
  hideLegend?: boolean;
  items: readonly RadioItem<T>[];
  value?: T;
  defaultValue?: T;
  onValueChange?: (value: T) => void;
  name?: string;
  disabled?: boolean;
  className?: string;
};

export function RadioGroup<T extends string>({
  legend,
  hideLegend = false,
  items,
  onValueChange,
  className,
  ...rest
}: RadioGroupProps<T>) {
  const group = (
    <Base
      {...rest}
      aria-label={legend}
      onValueChange={(value) => onValueChange?.(value as T)}
      className={clsx("flex flex-col gap-2", className)}
    >
      {items.map((item) => (
        // biome-ignore lint/a11y/noLabelWithoutControl: Base UI's radio inside is the labelled control
        <label
          key={item.value}
          className={clsx(
            "flex items-start gap-2 text-base touch:min-h-11",
            (item.disabled || rest.disabled) && "text-text-faint",
          )}
        >
          <span className="flex h-5 items-center">
            <Radio.Root
              value={item.value}
              disabled={item.disabled}
              className="flex size-4 shrink-0 items-center justify-center rounded-full border border-line-strong bg-surface transition-colors hover:border-accent active:border-accent-pressed data-checked:border-accent data-checked:bg-accent data-invalid:border-danger data-disabled:opacity-50"
            >
              <Radio.Indicator className="size-1.5 rounded-full bg-on-accent data-unchecked:hidden" />
            </Radio.Root>
          </span>
          <span className="flex flex-col">
            {item.label}
            {item.hint ? <span className="text-sm text-text-muted">{item.hint}</span> : null}
          </span>
        </label>
      ))}
    </Base>
  );
  if (!legend || hideLegend) return group;
  return (
    <div className="flex flex-col gap-2">
      <span aria-hidden="true" className="font-medium text-sm">
        {legend}
      </span>
      {group}
    </div>
  );
}
