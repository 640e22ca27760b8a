import { z } from "zod";
import { noBody, route } from "@/lib/core/route";
import { removeRedirect } from "@/lib/knowledge/redirects";
import { slugField } from "@/lib/knowledge/schema";

export const DELETE = route(
  {
    method: "DELETE",
    path: "/knowledge/redirects/{slug}",
    tag: "Knowledge",
    summary: "Let an address lead nowhere any more",
    permission: "article.publish",
    params: z.object({ slug: slugField }),
    body: noBody,
    responses: { 204: "The address leads nowhere" },
  },
  async ({ viewer, params }) => {
    await removeRedirect(viewer, params.slug);
    return new Response(null, { status: 204 });
  },
);
