import { Readable } from "node:stream";
import { limits } from "@/lib/core/limits";
import { route } from "@/lib/core/route";
import { exportArticles } from "@/lib/imports/export";

export const GET = route(
  {
    method: "GET",
    path: "/knowledge/export",
    tag: "Knowledge",
    summary: "All articles as a zip of Markdown with front matter and their images",
    permission: "article.export",
    limits: [limits.exportsPerHour],
    responses: { 200: "A zip, written while it is read" },
  },
  async ({ viewer }) => {
    const { stream, name, articles } = await exportArticles(viewer);
    return new Response(Readable.toWeb(stream) as ReadableStream, {
      headers: {
        "content-type": "application/zip",
        "content-disposition": `attachment; filename="${name}"`,
        "x-article-count": String(articles),
        "x-accel-buffering": "no",
      },
    });
  },
);
