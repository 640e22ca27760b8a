import { route } from "@/lib/core/route";
import { changeCategory, removeCategory } from "@/lib/knowledge/categories";
import { categoryParams, categoryPatch, categoryRemoval } from "@/lib/knowledge/category-schema";

const common = {
  path: "/knowledge/categories/{id}",
  tag: "Knowledge",
  permission: "article.publish",
  params: categoryParams,
} as const;

export const PATCH = route(
  {
    ...common,
    method: "PATCH",
    summary: "Rename a category; its id stays",
    body: categoryPatch,
    responses: { 204: "Changed" },
  },
  async ({ viewer, params, body }) => {
    await changeCategory(viewer, params.id, body);
    return new Response(null, { status: 204 });
  },
);

export const DELETE = route(
  {
    ...common,
    method: "DELETE",
    summary: "Remove a category; what it holds moves to another one",
    body: categoryRemoval,
    responses: { 204: "Removed" },
  },
  async ({ viewer, params, body }) => {
    await removeCategory(viewer, params.id, body);
    return new Response(null, { status: 204 });
  },
);
