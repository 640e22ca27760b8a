import { z } from "zod";
import { customer } from "@/lib/auth/narrow";
import { pageOf, pageQuery, route } from "@/lib/core/route";
import { listEffects } from "@/lib/effects/queries";
import { effectView } from "@/lib/effects/schema";

export const GET = route(
  {
    method: "GET",
    path: "/effects",
    tag: "Account",
    summary: "What the assistant has done for oneself, newest first",
    permission: "effect.read",
    query: z.strictObject(pageQuery),
    responses: { 200: pageOf(effectView) },
  },
  async ({ viewer, query }) => ({ body: await listEffects(customer(viewer), query) }),
);
