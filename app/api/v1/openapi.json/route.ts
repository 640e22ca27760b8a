import { routes } from "@/app/api/v1/openapi.json/routes";
import { buildOpenApi } from "@/lib/core/openapi";
import { route } from "@/lib/core/route";
import { version } from "@/package.json";

const document = buildOpenApi(
  routes.map(({ spec }) => spec),
  version,
);

export const GET = route(
  {
    method: "GET",
    path: "/openapi.json",
    tag: "Reference",
    summary: "This document",
    // As public as the help center: it says how to ask, and nothing of what is answered.
    permission: "article.read",
    responses: { 200: "The OpenAPI document" },
  },
  async () => Response.json(document),
);
