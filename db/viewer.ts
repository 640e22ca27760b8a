/**
 * What the database has to know about who is asking. `lib/auth/viewer.ts` makes these; this file only
 * gives them a shape, so that the door below does not depend on the rooms above.
 */
export type DbViewer =
  | { readonly kind: "visitor" }
  | { readonly kind: "customer"; readonly userId: string }
  | { readonly kind: "staff"; readonly role: "agent" | "manager"; readonly userId: string }
  | { readonly kind: "assistant"; readonly customerId: string; readonly conversationId: string }
  | { readonly kind: "system"; readonly job: string };

/** The values of the transaction settings that the row-level policies read. */
export function viewerSettings(viewer: DbViewer) {
  const none = { user: "", customer: "", conversation: "" };
  switch (viewer.kind) {
    case "visitor":
      return { ...none, viewer: "visitor" };
    case "customer":
      return { ...none, viewer: "customer", user: viewer.userId, customer: viewer.userId };
    case "staff":
      return { ...none, viewer: viewer.role, user: viewer.userId };
    case "assistant":
      return {
        ...none,
        viewer: "assistant",
        customer: viewer.customerId,
        conversation: viewer.conversationId,
      };
    case "system":
      return { ...none, viewer: "system" };
  }
}
