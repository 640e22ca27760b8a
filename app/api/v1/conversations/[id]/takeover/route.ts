import { actRoute } from "@/app/api/v1/conversations/act";
import { staff } from "@/lib/auth/narrow";
import { takeOver } from "@/lib/conversations/commands";

export const POST = actRoute({
  name: "takeover",
  summary: "Become the owner, whoever holds it",
  permission: "conversation.takeOver",
  act: (viewer, id) => takeOver(staff(viewer), id),
});
