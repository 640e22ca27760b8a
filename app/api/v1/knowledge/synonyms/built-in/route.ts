import { route } from "@/lib/core/route";
import { switchBuiltInSynonyms } from "@/lib/synonyms/commands";
import { switchBuiltInInput } from "@/lib/synonyms/schema";

export const PUT = route(
  {
    method: "PUT",
    path: "/knowledge/synonyms/built-in",
    tag: "Knowledge",
    summary: "Switch a line of synonyms that comes with Baton off or on",
    permission: "synonym.manage",
    body: switchBuiltInInput,
    responses: { 204: "Switched" },
  },
  async ({ viewer, body }) => {
    await switchBuiltInSynonyms(viewer, body);
    return new Response(null, { status: 204 });
  },
);
