import { staff } from "@/lib/auth/narrow";
import { idParams, route } from "@/lib/core/route";
import { editSuggestion } from "@/lib/suggestions/commands";
import { getSuggestion } from "@/lib/suggestions/queries";
import { editSuggestionInput, suggestionView } from "@/lib/suggestions/schema";

const common = {
  path: "/knowledge/suggestions/{id}",
  tag: "Knowledge",
  params: idParams,
  responses: { 200: suggestionView },
} as const;

export const GET = route(
  { ...common, method: "GET", summary: "A suggested article or change", permission: "gap.read" },
  async ({ viewer, params }) => ({ body: await getSuggestion(staff(viewer), params.id) }),
);

export const PATCH = route(
  {
    ...common,
    method: "PATCH",
    summary: "Edit a suggestion before it is accepted",
    permission: "gap.decide",
    body: editSuggestionInput,
  },
  async ({ viewer, params, body }) => ({ body: await editSuggestion(staff(viewer), params.id, body) }),
);
