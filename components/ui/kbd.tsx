/** Keys as they are printed on the keyboard. Decorative beside a control that names itself, hence hidden from readers. */
import { clsx } from "clsx";

export function Kbd({
  keys,
  onInk = false,
  className,
}: {
  keys: readonly string[];
  /** On a tooltip's dark ground. */
  onInk?: boolean;
  className?: string;
}) {
  return (
    <span aria-hidden="true" className={clsx("inline-flex gap-1", className)}>
      {keys.map((key) => (
        <kbd
          key={key}
          className={clsx(
            "inline-flex h-4 min-w-4 items-center justify-center rounded-sm px-1 font-sans text-xs",
            onInk ? "border border-on-ink/30" : "border border-line bg-sunken text-text-muted",
          )}
        >
          {key}
        </kbd>
      ))}
    </span>
  );
}
