/** A link in running text, to a page of Baton's own. Links that people wrote go through components/markdown. */
import { clsx } from "clsx";
import Link from "next/link";
import type { ComponentProps } from "react";

export const linkClass =
  "rounded-sm text-accent underline decoration-accent/40 underline-offset-2 transition-colors hover:text-accent-hover hover:decoration-current active:text-accent-pressed";

export function TextLink({ className, ...rest }: ComponentProps<typeof Link>) {
  return <Link {...rest} className={clsx(linkClass, className)} />;
}
