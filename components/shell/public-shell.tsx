/** The frame for people who are not signed in: the help center, signing in and up. */
import type { ReactNode } from "react";
import { ButtonLink } from "../ui/button";
import { Brand } from "./brand";
import { paths } from "./nav";
import { NavLink } from "./nav-link";
import { MAIN_ID, SkipLink } from "./skip-link";

export function PublicShell({
  /** Signed in already: the way back to their own pages stands where "Sign in" would. */
  home,
  /** On the sign-in page itself the button would lead nowhere. */
  hideSignIn = false,
  children,
}: {
  home?: { href: string; label: string } | null;
  hideSignIn?: boolean;
  children: ReactNode;
}) {
  return (
    <div className="flex min-h-dvh flex-col">
      <SkipLink />
      <header className="sticky top-0 z-30 border-line border-b bg-canvas print:hidden">
        <div className="mx-auto flex h-14 w-full max-w-5xl items-center gap-4 px-4">
          <Brand href={home?.href ?? paths.help} />
          <nav aria-label="Main" className="flex flex-1 items-center gap-1">
            <NavLink href={paths.help}>Help center</NavLink>
          </nav>
          {home ? (
            <ButtonLink href={home.href} variant="primary">
              {home.label}
            </ButtonLink>
          ) : hideSignIn ? null : (
            <ButtonLink href={paths.signIn} prefetch={false}>
              Sign in
            </ButtonLink>
          )}
        </div>
      </header>
      <main id={MAIN_ID} tabIndex={-1} className="flex flex-1 flex-col outline-none">
        {children}
      </main>
    </div>
  );
}

/** One narrow form in the middle: sign in, sign up, a forgotten password. */
export function FormPage({
  title,
  intro,
  footer,
  children,
}: {
  title: string;
  intro?: ReactNode;
  footer?: ReactNode;
  children: ReactNode;
}) {
  return (
    <div className="mx-auto flex w-full max-w-sm flex-col gap-6 px-4 pt-[12vh] pb-12">
      <div className="flex flex-col gap-1">
        <h1 className="font-semibold text-lg">{title}</h1>
        {intro ? <div className="text-text-muted">{intro}</div> : null}
      </div>
      {children}
      {footer ? <div className="text-text-muted">{footer}</div> : null}
    </div>
  );
}
