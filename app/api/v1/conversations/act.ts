/** Handover acts say everything by their path, and answer the conversation as it then is. */
import { signedIn } from "@/lib/auth/narrow";
import type { Permission } from "@/lib/auth/policy";
import type { RequestViewer } from "@/lib/auth/session";
import { getConversation } from "@/lib/conversations/queries";
import { conversationView } from "@/lib/conversations/schema";
import { idParams, noBody, type Route, route } from "@/lib/core/route";

type Act = {
  name: string;
  summary: string;
  permission: Permission;
  act: (viewer: RequestViewer, conversationId: string) => Promise<void>;
};

export const actRoute = ({ name, summary, permission, act }: Act): Route =>
  route(
    {
      method: "POST",
      path: `/conversations/{id}/${name}`,
      tag: "Handover",
      summary,
      permission,
      params: idParams,
      body: noBody,
      responses: { 200: conversationView },
    },
    async ({ viewer, params }) => {
      await act(viewer, params.id);
      return { body: await getConversation(signedIn(viewer), params.id) };
    },
  );
