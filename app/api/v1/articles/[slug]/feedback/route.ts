import { z } from "zod";
import { reader } from "@/lib/auth/narrow";
import { limits } from "@/lib/core/limits";
import { route } from "@/lib/core/route";
import { rateArticle } from "@/lib/knowledge/feedback";
import { feedbackInput } from "@/lib/knowledge/feedback-schema";
import { slugField } from "@/lib/knowledge/schema";

export const PUT = route(
  {
    method: "PUT",
    path: "/articles/{slug}/feedback",
    tag: "Knowledge",
    summary: "Say whether an article helped, with a comment or without; again, to change it",
    permission: "article.rate",
    params: z.object({ slug: slugField }),
    body: feedbackInput,
    limits: [limits.feedbackPerHour],
    responses: { 204: "Noted" },
  },
  async ({ viewer, params, body }) => {
    await rateArticle(reader(viewer), params.slug, body);
    return new Response(null, { status: 204 });
  },
);
