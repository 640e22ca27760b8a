import { idParams, route } from "@/lib/core/route";
import { scheduleDraft, unscheduleDraft } from "@/lib/knowledge/drafts";
import { draftActInput, draftState, scheduleDraftInput } from "@/lib/knowledge/editing-schema";

const common = {
  path: "/knowledge/articles/{id}/schedule",
  tag: "Knowledge",
  permission: "article.publish",
  params: idParams,
  responses: { 200: draftState },
} as const;

export const PUT = route(
  {
    ...common,
    method: "PUT",
    summary: "Let the draft publish itself at a time, within a year",
    body: scheduleDraftInput,
  },
  async ({ viewer, params, body }) => ({ body: await scheduleDraft(viewer, params.id, body) }),
);

export const DELETE = route(
  { ...common, method: "DELETE", summary: "Call off the planned publication", body: draftActInput },
  async ({ viewer, params, body }) => ({ body: await unscheduleDraft(viewer, params.id, body) }),
);
