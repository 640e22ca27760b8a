"use client";
/** One line of text. Inside a Field its label, hint and error are wired to it. */
import { Input as Base } from "@base-ui/react/input";
import { clsx } from "clsx";
import type { ComponentProps } from "react";

/** The look of every box that takes text; shared with textarea and select. */
export const controlClass =
  "w-full rounded border border-line-strong bg-surface text-base text-text transition-colors hover:border-text-faint focus-visible:outline-offset-0 disabled:bg-sunken disabled:text-text-faint disabled:border-line data-disabled:bg-sunken data-disabled:text-text-faint data-disabled:border-line data-invalid:border-danger aria-invalid:border-danger touch:text-md";

export type InputProps = Omit<ComponentProps<typeof Base>, "className" | "size" | "style"> & {
  size?: "sm" | "md" | "lg";
  className?: string;
};

const heights = { sm: "h-7 px-2", md: "h-9 px-3", lg: "h-11 px-3" };

export function Input({ size = "md", className, ...rest }: InputProps) {
  return (
    <Base {...rest} className={clsx(controlClass, heights[size], "touch:min-h-11 touch:px-3", className)} />
  );
}
