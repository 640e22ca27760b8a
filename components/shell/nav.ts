/** Where the main pages are and what they are called. Pure; the shells draw it, links elsewhere use `paths`. */

export const paths = {
  chat: "/chat",
  conversations: "/conversations",
  tickets: "/tickets",
  help: "/help",
  account: "/account",
  memory: "/account/memory",
  signIn: "/sign-in",
  signUp: "/sign-up",
  staff: {
    inbox: "/staff/inbox",
    tickets: "/staff/tickets",
    knowledge: "/staff/knowledge",
    people: "/staff/people",
    settings: "/staff/settings/assistant",
    account: "/staff/account",
  },
} as const;

export type NavEntry = { href: string; label: string };

export const customerNav: readonly NavEntry[] = [
  { href: paths.chat, label: "Chat" },
  { href: paths.conversations, label: "My conversations" },
  { href: paths.tickets, label: "My tickets" },
  { href: paths.help, label: "Help center" },
];

/** The parts of the knowledge base, as the team works on it. */
export const knowledgeNav: readonly NavEntry[] = [
  { href: paths.staff.knowledge, label: "Articles" },
  { href: `${paths.staff.knowledge}/gaps`, label: "Gaps" },
  { href: `${paths.staff.knowledge}/checks`, label: "Checks" },
  { href: `${paths.staff.knowledge}/import`, label: "Import and export" },
  { href: `${paths.staff.knowledge}/search`, label: "Search" },
  { href: `${paths.staff.knowledge}/categories`, label: "Categories" },
];

/** A page is current when it is the entry's own or lies below it. */
export function isCurrent(href: string, pathname: string): boolean {
  return pathname === href || pathname.startsWith(`${href}/`);
}
