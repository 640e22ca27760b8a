/** A person by initials, in one of four neutral tones that follows the name. Never a remote picture. */
import { clsx } from "clsx";
import { initials } from "../format";

const tones = [
  "bg-sunken text-text-muted",
  "bg-hover text-text",
  "bg-pressed text-text",
  "border border-line bg-surface text-text-muted",
] as const;

const sizes = { sm: "size-5 text-[10px]", md: "size-7 text-xs", lg: "size-10 text-base" };

/** The same name always gets the same tone. */
export function toneOf(name: string): string {
  let sum = 0;
  for (const character of name.toLowerCase()) sum = (sum * 31 + (character.codePointAt(0) ?? 0)) >>> 0;
  return tones[sum % tones.length] ?? tones[0];
}

export function Avatar({
  name,
  size = "md",
  labelled = false,
  className,
}: {
  name: string;
  size?: keyof typeof sizes;
  /** Set when no text beside it says the name. */
  labelled?: boolean;
  className?: string;
}) {
  return (
    <span
      {...(labelled ? { role: "img", "aria-label": name, title: name } : { "aria-hidden": true })}
      className={clsx(
        "inline-flex shrink-0 select-none items-center justify-center rounded-full font-semibold",
        toneOf(name),
        sizes[size],
        className,
      )}
    >
      {initials(name)}
    </span>
  );
}
