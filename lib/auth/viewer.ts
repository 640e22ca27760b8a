/**
 * Who is asking. Every query and command takes a viewer first, and only this file makes one: the brand
 * below cannot be forged by an object literal. Pure, so that rules and pages can name the types.
 */
declare const made: unique symbol;
type Made = { readonly [made]: true };

export type Role = "customer" | "agent" | "manager";

/** Nobody has signed in. Sees the public help center. */
export type VisitorViewer = Made & { readonly kind: "visitor" };
export type CustomerViewer = Made & {
  readonly kind: "customer";
  readonly userId: string;
  readonly name: string;
  readonly sessionId: string;
};
export type StaffViewer = Made & {
  readonly kind: "staff";
  readonly role: "agent" | "manager";
  readonly userId: string;
  readonly name: string;
  readonly sessionId: string;
};
/** The assistant, for one customer in one conversation, under one ownership (epoch), in one claim of one run. */
export type AssistantViewer = Made & {
  readonly kind: "assistant";
  readonly customerId: string;
  readonly conversationId: string;
  readonly runId: string;
  readonly epoch: number;
  /** Which claim of the run this is: a process that was taken for dead holds an older one. */
  readonly attempt: number;
};
/** A named job of Baton itself. */
export type SystemViewer = Made & { readonly kind: "system"; readonly job: string };

export type UserViewer = CustomerViewer | StaffViewer;
export type Viewer = VisitorViewer | UserViewer | AssistantViewer | SystemViewer;

const make = <V extends Viewer>(fields: Omit<V, typeof made>) => Object.freeze(fields) as V;

export const visitorViewer = (): VisitorViewer => make<VisitorViewer>({ kind: "visitor" });

/** From a live session row only; see `lib/auth/session.ts`. */
export function userViewer(user: {
  userId: string;
  name: string;
  role: Role;
  sessionId: string;
}): UserViewer {
  const { userId, name, sessionId } = user;
  return user.role === "customer"
    ? make<CustomerViewer>({ kind: "customer", userId, name, sessionId })
    : make<StaffViewer>({ kind: "staff", role: user.role, userId, name, sessionId });
}

/** From a claimed run only; see `lib/assistant/turn.ts`. */
export const assistantViewer = (run: {
  customerId: string;
  conversationId: string;
  runId: string;
  epoch: number;
  attempt: number;
}): AssistantViewer => make<AssistantViewer>({ kind: "assistant", ...run });

export const systemViewer = (job: string): SystemViewer => make<SystemViewer>({ kind: "system", job });

/** Who an event or message says did it. */
export function actorOf(viewer: Viewer): {
  actorKind: "customer" | "assistant" | "staff" | "system";
  actorId: string | null;
} {
  switch (viewer.kind) {
    case "customer":
      return { actorKind: "customer", actorId: viewer.userId };
    case "staff":
      return { actorKind: "staff", actorId: viewer.userId };
    case "assistant":
      return { actorKind: "assistant", actorId: null };
    case "visitor":
    case "system":
      return { actorKind: "system", actorId: null };
  }
}
