/** The owner in a list: a small icon in a shape and colour of its own, with its name to see or to hear. */
import { clsx } from "clsx";
import { VisuallyHidden } from "../ui/visually-hidden";
import { ownerLook, ownerName } from "./owner";
import type { OwnerView } from "./types";

export function OwnerMark({
  owner,
  named = false,
  className,
}: {
  owner: OwnerView;
  /** Shows the name beside the icon. */
  named?: boolean;
  className?: string;
}) {
  const look = ownerLook(owner.kind);
  const Icon = look.icon;
  const name = ownerName(owner);
  return (
    <span className={clsx("inline-flex min-w-0 items-center gap-1.5", className)} title={name}>
      <span
        className={clsx(
          "inline-flex size-5 shrink-0 items-center justify-center",
          look.soft,
          look.text,
          look.shape,
        )}
      >
        <Icon aria-hidden="true" className="size-3" />
      </span>
      {named ? (
        <span className={clsx("truncate font-medium", look.text)}>{name}</span>
      ) : (
        <VisuallyHidden>{name}</VisuallyHidden>
      )}
    </span>
  );
}
