import { actRoute } from "@/app/api/v1/conversations/act";
import { signedIn } from "@/lib/auth/narrow";
import { stopRun } from "@/lib/conversations/commands";

export const POST = actRoute({
  name: "stop",
  summary: "Stop the answer that is being written",
  permission: "run.stop",
  act: (viewer, id) => stopRun(signedIn(viewer), id),
});
