"use client";
/** Several lines of text; grows with what is written up to `maxRows`, then scrolls. */
import { Field } from "@base-ui/react/field";
import { clsx } from "clsx";
import { type ComponentProps, useRef } from "react";
import { controlClass } from "./control-class";
import { useAutoGrow } from "./use-auto-grow";

const maxHeights = {
  4: "max-h-[calc(4lh+18px)]",
  8: "max-h-[calc(8lh+18px)]",
  16: "max-h-[calc(16lh+18px)]",
};

export type TextareaProps = Omit<ComponentProps<"textarea">, "ref"> & { maxRows?: keyof typeof maxHeights };

export function Textarea({ maxRows = 8, rows = 3, className, ...rest }: TextareaProps) {
  const ref = useRef<HTMLTextAreaElement>(null);
  useAutoGrow(ref);
  return (
    <Field.Control
      render={
        <textarea
          {...rest}
          ref={ref}
          rows={rows}
          className={clsx(
            controlClass,
            "field-sizing-content min-h-[calc(3lh+18px)] resize-none px-3 py-2",
            maxHeights[maxRows],
            className,
          )}
        />
      }
    />
  );
}
