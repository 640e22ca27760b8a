import { z } from "zod";
import { route } from "@/lib/core/route";
import { changeSynonyms, deleteSynonyms } from "@/lib/synonyms/commands";
import { changeSynonymsInput } from "@/lib/synonyms/schema";

const common = {
  path: "/knowledge/synonyms/{id}",
  tag: "Knowledge",
  permission: "synonym.manage",
  params: z.object({ id: z.uuid() }),
} as const;

export const PATCH = route(
  {
    ...common,
    method: "PATCH",
    summary: "Change a line of synonyms, or switch it off or on",
    body: changeSynonymsInput,
    responses: { 204: "Changed" },
  },
  async ({ viewer, params, body }) => {
    await changeSynonyms(viewer, params.id, body);
    return new Response(null, { status: 204 });
  },
);

export const DELETE = route(
  { ...common, method: "DELETE", summary: "Delete a line of synonyms", responses: { 204: "Deleted" } },
  async ({ viewer, params }) => {
    await deleteSynonyms(viewer, params.id);
    return new Response(null, { status: 204 });
  },
);
