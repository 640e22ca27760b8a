/**
 * The permission table: who may do what, on one screen. Whether they may do it to *this* row is decided by
 * visibility (queries) and by the lifecycle; this decides by role. Pure.
 */
import { AppError } from "@/lib/core/errors";
import type { Viewer } from "./viewer";

export type Holder = "visitor" | "customer" | "agent" | "manager" | "assistant" | "system";

const everyone = ["visitor", "customer", "agent", "manager", "assistant", "system"] as const;
const signedIn = ["customer", "agent", "manager"] as const;
const staff = ["agent", "manager"] as const;

export const permissions = {
  "account.create": ["visitor"],
  "account.read": signedIn,
  "account.update": [...signedIn, "assistant"],
  "session.revoke": signedIn,
  "conversation.start": ["customer"],
  "conversation.read": [...signedIn, "assistant", "system"],
  "conversation.askForPerson": ["customer", "assistant", "system"],
  "conversation.cancelWaiting": ["customer"],
  "conversation.takeOver": staff,
  "conversation.claim": staff,
  "conversation.release": staff,
  "conversation.handBack": staff,
  "conversation.sweep": ["system"],
  "conversation.resolve": [...signedIn, "system"],
  "conversation.type": signedIn,
  "conversation.attend": staff,
  "conversation.markRead": signedIn,
  "message.post": ["customer"],
  "message.rate": ["customer"],
  "message.reply": staff,
  "message.note": staff,
  "message.answer": ["assistant", "system"],
  "run.read": [...signedIn, "assistant", "system"],
  "run.stop": signedIn,
  "run.trace": staff,
  "run.work": ["assistant", "system"],
  "run.recover": ["system"],
  "tool.readPolicy": [...staff, "assistant", "system"],
  "tool.setPolicy": ["manager"],
  "approval.read": signedIn,
  "approval.decide": staff,
  "approval.withdraw": ["customer"],
  "ticket.read": [...signedIn, "assistant", "system"],
  "ticket.open": [...signedIn, "assistant"],
  "ticket.comment": [...signedIn, "assistant"],
  "ticket.update": [...staff, "assistant", "customer"],
  "ticket.assign": staff,
  "customer.read": [...signedIn, "assistant"],
  "customer.list": staff,
  "memory.read": [...signedIn, "assistant"],
  "memory.remember": ["assistant"],
  "memory.rememberEpisode": ["system"],
  "memory.manage": ["customer"],
  "people.list": ["manager"],
  "people.manage": ["manager"],
  "article.read": everyone,
  "article.write": [...staff, "system"],
  "article.rate": ["visitor", "customer"],
  "article.publish": ["manager", "system"],
  "article.sweep": ["system"],
  "gap.read": staff,
  "gap.decide": staff,
  "gap.collect": ["system"],
  "article.import": ["manager", "system"],
  "article.export": [...staff, "system"],
  "import.read": [...staff, "system"],
  "synonym.manage": ["manager"],
  "product.read": everyone,
  "order.read": [...signedIn, "assistant", "system"],
  "refund.request": ["assistant"],
  "effect.read": ["customer"],
  "effect.undo": ["customer"],
  "identity.check": ["assistant"],
  "identity.judge": ["system"],
  "identity.prove": ["customer"],
  "notification.send": [...staff, "assistant", "system"],
  "manager.alert": ["system"],
  "notification.read": [...signedIn, "assistant"],
  "event.read": [...signedIn, "system"],
  "event.replay": ["system"],
} as const satisfies Record<string, readonly Holder[]>;

export type Permission = keyof typeof permissions;

export const holderOf = (viewer: Viewer): Holder => (viewer.kind === "staff" ? viewer.role : viewer.kind);

export function may(viewer: Viewer, permission: Permission): boolean {
  return (permissions[permission] as readonly Holder[]).includes(holderOf(viewer));
}

/** Throws `unauthenticated` for a visitor, `forbidden` for everyone else who lacks the permission. */
export function authorize(viewer: Viewer, permission: Permission): void {
  if (may(viewer, permission)) return;
  if (viewer.kind === "visitor") throw new AppError("unauthenticated", "Sign in to do this.");
  throw new AppError("forbidden", "You are not allowed to do this.");
}
