import { actRoute } from "@/app/api/v1/conversations/act";
import { customer } from "@/lib/auth/narrow";
import { cancelWaiting } from "@/lib/conversations/commands";

export const POST = actRoute({
  name: "cancel-waiting",
  summary: "Stop waiting; the assistant continues",
  permission: "conversation.cancelWaiting",
  act: (viewer, id) => cancelWaiting(customer(viewer), id),
});
