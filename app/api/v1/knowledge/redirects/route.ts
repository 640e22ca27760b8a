import { route } from "@/lib/core/route";
import { redirectInput, redirectView } from "@/lib/knowledge/editing-schema";
import { addRedirect } from "@/lib/knowledge/redirects";

export const POST = route(
  {
    method: "POST",
    path: "/knowledge/redirects",
    tag: "Knowledge",
    summary: "Let another address lead to an article",
    permission: "article.publish",
    body: redirectInput,
    responses: { 201: redirectView },
  },
  async ({ viewer, body }) => ({ status: 201, body: await addRedirect(viewer, body) }),
);
