/**
 * Buttons, and their look. No state of their own: usable in server and client components. In a file of their own,
 * because whatever is to weigh little (the pages of last resort) has no use for links.
 */
import { clsx } from "clsx";
import type { ComponentProps, ReactNode } from "react";
import { Spinner } from "./spinner";

export type ButtonVariant = "primary" | "secondary" | "quiet" | "danger";
export type ButtonSize = "sm" | "md" | "lg";

const base =
  "relative inline-flex shrink-0 select-none items-center justify-center gap-2 whitespace-nowrap rounded font-medium transition-colors touch:min-h-11 disabled:opacity-50 aria-disabled:opacity-50 [&_svg]:shrink-0";

const variants: Record<ButtonVariant, string> = {
  primary:
    "bg-accent text-on-accent enabled:hover:bg-accent-hover [a]:hover:bg-accent-hover enabled:active:bg-accent-pressed [a]:active:bg-accent-pressed",
  secondary:
    "border border-line bg-surface text-text enabled:hover:bg-hover [a]:hover:bg-hover enabled:active:bg-pressed [a]:active:bg-pressed data-popup-open:bg-hover",
  quiet:
    "text-text-muted enabled:hover:bg-hover enabled:hover:text-text [a]:hover:bg-hover [a]:hover:text-text enabled:active:bg-pressed [a]:active:bg-pressed data-popup-open:bg-hover data-popup-open:text-text",
  danger:
    "bg-danger text-on-danger enabled:hover:bg-danger-hover [a]:hover:bg-danger-hover enabled:active:bg-danger-pressed [a]:active:bg-danger-pressed",
};

const sizes: Record<ButtonSize, string> = {
  sm: "h-7 px-2 text-sm touch:px-3",
  md: "h-9 px-3 text-base",
  lg: "h-11 px-4 text-md",
};

const squares: Record<ButtonSize, string> = {
  sm: "size-7 touch:size-11",
  md: "size-9 touch:size-11",
  lg: "size-11",
};

/** The class of a button, for elements that another library renders (menu triggers, dialog closers). */
export function buttonClass(
  variant: ButtonVariant = "secondary",
  size: ButtonSize = "md",
  square = false,
): string {
  return clsx(base, variants[variant], square ? squares[size] : sizes[size], square && "text-base");
}

export type Look = { variant?: ButtonVariant; size?: ButtonSize; icon?: ReactNode };

export type ButtonProps = ComponentProps<"button"> &
  Look & {
    /** Shows a spinner in place of the label's colour, keeps focus and width, and ignores presses. */
    loading?: boolean;
  };

export function Button({
  variant,
  size,
  icon,
  loading = false,
  className,
  children,
  type = "button",
  onClick,
  ...rest
}: ButtonProps) {
  return (
    <button
      {...rest}
      // A loading submit button keeps focus, so it must not be able to submit again.
      type={loading ? "button" : type}
      aria-busy={loading || undefined}
      aria-disabled={loading || rest["aria-disabled"]}
      onClick={loading ? undefined : onClick}
      className={clsx(buttonClass(variant, size), className)}
    >
      {loading ? (
        <span className="absolute inset-0 flex items-center justify-center">
          <Spinner label={null} />
        </span>
      ) : null}
      <span className={clsx("inline-flex items-center gap-2", loading && "opacity-0")}>
        {icon}
        {children}
      </span>
    </button>
  );
}
