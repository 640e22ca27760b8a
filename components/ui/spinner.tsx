/** A small ring that turns while something is under way. Give it a label unless text beside it says what happens. */
import { clsx } from "clsx";
import { VisuallyHidden } from "./visually-hidden";

export function Spinner({
  label = "Loading",
  className,
}: {
  /** null when the words beside it already say it. */
  label?: string | null;
  className?: string;
}) {
  return (
    <span className={clsx("inline-flex", className)}>
      <svg
        viewBox="0 0 16 16"
        className="size-4 animate-spin"
        fill="none"
        stroke="currentColor"
        strokeWidth="2"
        aria-hidden="true"
      >
        <circle cx="8" cy="8" r="6" opacity="0.25" />
        <path d="M14 8a6 6 0 0 0-6-6" strokeLinecap="round" />
      </svg>
      {label === null ? null : <VisuallyHidden>{label}</VisuallyHidden>}
    </span>
  );
}
