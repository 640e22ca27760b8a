import { actRoute } from "@/app/api/v1/conversations/act";
import { signedIn } from "@/lib/auth/narrow";
import { resolve } from "@/lib/conversations/commands";

export const POST = actRoute({
  name: "resolve",
  summary: "Mark it as resolved",
  permission: "conversation.resolve",
  act: (viewer, id) => resolve(signedIn(viewer), id),
});
