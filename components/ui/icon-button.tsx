"use client";
/** A square button with one icon; its label is its accessible name and its tooltip. */
import { clsx } from "clsx";
import { type ButtonProps, type ButtonSize, type ButtonVariant, buttonClass } from "./button";
import { Spinner } from "./spinner";
import { Tooltip } from "./tooltip";

export type IconButtonProps = Omit<ButtonProps, "aria-label" | "icon"> & {
  label: string;
  shortcut?: readonly string[];
  side?: "top" | "right" | "bottom" | "left";
  variant?: ButtonVariant;
  size?: ButtonSize;
};

export function IconButton({
  label,
  shortcut,
  side,
  variant = "quiet",
  size = "md",
  loading = false,
  className,
  children,
  type = "button",
  onClick,
  ...rest
}: IconButtonProps) {
  return (
    <Tooltip content={label} shortcut={shortcut} side={side}>
      <button
        {...rest}
        type={loading ? "button" : type}
        aria-label={label}
        aria-busy={loading || undefined}
        aria-disabled={loading || rest["aria-disabled"]}
        onClick={loading ? undefined : onClick}
        className={clsx(buttonClass(variant, size, true), className)}
      >
        {loading ? <Spinner label={null} /> : children}
      </button>
    </Tooltip>
  );
}
