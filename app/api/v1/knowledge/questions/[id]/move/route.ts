import { z } from "zod";
import { staff } from "@/lib/auth/narrow";
import { idParams, route } from "@/lib/core/route";
import { moveQuestion } from "@/lib/gaps/commands";
import { moveInput } from "@/lib/gaps/schema";

export const POST = route(
  {
    method: "POST",
    path: "/knowledge/questions/{id}/move",
    tag: "Knowledge",
    summary: "Move a question to another gap, or to one of its own",
    permission: "gap.decide",
    params: idParams,
    body: moveInput,
    responses: { 200: z.object({ gapId: z.uuid() }) },
  },
  async ({ viewer, params, body }) => {
    return { body: await moveQuestion(staff(viewer), params.id, body) };
  },
);
