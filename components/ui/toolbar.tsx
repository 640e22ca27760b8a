"use client";
/** A row of icon buttons that is one stop of the Tab key; the arrow keys move inside it. */
import { Toolbar as Base } from "@base-ui/react/toolbar";
import { clsx } from "clsx";
import type { ReactNode } from "react";
import { IconButton, type IconButtonProps } from "./icon-button";

export function Toolbar({
  label,
  className,
  children,
}: {
  label: string;
  className?: string;
  children: ReactNode;
}) {
  return (
    <Base.Root aria-label={label} className={clsx("flex items-center gap-0.5", className)}>
      {children}
    </Base.Root>
  );
}

export function ToolbarButton({ disabled, size = "sm", ...rest }: IconButtonProps) {
  return <Base.Button disabled={disabled} render={<IconButton {...rest} size={size} />} />;
}

export function ToolbarSeparator() {
  return <Base.Separator className="mx-1 h-4 w-px bg-line" />;
}
