import { z } from "zod";
import { staff } from "@/lib/auth/narrow";
import { idParams, pageQuery, route } from "@/lib/core/route";
import { getArticleFeedback } from "@/lib/knowledge/feedback";
import { articleFeedbackAnswer } from "@/lib/knowledge/feedback-schema";

export const GET = route(
  {
    method: "GET",
    path: "/knowledge/articles/{id}/feedback",
    tag: "Knowledge",
    summary: "How many readers an article helped, and their comments, the latest first",
    permission: "article.write",
    params: idParams,
    query: z.strictObject(pageQuery),
    responses: { 200: articleFeedbackAnswer },
  },
  async ({ viewer, params, query }) => ({ body: await getArticleFeedback(staff(viewer), params.id, query) }),
);
