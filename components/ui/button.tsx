/** Buttons and links that look like buttons. No state of their own: usable in server and client components. */
import { clsx } from "clsx";
import Link from "next/link";
import type { ComponentProps } from "react";
import { buttonClass, type Look } from "./press-button";

export {
  Button,
  type ButtonProps,
  type ButtonSize,
  type ButtonVariant,
  buttonClass,
} from "./press-button";

export type ButtonLinkProps = ComponentProps<typeof Link> & Look;

export function ButtonLink({ variant, size, icon, className, children, ...rest }: ButtonLinkProps) {
  return (
    <Link {...rest} className={clsx(buttonClass(variant, size), className)}>
      {icon}
      {children}
    </Link>
  );
}
