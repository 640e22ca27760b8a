/** The frame of a signed-in customer's pages: one bar at the top, everything else is the page's. */
import type { ReactNode } from "react";
import { OfflineBanner } from "../ui/offline-banner";
import { Brand } from "./brand";
import { customerNav, paths } from "./nav";
import { NavLink } from "./nav-link";
import { PhoneNav } from "./phone-nav";
import { MAIN_ID, SkipLink } from "./skip-link";

export type CustomerShellProps = {
  /** An AccountMenu with its sign-out wired by the page's client leaf. */
  accountMenu: ReactNode;
  /** Replaces the plain offline banner by one that also knows the live connection. */
  banner?: ReactNode;
  children: ReactNode;
};

export function CustomerShell({ accountMenu, banner = <OfflineBanner />, children }: CustomerShellProps) {
  return (
    <div className="flex min-h-dvh flex-col has-data-fill:h-dvh">
      <SkipLink />
      <header className="sticky top-0 z-30 border-line border-b bg-canvas print:hidden">
        <div className="mx-auto flex h-14 w-full max-w-5xl items-center gap-4 px-4 max-md:gap-2 max-md:px-2">
          <span className="md:hidden">
            <PhoneNav entries={customerNav} />
          </span>
          <Brand href={paths.chat} />
          <nav aria-label="Main" className="flex flex-1 gap-1 max-md:hidden">
            {customerNav.map((entry) => (
              <NavLink key={entry.href} href={entry.href}>
                {entry.label}
              </NavLink>
            ))}
          </nav>
          <span className="ml-auto">{accountMenu}</span>
        </div>
        {banner}
      </header>
      <main id={MAIN_ID} tabIndex={-1} className="flex min-h-0 flex-1 flex-col outline-none">
        {children}
      </main>
    </div>
  );
}

/** For a page that scrolls inside itself, such as the chat: exactly the height that the bar leaves. */
export function BelowBar({ children }: { children: ReactNode }) {
  return (
    <div data-fill className="flex min-h-0 flex-1 flex-col">
      {children}
    </div>
  );
}

/** For a page that scrolls as a whole: one readable column. */
export function Column({ wide = false, children }: { wide?: boolean; children: ReactNode }) {
  return (
    <div
      className={`mx-auto flex w-full flex-1 flex-col gap-6 px-4 py-6 text-md ${wide ? "max-w-5xl" : "max-w-180"}`}
    >
      {children}
    </div>
  );
}
