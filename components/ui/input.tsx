"use client";
/** One line of text. Inside a Field its label, hint and error are wired to it. */
import { Input as Base } from "@base-ui/react/input";
import { clsx } from "clsx";
import type { ComponentProps } from "react";
import { controlClass } from "./control-class";

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
