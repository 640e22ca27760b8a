"use client";
/** A control with its label, hint and error, wired by aria. Put one control from this folder inside. */
import { Field as Base } from "@base-ui/react/field";
import { clsx } from "clsx";
import { CircleAlert } from "lucide-react";
import type { ReactNode } from "react";

export type FieldProps = {
  label: ReactNode;
  /** Keeps the label for screen readers only. */
  hideLabel?: boolean;
  hint?: ReactNode;
  /** What is wrong and how to mend it; marks the control as invalid. */
  error?: string | null;
  optional?: boolean;
  name?: string;
  disabled?: boolean;
  className?: string;
  children: ReactNode;
};

export function Field({
  label,
  hideLabel = false,
  hint,
  error,
  optional = false,
  name,
  disabled,
  className,
  children,
}: FieldProps) {
  return (
    <Base.Root
      name={name}
      disabled={disabled}
      invalid={Boolean(error)}
      className={clsx("flex flex-col gap-1", className)}
    >
      <Base.Label className={hideLabel ? "sr-only" : "font-medium text-sm text-text"}>
        {label}
        {optional ? <span className="font-normal text-text-muted"> (optional)</span> : null}
      </Base.Label>
      {children}
      {hint ? <Base.Description className="text-sm text-text-muted">{hint}</Base.Description> : null}
      {error ? (
        <Base.Error match className="flex items-start gap-1 text-danger text-sm">
          <CircleAlert aria-hidden="true" className="mt-0.5 size-4 shrink-0" />
          {error}
        </Base.Error>
      ) : null}
    </Base.Root>
  );
}
