import { actRoute } from "@/app/api/v1/conversations/act";
import { staff } from "@/lib/auth/narrow";
import { claim } from "@/lib/conversations/commands";

export const POST = actRoute({
  name: "claim",
  summary: "Take a waiting conversation; one of several claims wins",
  permission: "conversation.claim",
  act: (viewer, id) => claim(staff(viewer), id),
});
