import { actRoute } from "@/app/api/v1/conversations/act";
import { staff } from "@/lib/auth/narrow";
import { release } from "@/lib/conversations/commands";

export const POST = actRoute({
  name: "release",
  summary: "Put it back in the queue",
  permission: "conversation.release",
  act: (viewer, id) => release(staff(viewer), id),
});
