"use client";
/** Several lines of text; grows with what is written up to `maxRows`, then scrolls. */
import { Field } from "@base-ui/react/field";
import { clsx } from "clsx";
import { type ComponentProps, type RefObject, useLayoutEffect, useRef } from "react";
import { controlClass } from "./input";

/**
 * Grows a textarea to its content where the browser cannot do it itself (`field-sizing: content`).
 * The limit is the element's own max-height.
 */
export function useAutoGrow(ref: RefObject<HTMLTextAreaElement | null>): void {
  useLayoutEffect(() => {
    const element = ref.current;
    if (!element || CSS.supports("field-sizing", "content")) return;
    element.style.height = "auto";
    const borders = element.offsetHeight - element.clientHeight;
    element.style.height = `${element.scrollHeight + borders}px`;
  });
}

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
