import { actRoute } from "@/app/api/v1/conversations/act";
import { customer } from "@/lib/auth/narrow";
import { askForPerson } from "@/lib/conversations/escalate";

export const POST = actRoute({
  name: "escalate",
  summary: "Ask for a person",
  permission: "conversation.askForPerson",
  act: (viewer, id) => askForPerson(customer(viewer), id),
});
