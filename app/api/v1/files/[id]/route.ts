import { idParams, noBody, route } from "@/lib/core/route";
import { fileHeaders } from "@/lib/knowledge/file-schema";
import { readFile, removeFile } from "@/lib/knowledge/files";

const common = { path: "/files/{id}", tag: "Knowledge", params: idParams } as const;

export const GET = route(
  {
    ...common,
    method: "GET",
    summary: "An image or document of an article, for whoever may read the article",
    permission: "article.read",
    responses: { 200: "The bytes, in the type that was found in them" },
  },
  async ({ viewer, params, request }) => {
    const file = await readFile(viewer, params.id);
    const headers = fileHeaders(file);
    const isKnown = request.headers.get("if-none-match") === headers.etag;
    return isKnown
      ? new Response(null, { status: 304, headers })
      : new Response(new Uint8Array(file.content), { headers });
  },
);

export const DELETE = route(
  {
    ...common,
    method: "DELETE",
    summary: "Remove a file that no text shows",
    permission: "article.write",
    body: noBody,
    responses: { 204: "The file is gone" },
  },
  async ({ viewer, params }) => {
    await removeFile(viewer, params.id);
    return new Response(null, { status: 204 });
  },
);
