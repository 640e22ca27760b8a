/** The frame of the staff's pages: a slim rail at the left, at the foot on phones; the rest is work. */
import { BookOpen, Inbox, LibraryBig, Settings2, Ticket, Users } from "lucide-react";
import type { ReactNode } from "react";
import { OfflineBanner } from "../ui/offline-banner";
import { Brand } from "./brand";
import { paths } from "./nav";
import { RailLink } from "./rail-link";
import { MAIN_ID, SkipLink } from "./skip-link";

export type StaffShellProps = {
  role: "agent" | "manager";
  /** Conversations that wait for a person. */
  waiting: number;
  /** An AccountMenu with `side="right"`. */
  accountMenu: ReactNode;
  /** More rail links, in the order shown. */
  more?: ReactNode;
  /** Replaces the plain offline banner by one that also knows the live connection. */
  banner?: ReactNode;
  children: ReactNode;
};

export function StaffShell({
  role,
  waiting,
  accountMenu,
  more,
  banner = <OfflineBanner />,
  children,
}: StaffShellProps) {
  return (
    <div className="flex h-dvh flex-row text-sm max-sm:flex-col-reverse">
      <SkipLink />
      <header className="flex w-14 shrink-0 flex-col items-center gap-4 border-line border-r bg-canvas py-3 max-sm:h-14 max-sm:w-full max-sm:flex-row max-sm:justify-between max-sm:border-t max-sm:border-r-0 max-sm:px-4 max-sm:py-0">
        <span className="max-sm:hidden">
          <Brand href={paths.staff.inbox} compact />
        </span>
        <nav
          aria-label="Main"
          className="flex flex-1 flex-col items-center gap-2 max-sm:flex-row max-sm:justify-around"
        >
          <RailLink
            href={paths.staff.inbox}
            label="Inbox"
            icon={<Inbox aria-hidden="true" />}
            count={waiting}
            countLabel="waiting"
          />
          <RailLink href={paths.staff.tickets} label="Tickets" icon={<Ticket aria-hidden="true" />} />
          <RailLink href={paths.staff.knowledge} label="Knowledge" icon={<LibraryBig aria-hidden="true" />} />
          {role === "manager" ? (
            <>
              <RailLink href={paths.staff.people} label="People" icon={<Users aria-hidden="true" />} />
              <RailLink
                href={paths.staff.settings}
                label="Settings"
                icon={<Settings2 aria-hidden="true" />}
              />
            </>
          ) : null}
          {more}
          <RailLink href={paths.help} label="Help center" icon={<BookOpen aria-hidden="true" />} />
        </nav>
        {accountMenu}
      </header>
      <div className="flex min-h-0 min-w-0 flex-1 flex-col">
        {banner}
        <main id={MAIN_ID} tabIndex={-1} className="flex min-h-0 flex-1 flex-col overflow-auto outline-none">
          {children}
        </main>
      </div>
    </div>
  );
}
